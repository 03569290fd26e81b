import type { FormatPart } from '../format-reader.ts';
import { readerLimits } from '../reader-limits.ts';
import { pageRanges } from './page-ranges.ts';

/** Pages of which something is missing. */
export interface PageTroubles {
  withoutText: number[];
  cut: number[];
  unreadable: number[];
  notRecognised: number[];
}

/** What a person should know about a reading, in plain words. */
export function* readingWarnings(troubles: PageTroubles, pageCount: number): Generator<FormatPart> {
  const warn = (message: string): FormatPart => ({ type: 'warning', message });
  const { withoutText, cut, unreadable, notRecognised } = troubles;
  if (withoutText.length > 0) yield warn(`No text layer on ${pageRanges(withoutText)}; what is pictured there cannot be found.`);
  if (notRecognised.length > 0) yield warn(`The text on ${pageRanges(notRecognised)} could not be recognised.`);
  if (unreadable.length > 0) yield warn(`Much of the text on ${pageRanges(unreadable)} is in a font that cannot be decoded.`);
  if (cut.length > 0)
    yield warn(`Only the first ${readerLimits.pageChars.toLocaleString('en')} characters of ${pageRanges(cut)} were read.`);
  if (pageCount > readerLimits.pages) {
    yield warn(`Only the first ${readerLimits.pages.toLocaleString('en')} of ${pageCount.toLocaleString('en')} pages were read.`);
  }
}
