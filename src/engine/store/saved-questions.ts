import type { SavedQuestion } from '../../shared/domain/library-check.ts';
import type { Place } from '../../shared/domain/place.ts';
import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { fromOptionalJson, toOptionalJson, type Json } from './json-columns.ts';
import { found } from './not-found.ts';

/** Words of a document, with some of what stands around them, so that they are told from equal words elsewhere in it. */
export interface SavedWords {
  /** Offsets in the canonical text they were last found in. */
  start: number;
  end: number;
  place: Place | null;
  quote: string;
  before: string;
  after: string;
}

/** Where an answer is: a document as it was when it was last found, and words of it; null is the whole document. */
export interface SavedPlace {
  documentId: number;
  documentName: string;
  relativePath: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  contentHash: string;
  words: SavedWords | null;
}

export interface SavedQuestionRow {
  id: number;
  collectionId: number;
  question: string;
  /** `documentId` null: the document was removed since. */
  place: Omit<SavedPlace, 'documentId'> & { documentId: number | null };
  createdAtMs: number;
}

type Words = { start: number | null; end: number | null; place: Json<Place> | null; quote: string | null; before: string; after: string };
type Stored = { id: number; collectionId: number; question: string; createdAtMs: number } & {
  documentId: number | null;
  documentName: string;
  relativePath: string;
  contentHash: string;
} & Words;
type Located = { documentId: number; documentName: string; relativePath: string; sha256: Uint8Array } & Words;

/* A document of a source that was taken out is still there for a while, and no longer in the library. */
const columns = `select q.id, q.collection_id as collectionId, q.question, q.document_name as documentName,
  (select d.id from document d join source s on s.id = d.source_id
    where d.id = q.document_id and s.collection_id = q.collection_id) as documentId,
  q.relative_path as relativePath, lower(hex(q.sha256)) as contentHash, q.start_offset as start, q.end_offset as "end", q.place,
  q.quote, q.text_before as "before", q.text_after as "after", q.created_at_ms as createdAtMs from saved_question q`;
const list = statement<{ collectionId: number }, Stored>(
  'saved-question.list',
  `${columns} where q.collection_id = @collectionId order by q.id`,
);
const byId = statement<{ id: number }, Stored>('saved-question.get', `${columns} where q.id = @id`);
const insert = statement<{ collectionId: number; question: string; nowMs: number } & Located>(
  'saved-question.insert',
  `insert into saved_question (collection_id, question, document_id, document_name, relative_path, sha256, start_offset, end_offset,
     place, quote, text_before, text_after, created_at_ms)
   values (@collectionId, @question, @documentId, @documentName, @relativePath, @sha256, @start, @end, @place, @quote, @before, @after, @nowMs)`,
);
const rename = statement<{ id: number; question: string }>(
  'saved-question.rename',
  `update saved_question set question = @question where id = @id`,
);
const relocate = statement<{ id: number } & Located>(
  'saved-question.relocate',
  `update saved_question set document_id = @documentId, document_name = @documentName, relative_path = @relativePath, sha256 = @sha256,
     start_offset = @start, end_offset = @end, place = @place, quote = @quote, text_before = @before, text_after = @after where id = @id`,
);
const remove = statement<{ id: number }>('saved-question.remove', `delete from saved_question where id = @id`);

function rowOf({ start, end, place, quote, before, after, ...stored }: Stored): SavedQuestionRow {
  const { id, collectionId, question, createdAtMs, ...document } = stored;
  const words =
    quote === null || start === null || end === null ? null : { start, end, place: fromOptionalJson(place), quote, before, after };
  return { id, collectionId, question, createdAtMs, place: { ...document, words } };
}

function located({ documentId, documentName, relativePath, contentHash, words }: SavedPlace): Located {
  return {
    documentId,
    documentName,
    relativePath,
    sha256: Buffer.from(contentHash, 'hex'),
    start: words?.start ?? null,
    end: words?.end ?? null,
    place: toOptionalJson(words?.place ?? null),
    quote: words?.quote ?? null,
    before: words?.before ?? '',
    after: words?.after ?? '',
  };
}

/** The saved questions of a collection, in the order they were saved. */
export function listSavedQuestions(db: ReadableDb, collectionId: number): SavedQuestionRow[] {
  return db.all(list, { collectionId }).map(rowOf);
}

/** Fails with `not-found`. */
export function getSavedQuestion(db: ReadableDb, id: number): SavedQuestionRow {
  return rowOf(found(db.get(byId, { id }), 'saved question', id));
}

/** Returns the id. */
export function insertSavedQuestion(
  db: WritableDb,
  { collectionId, question, place, nowMs }: { collectionId: number; question: string; place: SavedPlace; nowMs: number },
): number {
  return db.run(insert, { collectionId, question, nowMs, ...located(place) }).lastId;
}

/** Puts a question in other words. Fails with `not-found`. */
export function renameSavedQuestion(db: WritableDb, id: number, question: string): void {
  if (db.run(rename, { id, question }).changes === 0) found(undefined, 'saved question', id);
}

/** Its document or its words were found somewhere else. Nothing happens to one that was removed meanwhile. */
export function relocateSavedQuestion(db: WritableDb, id: number, place: SavedPlace): void {
  db.run(relocate, { id, ...located(place) });
}

/** Takes it out, with what the checks say of it. */
export function removeSavedQuestion(db: WritableDb, id: number): void {
  db.run(remove, { id });
}

/** A saved question as the contract has it. */
export function savedQuestionOf({ id, collectionId, question, place, createdAtMs }: SavedQuestionRow): SavedQuestion {
  const { documentId, documentName, relativePath, words } = place;
  const span = documentId === null || words === null ? null : { documentId, start: words.start, end: words.end };
  return {
    id,
    collectionId,
    question,
    documentId,
    documentName,
    relativePath,
    span,
    place: words?.place ?? null,
    quote: words?.quote ?? null,
    createdAtMs,
  };
}
