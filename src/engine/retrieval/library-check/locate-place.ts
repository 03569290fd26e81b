import type { PlaceStanding } from '../../../shared/domain/library-check.ts';
import { textOfSpan } from '../../store/blocks.ts';
import { nameKey } from '../../store/document-rows.ts';
import { documentsOfBytes, documentsOfName, findHeldDocument, type HeldDocument } from '../../store/equal-documents.ts';
import type { ReadableDb } from '../../store/open.ts';
import type { SavedPlace, SavedQuestionRow, SavedWords } from '../../store/saved-questions.ts';
import { comparableText } from './comparable-text.ts';
import { findWords } from './find-words.ts';
import { documentStream, savedPlaceOf, wordsAt } from './saved-place.ts';
import type { Range } from './text-stream.ts';

/** The contents in which a question has its answer, with where; null is anywhere in it. */
export type RightContents = ReadonlyMap<number, Range | null>;

export interface LocatedPlace {
  standing: PlaceStanding;
  right: RightContents;
  /** What is to be kept of it from now on; null where nothing changed. */
  moved: SavedPlace | null;
}

/** Files of the same name that are looked at when the bytes are gone. */
const NAMESAKES = 5;

/** Where the words are in a document now; the range of a whole document is null. */
async function rangeIn(db: ReadableDb, { documentId }: HeldDocument, words: SavedWords, signal: AbortSignal): Promise<Range | null> {
  const { quote, start, end } = words;
  if (comparableText(textOfSpan(db, documentId, start, end)) === comparableText(quote)) return { start, end };
  return findWords(await documentStream(db, documentId, signal), words, signal);
}

/** The document itself as long as it is there, every document with the bytes it had; else a file of its name. */
function candidates(db: ReadableDb, { collectionId, place }: SavedQuestionRow): { held: HeldDocument[]; isNamesake: boolean } {
  const own = place.documentId === null ? null : findHeldDocument(db, collectionId, place.documentId);
  const equal = documentsOfBytes(db, collectionId, place.contentHash);
  const held = [...(own ? [own] : []), ...equal];
  if (held.length > 0) return { held, isNamesake: false };
  const { documentName, relativePath } = place;
  const namesakes = documentsOfName(db, { collectionId, nameKey: nameKey(documentName), relativePath, limit: NAMESAKES });
  // Without words only the file that came back to its place can be told to be the same.
  return { held: place.words ? namesakes : namesakes.filter((each) => each.relativePath === relativePath), isNamesake: true };
}

function isAsKept(place: SavedQuestionRow['place'], document: HeldDocument, range: Range | null): boolean {
  return (
    place.documentId === document.documentId &&
    place.contentHash === document.contentHash &&
    place.documentName === document.documentName &&
    place.relativePath === document.relativePath &&
    place.words?.start === range?.start &&
    place.words?.end === range?.end
  );
}

/**
 * Finds the place of a saved question again, after its document was read anew, edited, moved, copied or removed.
 * Rejects with the signal's reason.
 */
export async function locatePlace(db: ReadableDb, question: SavedQuestionRow, signal: AbortSignal): Promise<LocatedPlace> {
  const { place } = question;
  const { held, isNamesake } = candidates(db, question);
  const ranges = new Map<number, Range | null>();
  for (const document of held) {
    if (place.words === null || ranges.has(document.contentId)) continue;
    // oxlint-disable-next-line no-await-in-loop
    ranges.set(document.contentId, await rangeIn(db, document, place.words, signal));
  }
  const holding = place.words === null ? held : held.filter(({ contentId }) => ranges.get(contentId) !== null);
  const [first] = holding;
  if (first === undefined) {
    const [own] = isNamesake ? [] : held;
    if (own === undefined) return { standing: 'document-gone', right: new Map(), moved: null };
    return { standing: 'words-gone', right: new Map([[own.contentId, null]]), moved: null };
  }
  const range = ranges.get(first.contentId) ?? null;
  const right = new Map(holding.map(({ contentId }) => [contentId, ranges.get(contentId) ?? null]));
  if (isAsKept(place, first, range)) return { standing: 'judged', right, moved: null };
  const words = range === null ? null : wordsAt(db, first.documentId, range);
  return { standing: 'judged', right, moved: savedPlaceOf(first, words) };
}
