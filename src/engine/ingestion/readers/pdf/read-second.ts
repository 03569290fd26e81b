import type { FormatPart, ReadOptions } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { corrupt } from '../read-errors.ts';
import { readerLimits } from '../reader-limits.ts';
import type { ReaderIdentity } from '../reader-identities.ts';
import { HeadingFinder } from './headings.ts';
import { pageBlocks } from './page-blocks.ts';
import { pageRanges } from './page-ranges.ts';
import { pdfjsLines } from './pdfjs-lines.ts';
import { SECOND_ENGINE_PAGES, SecondEngine } from './second-engine.ts';

/** A whole document through pdf.js, for a file that ended PDFium: text with its places, without outline, notes and running lines. */
export async function* readSecond(
  file: InputFile,
  signal: AbortSignal | undefined,
  options: ReadOptions,
  { reader, version }: ReaderIdentity,
): AsyncGenerator<FormatPart> {
  // For the hash; the engine takes the bytes by itself.
  await file.bytes(signal, 0);
  const engine = new SecondEngine(file, options.password ?? null);
  const headings = new HeadingFinder(new Map());
  const trail = new HeadingTrail();
  const missing: number[] = [];
  const cut: number[] = [];
  let pageCount: number | undefined;
  try {
    pageCount = await engine.pageCount();
    if (pageCount === undefined) throw corrupt(file.name, 'neither of two PDF readers can open it');
    yield { type: 'begin', format: 'pdf', reader, readerVersion: version, title: null, pageCount };
    for (let page = 1; page <= Math.min(pageCount, SECOND_ENGINE_PAGES) && missing.length < MOST_MISSING; page += 1) {
      const found = await engine.page(page);
      if (found === undefined) missing.push(page);
      else {
        const { width, height } = found;
        if (found.isCut) cut.push(page);
        const { lines, turn } = pdfjsLines(found);
        headings.measure(lines);
        yield { type: 'page', page: { page, width, height, textSource: 'layer', confidence: null } };
        const blocks = pageBlocks({ page, width, height, turn, notes: [] }, lines, headings, trail);
        if (blocks.length > 0) yield { type: 'blocks', blocks };
      }
      await nextTurn(signal);
    }
  } finally {
    await engine.close();
  }
  yield { type: 'warning', message: 'The first PDF reader gave up on this file; its text was read in a simpler way.' };
  if (cut.length > 0) {
    yield {
      type: 'warning',
      message: `Only the first ${readerLimits.pageChars.toLocaleString('en')} characters of ${pageRanges(cut)} were read.`,
    };
  }
  if (pageCount > SECOND_ENGINE_PAGES) {
    const message = `Only the first ${SECOND_ENGINE_PAGES} of ${pageCount.toLocaleString('en')} pages were read.`;
    yield { type: 'warning', message };
  }
  if (missing.length > 0) yield { type: 'warning', message: `Page ${missing[0]} and perhaps others could not be read.` };
}

/** So many pages in a row of trouble are the end of what can be read. */
const MOST_MISSING = 3;
