import type { Citation, Passage } from '../../shared/domain/answer.ts';
import type { ReadableDb } from '../store/open.ts';
import { placeNow } from '../retrieval/place-now.ts';
import { textOfSpan } from '../store/contents.ts';

/**
 * Links a place in the answer to a range of a passage's text, with our own words for the quote. Where the document
 * has gone or was read anew since the passage was found, the passage's own place is kept.
 */
export function citePassage(
  db: ReadableDb,
  passage: Passage,
  range: { start: number; end: number },
  at: { offset: number; sentenceStart: number },
): Citation {
  const { documentId, start } = passage.span;
  const span = { documentId, start: start + range.start, end: start + range.end };
  const quote = passage.text.slice(range.start, range.end);
  const place = placeNow(db, span);
  const stands = place !== null && textOfSpan(db, documentId, span.start, span.end) === quote;
  return { ...at, passageNumber: passage.number, span, place: stands ? place : passage.place, quote };
}
