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
const put = statement<RowKey & QuarantineReason & { nowMs: number }>(
  'quarantine.put',
  `insert into quarantine (sha256, reader, reader_version, code, limit_value, actual_value, created_at_ms)
     values (@sha256, @reader, @readerVersion, @code, @limit, @actual, @nowMs)
   on conflict (sha256, reader, reader_version) do update
     set code = excluded.code, limit_value = excluded.limit_value, actual_value = excluded.actual_value, created_at_ms = excluded.created_at_ms`,
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
     not exists (select 1 from content c where c.sha256 = quarantine.sha256 and c.state in ('live', 'abandoned'))
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

/** These bytes ended their reader: no copy of them is given to this version of it again. What other versions did is forgotten. */
export function putInQuarantine(db: WritableDb, key: QuarantineKey, { code, details }: AppErrorData, nowMs: number): void {
  const row = rowKey(key);
  db.run(dropOthers, row);
  db.run(put, { ...row, code, limit: details.limit ?? null, actual: details.actual ?? null, nowMs });
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
