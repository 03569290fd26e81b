import type { DocumentBlock } from '../../../shared/domain/document.ts';
import type { PointedPlace } from '../../../shared/domain/library-check.ts';
import { AppError } from '../../../shared/errors.ts';
import { listBlocks, rangeOfPage, textOfSpan } from '../../store/blocks.ts';
import { findHeldDocument, type HeldDocument } from '../../store/equal-documents.ts';
import type { ReadableDb } from '../../store/open.ts';
import type { SavedPlace, SavedWords } from '../../store/saved-questions.ts';
import { placeNow } from '../place-now.ts';
import { comparableText } from './comparable-text.ts';
import { findWords } from './find-words.ts';
import { textStream, type Range, type TextStream } from './text-stream.ts';

/** Longer quotes are known by their beginning. */
const LONGEST_QUOTE = 8_000;
const CONTEXT = 160;
const BLOCKS_AT_ONCE = 500;

function* piecesOf(db: ReadableDb, documentId: number): Generator<DocumentBlock> {
  for (let from = 0, total = 1; from < total; from += BLOCKS_AT_ONCE) {
    const listed = listBlocks(db, documentId, from, BLOCKS_AT_ONCE);
    total = listed.total;
    yield* listed.blocks;
  }
}

/** The text of a document, to look for words in. */
export function documentStream(db: ReadableDb, documentId: number, signal: AbortSignal): Promise<TextStream> {
  return textStream(piecesOf(db, documentId), signal);
}

/** The words of a range with what stands around them; null where there is nothing that could be found again. */
export function wordsAt(db: ReadableDb, documentId: number, { start, end }: Range): SavedWords | null {
  const last = Math.min(end, start + LONGEST_QUOTE);
  const quote = textOfSpan(db, documentId, start, last);
  if (comparableText(quote) === '') return null;
  return {
    start,
    end: start + quote.length,
    place: placeNow(db, { documentId, start, end: start + quote.length }),
    quote,
    before: textOfSpan(db, documentId, Math.max(0, start - CONTEXT), start),
    after: textOfSpan(db, documentId, start + quote.length, start + quote.length + CONTEXT),
  };
}

export function savedPlaceOf({ documentId, documentName, relativePath, contentHash }: HeldDocument, words: SavedWords | null): SavedPlace {
  return { documentId, documentName, relativePath, contentHash, words };
}

async function rangeOf(db: ReadableDb, pointed: PointedPlace, signal: AbortSignal): Promise<Range | null> {
  if (pointed.kind === 'document') return null;
  if (pointed.kind === 'page') return rangeOfPage(db, pointed.documentId, pointed.page);
  const { span, quote } = pointed;
  const standing = textOfSpan(db, span.documentId, span.start, span.end);
  if (quote === undefined || comparableText(quote) === comparableText(standing)) return span;
  // The document was read anew since somebody saw these words in it.
  const words = { quote, before: '', after: '', start: span.start };
  const found = await findWords(await documentStream(db, span.documentId, signal), words, signal);
  if (found === null) {
    throw new AppError('not-found', 'The document was read anew, and these words are not in it any more.', {
      details: { subject: 'passage', actual: span.documentId },
    });
  }
  return found;
}

/**
 * What a person points at, as it is kept. Fails with `not-found` when the document is not in the collection, nothing of
 * it is read, or the words are not in it any more.
 */
export async function pointedPlace(
  db: ReadableDb,
  collectionId: number,
  pointed: PointedPlace,
  signal: AbortSignal = new AbortController().signal,
): Promise<SavedPlace> {
  const documentId = pointed.kind === 'span' ? pointed.span.documentId : pointed.documentId;
  const document = findHeldDocument(db, collectionId, documentId);
  if (document === null) {
    throw new AppError('not-found', 'This document is not in the collection, or nothing of it is read yet.', {
      details: { subject: 'document', actual: documentId },
    });
  }
  const range = await rangeOf(db, pointed, signal);
  return savedPlaceOf(document, range === null ? null : wordsAt(db, documentId, range));
}
