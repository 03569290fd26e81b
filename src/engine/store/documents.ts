import { join } from 'node:path';
import type { Document, DocumentFormat, DocumentState } from '../../shared/domain/document.ts';
import { AppError, type AppErrorData } from '../../shared/errors.ts';
import { documentColumns, documentOf, nameKey, type StoredDocument } from './document-rows.ts';
import { abandonForGood } from './contents.ts';
import { currentEmbeddingModelId } from './embedding-models.ts';
import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { listDescendants, removeMemberAt } from './members.ts';
import { found } from './not-found.ts';

export { listDocuments } from './document-list.ts';

/** Where a document's original is, and which version of it is indexed. */
export interface DocumentFile {
  documentId: number;
  sourceId: number;
  collectionId: number;
  /** Absolute; of the outermost file where the document is a member of one. */
  path: string;
  /** From that file inwards; empty for a file of its own. */
  members: string[];
  /** The document of that outermost file; itself where it is a file of its own. */
  outermostId: number;
  parentId: number | null;
  relativePath: string;
  /** Of the indexed version; of the file as last seen while nothing is indexed. */
  sizeBytes: number;
  modifiedAtMs: number;
  contentId: number | null;
  /** SHA-256 of the indexed bytes, in hexadecimal. */
  contentHash: string | null;
  format: DocumentFormat | null;
}

/** What a scan compares with the disk: the file as last seen. */
export interface SourceFile {
  documentId: number;
  relativePath: string;
  sizeBytes: number;
  modifiedAtMs: number;
  state: DocumentState;
  contentId: number | null;
}

type FileVersion = {
  sizeBytes: number;
  modifiedAtMs: number;
};

const byId = statement<{ id: number; modelId: number | null }, StoredDocument>('document.get', `${documentColumns} where d.id = @id`);
const file = statement<{ id: number }, Omit<DocumentFile, 'path' | 'members' | 'outermostId'> & { root: string; kind: string }>(
  'document.file',
  `select d.id as documentId, d.source_id as sourceId, s.collection_id as collectionId, s.path as root, s.kind,
     d.relative_path as relativePath, d.parent_id as parentId, coalesce(d.indexed_size_bytes, d.size_bytes) as sizeBytes,
     coalesce(d.indexed_modified_at_ms, d.modified_at_ms) as modifiedAtMs, d.content_id as contentId,
     lower(hex(c.sha256)) as contentHash, c.format
   from document d join source s on s.id = d.source_id and s.collection_id is not null
     left join content c on c.id = d.content_id where d.id = @id`,
);
const memberChain = statement<{ id: number }, { id: number; relativePath: string; memberPath: string | null }>(
  'document.member-chain',
  `with recursive chain (id, depth) as (
     select @id, 0 union all select d.parent_id, depth + 1 from chain join document d on d.id = chain.id
     where d.parent_id is not null)
   select d.id, d.relative_path as relativePath, d.member_path as memberPath from chain join document d on d.id = chain.id order by depth`,
);
// The plus keeps the planner on the row ids: by an index of the source each slice would be sorted out of all its rows.
const ofSource = statement<{ sourceId: number; afterId: number; limit: number }, SourceFile>(
  'document.of-source',
  `select id as documentId, relative_path as relativePath, size_bytes as sizeBytes, modified_at_ms as modifiedAtMs, state,
     content_id as contentId
   from document where +source_id = @sourceId and parent_id is null and id > @afterId order by id limit @limit`,
);
const lastOfSource = statement<{ sourceId: number; beforeId: number; limit: number }, { id: number }>(
  'document.last-of-source',
  `select id from document where +source_id = @sourceId and id < @beforeId order by id desc limit @limit`,
);
const stale = statement<{ sourceId: number; chunkerVersion: number; readers: string }, { id: number }>(
  'document.stale',
  `select d.id from document d join content c on c.id = d.content_id
   where d.source_id = @sourceId and d.state = 'searchable' and (c.chunker_version <> @chunkerVersion
     or (c.reader in (select key from json_each(@readers))
       and (c.reader, c.reader_version) not in (select key, value from json_each(@readers))))`,
);
const insert = statement<{ sourceId: number; relativePath: string; name: string; nameKey: string; nowMs: number } & FileVersion>(
  'document.insert',
  `insert into document (source_id, relative_path, name, name_key, state, size_bytes, modified_at_ms, added_at_ms)
   values (@sourceId, @relativePath, @name, @nameKey, 'queued', @sizeBytes, @modifiedAtMs, @nowMs)`,
);
const requeue = statement<{ id: number } & FileVersion>(
  'document.requeue',
  `update document set state = 'queued', size_bytes = @sizeBytes, modified_at_ms = @modifiedAtMs, error = null where id = @id`,
);
const setState = statement<{ id: number; state: DocumentState }>(
  'document.state',
  `update document set state = @state, error = null where id = @id`,
);
const fail = statement<{ id: number; error: string } & FileVersion>(
  'document.fail',
  `update document set state = 'failed', error = @error, size_bytes = @sizeBytes, modified_at_ms = @modifiedAtMs where id = @id`,
);
const attach = statement<{ id: number; contentId: number; nowMs: number } & FileVersion>(
  'document.attach',
  `update document set state = 'searchable', content_id = @contentId, error = null,
     size_bytes = @sizeBytes, modified_at_ms = @modifiedAtMs, indexed_size_bytes = @sizeBytes,
     indexed_modified_at_ms = @modifiedAtMs, indexed_at_ms = @nowMs where id = @id`,
);
const contentState = statement<{ id: number }, { state: string }>('document.content-state', `select state from content where id = @id`);
const contentsOf = statement<{ ids: string }, { id: number }>(
  'document.contents',
  `select distinct content_id as id from document where id in (select value from json_each(@ids)) and content_id is not null`,
);
const remove = statement<{ ids: string }>('document.remove', `delete from document where id in (select value from json_each(@ids))`);

/** Fails with `not-found`. */
export function getDocument(db: ReadableDb, id: number): Document {
  return documentOf(found(db.get(byId, { id, modelId: currentEmbeddingModelId(db) }), 'document', id));
}

/** Fails with `not-found`. */
export function getDocumentFile(db: ReadableDb, id: number): DocumentFile {
  const { root, kind, ...row } = found(db.get(file, { id }), 'document', id);
  const chain = row.parentId === null ? [] : db.all(memberChain, { id });
  const outermost = chain.at(-1)?.relativePath ?? row.relativePath;
  const members = chain.flatMap(({ memberPath }) => (memberPath === null ? [] : [memberPath])).toReversed();
  return { ...row, members, outermostId: chain.at(-1)?.id ?? id, path: kind === 'file' ? root : join(root, outermost) };
}

/**
 * What the library knows of a source's files, in the order they were found. A source may have tens of thousands:
 * ask in slices (`limit` after the last `documentId`) where others wait for the engine.
 */
export function listSourceFiles(db: ReadableDb, sourceId: number, slice: { afterId?: number; limit?: number } = {}): SourceFile[] {
  return db.all(ofSource, { sourceId, afterId: slice.afterId ?? 0, limit: slice.limit ?? -1 });
}

/** Searchable documents whose content another version of its reader or of the chunker made; readers not named count as current. */
export function staleDocuments(
  db: ReadableDb,
  sourceId: number,
  { chunkerVersion, readerVersions }: { chunkerVersion: number; readerVersions: Readonly<Record<string, number>> },
): number[] {
  return db.all(stale, { sourceId, chunkerVersion, readers: JSON.stringify(readerVersions) }).map((row) => row.id);
}

/** A file that was found and waits to be read. Returns the document's id. */
export function insertQueuedDocument(
  db: WritableDb,
  document: { sourceId: number; relativePath: string; name: string; nowMs: number } & FileVersion,
): number {
  const { sourceId, relativePath, name, sizeBytes, modifiedAtMs, nowMs } = document;
  removeMemberAt(db, sourceId, relativePath);
  return db.run(insert, { sourceId, relativePath, name, nameKey: nameKey(name), sizeBytes, modifiedAtMs, nowMs }).lastId;
}

/** The file changed or is to be tried again. What is indexed goes on serving until {@link attachContent}. */
export function requeueDocument(db: WritableDb, id: number, { sizeBytes, modifiedAtMs }: FileVersion): void {
  db.run(requeue, { id, sizeBytes, modifiedAtMs });
}

/** A reader has the file. */
export function setDocumentReading(db: WritableDb, id: number): void {
  db.run(setState, { id, state: 'reading' });
}

/** The original is gone; what is indexed goes on serving until the document is removed. */
export function setDocumentMissing(db: WritableDb, id: number): void {
  db.run(setState, { id, state: 'missing' });
}

/** The file cannot be read in the version given. An older version that is indexed goes on serving. */
export function setDocumentFailed(db: WritableDb, id: number, error: AppErrorData, { sizeBytes, modifiedAtMs }: FileVersion): void {
  db.run(fail, { id, error: JSON.stringify(error), sizeBytes, modifiedAtMs });
  db.sweepSoon();
}

/**
 * Makes a content the document's: from the commit on search sees it whole and the one before not at all.
 * Call in the transaction that found, inserted or committed the content.
 */
export function attachContent(
  db: WritableDb,
  documentId: number,
  contentId: number,
  { sizeBytes, modifiedAtMs, nowMs }: FileVersion & { nowMs: number },
): void {
  const state = db.get(contentState, { id: contentId })?.state;
  if (state !== 'live' && state !== 'abandoned') {
    throw new AppError('not-found', 'The content to attach is not in the library.', { details: { actual: contentId } });
  }
  db.run(attach, { id: documentId, contentId, sizeBytes, modifiedAtMs, nowMs });
  db.sweepSoon();
}

/** All documents of a source, members too, in slices from the last listed: what is inside a document comes before it. */
export function lastDocumentIds(db: ReadableDb, sourceId: number, { beforeId, limit }: { beforeId: number; limit: number }): number[] {
  return db.all(lastOfSource, { sourceId, beforeId, limit }).map((row) => row.id);
}

/** Takes documents out whose files are gone. A content they alone used waits a while for the file to turn up elsewhere. */
export function removeDocuments(db: WritableDb, ids: readonly number[]): void {
  if (ids.length === 0) return;
  db.run(remove, { ids: JSON.stringify(ids) });
  db.sweepSoon();
}

/** As {@link removeDocuments}, with all that is inside them; for documents a person took out: what they alone used goes at once. */
export function removeDocumentsForGood(db: WritableDb, ids: readonly number[]): void {
  db.atomic(() => {
    const all = [...ids, ...listDescendants(db, ids, -1)];
    const contents = db.all(contentsOf, { ids: JSON.stringify(all) }).map((row) => row.id);
    removeDocuments(db, ids);
    abandonForGood(db, contents);
  });
}
