import type { DocumentFormat, PageSize } from '../../shared/domain/document.ts';
import { AppError } from '../../shared/errors.ts';
import { insertParts, missingEmbeddings, type ContentBlock, type ContentChunk } from './content-parts.ts';
import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { SEARCHABLE_TEXT_VERSION } from './searchable-text.ts';

export type { ContentBlock, ContentChunk } from './content-parts.ts';
export { blocksOverlapping, listBlocks, listPages, textOfSpan } from './blocks.ts';

/** Equal bytes, read and chunked in the same way, are one content, whatever files hold them. */
export interface ContentIdentity {
  /** Of the file's bytes, in hexadecimal. */
  sha256: string;
  reader: string;
  readerVersion: number;
  chunkerVersion: number;
  /** What else decided the text: the languages of recognition. Empty by default. */
  variant?: string;
}

export interface ContentStart {
  format: DocumentFormat;
  reader: string;
  readerVersion: number;
  chunkerVersion: number;
  title: string | null;
  variant?: string;
  nowMs: number;
}

export interface ContentParts {
  pages?: readonly PageSize[];
  blocks?: readonly ContentBlock[];
  chunks?: readonly ContentChunk[];
}

const find = statement<
  { sha256: Uint8Array; reader: string; readerVersion: number; chunkerVersion: number; variant: string },
  { id: number }
>(
  'content.find',
  `select id from content where sha256 = @sha256 and reader = @reader and reader_version = @readerVersion
     and chunker_version = @chunkerVersion and variant = @variant and state in ('live', 'abandoned')`,
);
const begin = statement<Required<Omit<ContentStart, 'format'>> & { format: string; textVersion: number }>(
  'content.begin',
  `insert into content (state, format, reader, reader_version, chunker_version, searchable_text_version, title, variant, created_at_ms)
   values ('staged', @format, @reader, @readerVersion, @chunkerVersion, @textVersion, @title, @variant, @nowMs)`,
);
const staged = statement<
  { id: number },
  { title: string | null; reader: string; readerVersion: number; chunkerVersion: number; variant: string }
>(
  'content.staged',
  `select title, reader, reader_version as readerVersion, chunker_version as chunkerVersion, variant
   from content where id = @id and state = 'staged'`,
);
const commit = statement<{ id: number; sha256: Uint8Array; sizeBytes: number; warnings: string; language: string | null }>(
  'content.commit',
  `update content set state = 'live', sha256 = @sha256, size_bytes = @sizeBytes, warnings = @warnings,
     language = @language,
     page_count = nullif((select count(*) from page where content_id = @id), 0),
     block_count = (select count(*) from block where content_id = @id),
     chunk_count = (select count(*) from chunk where content_id = @id) where id = @id`,
);
const discard = statement<{ id: number }>('content.discard', `update content set state = 'removed' where id = @id and state = 'staged'`);
const condemn = statement<{ ids: string }>(
  'content.condemn',
  `update content set state = 'removed' where state = 'abandoned' and id in (select value from json_each(@ids))`,
);

/** The content of these bytes in this reading, when the library has it. */
export function findContent(
  db: ReadableDb,
  { sha256, reader, readerVersion, chunkerVersion, variant = '' }: ContentIdentity,
): number | null {
  return db.get(find, { sha256: Buffer.from(sha256, 'hex'), reader, readerVersion, chunkerVersion, variant })?.id ?? null;
}

/**
 * Begins a content that is written in several transactions. Nobody sees it before {@link commitContent};
 * an unfinished one is dropped when the library is opened again. Returns its id.
 */
export function beginContent(
  db: WritableDb,
  { format, reader, readerVersion, chunkerVersion, title, variant = '', nowMs }: ContentStart,
): number {
  const values = { format, reader, readerVersion, chunkerVersion, title, variant, nowMs, textVersion: SEARCHABLE_TEXT_VERSION };
  return db.run(begin, values).lastId;
}

function stagedContent(db: ReadableDb, id: number) {
  const row = db.get(staged, { id });
  if (!row) throw new AppError('not-found', 'The content being written is not in the library.', { details: { actual: id } });
  return row;
}

/** Adds to a begun content, blocks and chunks in reading order. Keep a call to some hundred chunks: it is one transaction. */
export function appendContent(db: WritableDb, id: number, parts: ContentParts): void {
  db.atomic(() => insertParts(db, id, stagedContent(db, id).title, parts));
}

/** What is known of a content at its end. `warnings` say what of the file could not be read, in words. */
export interface ContentEnd {
  sha256: string;
  sizeBytes: number;
  warnings?: readonly string[];
  /** BCP 47; null where it is not certain. */
  language?: string | null;
}

/**
 * Finishes a begun content and returns the id to attach. When an equal content is there already, written
 * meanwhile for another file, that one's id comes back and this one is dropped.
 */
export function commitContent(db: WritableDb, id: number, { sha256, sizeBytes, warnings = [], language = null }: ContentEnd): number {
  return db.atomic(() => {
    const { reader, readerVersion, chunkerVersion, variant } = stagedContent(db, id);
    const equal = findContent(db, { sha256, reader, readerVersion, chunkerVersion, variant });
    if (equal !== null) {
      discardContent(db, id);
      return equal;
    }
    db.run(commit, { id, sha256: Buffer.from(sha256, 'hex'), sizeBytes, warnings: JSON.stringify(warnings), language });
    missingEmbeddings(db, id);
    return id;
  });
}

/** Gives up a begun content. */
export function discardContent(db: WritableDb, id: number): void {
  db.run(discard, { id });
  db.sweepSoon();
}

/** Writes a whole content at once and returns the id to attach; an equal one is not written again. */
export function insertContent(db: WritableDb, content: ContentIdentity & ContentStart & ContentEnd & Required<ContentParts>): number {
  return db.atomic(() => {
    const equal = findContent(db, content);
    if (equal !== null) return equal;
    const id = beginContent(db, content);
    insertParts(db, id, content.title, content);
    return commitContent(db, id, content);
  });
}

/** Contents whose source was removed do not wait for a moved file, unless a document still uses them. */
export function abandonForGood(db: WritableDb, contentIds: readonly number[]): void {
  db.run(condemn, { ids: JSON.stringify(contentIds) });
  db.sweepSoon();
}
