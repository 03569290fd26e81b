import type { Citation, Passage } from '../../shared/domain/answer.ts';
import type { ReadableDb } from '../store/open.ts';
import { placesOf } from '../store/places.ts';

/** Links a place in the answer to a range of a passage's text, with our own words for the quote. */
export function citePassage(
  db: ReadableDb,
  passage: Passage,
  range: { start: number; end: number },
  at: { offset: number; sentenceStart: number },
): Citation {
  const { documentId, start } = passage.span;
  const span = { documentId, start: start + range.start, end: start + range.end };
  return {
    ...at,
    passageNumber: passage.number,
    span,
    place: placesOf(db, span)[0] ?? passage.place,
    quote: passage.text.slice(range.start, range.end),
  };
}
