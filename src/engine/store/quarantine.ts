import type { AppErrorData } from '../../shared/errors.ts';
import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { fromJson, type Json } from './json-columns.ts';

/** Bytes, and who is not to read them again. */
export interface QuarantineKey {
  /** In hexadecimal. */
  sha256: string;
  reader: string;
  readerVersion: number;
}

const find = statement<{ sha256: Uint8Array; reader: string; readerVersion: number }, { error: Json<AppErrorData> }>(
  'quarantine.find',
  `select error from quarantine where sha256 = @sha256 and reader = @reader and reader_version = @readerVersion`,
);
const put = statement<{ sha256: Uint8Array; reader: string; readerVersion: number; error: string; nowMs: number }>(
  'quarantine.put',
  `insert into quarantine (sha256, reader, reader_version, error, created_at_ms) values (@sha256, @reader, @readerVersion, @error, @nowMs)
   on conflict (sha256, reader, reader_version) do update set error = excluded.error, created_at_ms = excluded.created_at_ms`,
);
const clear = statement<{ sha256: Uint8Array }>('quarantine.clear', `delete from quarantine where sha256 = @sha256`);

/** What these bytes did to this version of the reader; null when nothing is known against them. */
export function quarantineOf(db: ReadableDb, { sha256, reader, readerVersion }: QuarantineKey): AppErrorData | null {
  const row = db.get(find, { sha256: Buffer.from(sha256, 'hex'), reader, readerVersion });
  return row ? fromJson(row.error) : null;
}

/** These bytes ended their reader: no copy of them is given to this version of it again. */
export function putInQuarantine(
  db: WritableDb,
  { sha256, reader, readerVersion }: QuarantineKey,
  error: AppErrorData,
  nowMs: number,
): void {
  db.run(put, { sha256: Buffer.from(sha256, 'hex'), reader, readerVersion, error: JSON.stringify(error), nowMs });
}

/** A person wants these bytes tried again. */
export function clearQuarantine(db: WritableDb, sha256: string): void {
  db.run(clear, { sha256: Buffer.from(sha256, 'hex') });
}
