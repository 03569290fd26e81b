import type { AppErrorData, ErrorCode } from '../../shared/errors.ts';
import { statement, type NoValues, type ReadableDb, type WritableDb } from './handles.ts';

/** Bytes, and who is not to read them again. */
export interface QuarantineKey {
  /** In hexadecimal. */
  sha256: string;
  reader: string;
  readerVersion: number;
}

/** What bytes did to their reader, without a name: they outlive the file that they were found in. */
export type QuarantineReason = {
  code: ErrorCode;
  limit: number | null;
  actual: number | null;
};

type RowKey = {
  sha256: Uint8Array;
  reader: string;
  readerVersion: number;
};

const find = statement<RowKey, QuarantineReason>(
  'quarantine.find',
  `select code, limit_value as "limit", actual_value as actual from quarantine
   where sha256 = @sha256 and reader = @reader and reader_version = @readerVersion`,
);
const findPart = statement<RowKey & { chunkerVersion: number }, { id: number }>(
  'quarantine.find-part',
  `select c.id from quarantine q join content c on c.id = q.part_content_id and c.state in ('live', 'abandoned')
   where q.sha256 = @sha256 and q.reader = @reader and q.reader_version = @readerVersion and c.chunker_version = @chunkerVersion`,
);
const put = statement<RowKey & QuarantineReason & { partId: number | null; nowMs: number }>(
  'quarantine.put',
  `insert into quarantine (sha256, reader, reader_version, code, limit_value, actual_value, part_content_id, created_at_ms)
     values (@sha256, @reader, @readerVersion, @code, @limit, @actual, @partId, @nowMs)
   on conflict (sha256, reader, reader_version) do update
     set code = excluded.code, limit_value = excluded.limit_value, actual_value = excluded.actual_value,
       part_content_id = excluded.part_content_id, created_at_ms = excluded.created_at_ms`,
);
const dropOthers = statement<RowKey>(
  'quarantine.drop-others',
  `delete from quarantine where sha256 = @sha256 and reader = @reader and reader_version <> @readerVersion`,
);
const note = statement<{ documentId: number; sha256: Uint8Array }>(
  'quarantine.note-document',
  `insert into quarantined_document (document_id, sha256) select id, @sha256 from document where id = @documentId
   on conflict (document_id) do update set sha256 = excluded.sha256`,
);
const clear = statement<{ sha256: Uint8Array }>('quarantine.clear', `delete from quarantine where sha256 = @sha256`);
const dropUnused = statement<NoValues>(
  'quarantine.drop-unused',
  `delete from quarantine where
     not exists (select 1 from content c where (c.sha256 = quarantine.sha256 or c.id = quarantine.part_content_id)
       and c.state in ('live', 'abandoned'))
     and not exists (select 1 from quarantined_document q join document d on d.id = q.document_id
       where q.sha256 = quarantine.sha256 and d.state <> 'searchable')`,
);

function rowKey({ sha256, reader, readerVersion }: QuarantineKey): RowKey {
  return { sha256: Buffer.from(sha256, 'hex'), reader, readerVersion };
}

/** What these bytes did to this version of the reader; null when nothing is known against them. */
export function quarantineOf(db: ReadableDb, key: QuarantineKey): QuarantineReason | null {
  return db.get(find, rowKey(key)) ?? null;
}

/** The content of what was read of these bytes before they ended their reader; null when there is none. */
export function partInQuarantine(db: ReadableDb, key: QuarantineKey, chunkerVersion: number): number | null {
  return db.get(findPart, { ...rowKey(key), chunkerVersion })?.id ?? null;
}

/**
 * These bytes ended their reader: no copy of them is given to this version of it again. What other versions did is
 * forgotten. `partId` is the content of what was read before.
 */
export function putInQuarantine(
  db: WritableDb,
  key: QuarantineKey,
  { code, details }: AppErrorData,
  { nowMs, partId = null }: { nowMs: number; partId?: number | null },
): void {
  const row = rowKey(key);
  db.run(dropOthers, row);
  db.run(put, { ...row, code, limit: details.limit ?? null, actual: details.actual ?? null, partId, nowMs });
}

/** The document's file has these bytes: what is known against them is kept as long as one has. */
export function noteQuarantined(db: WritableDb, documentId: number, sha256: string): void {
  db.run(note, { documentId, sha256: Buffer.from(sha256, 'hex') });
}

/** A person wants these bytes tried again. */
export function clearQuarantine(db: WritableDb, sha256: string): void {
  db.run(clear, { sha256: Buffer.from(sha256, 'hex') });
}

/** Forgets bytes that no content and no document of the library has any more, whatever reader they ended. */
export function dropUnusedQuarantine(db: WritableDb): void {
  db.run(dropUnused, {});
}
