import { statement, type NoValues, type ReadableDb, type WritableDb } from './handles.ts';
import { nothingToCome } from './sweep.ts';

type Bytes = { sha256: Uint8Array };

const note = statement<Bytes>('remembered.note', `insert or ignore into remembered_password (sha256) values (@sha256)`);
const isUnused = `${nothingToCome} and not exists (
  select 1 from content c where c.sha256 = remembered_password.sha256 and c.state in ('live', 'abandoned'))`;
const unused = statement<NoValues, { sha256: string }>(
  'remembered.unused',
  `select lower(hex(sha256)) as sha256 from remembered_password where ${isUnused}`,
);
const drop = statement<Bytes>('remembered.drop', `delete from remembered_password where sha256 = @sha256 and ${isUnused}`);

/** The system's keychain is to hold a password for these bytes (`sha256` in hexadecimal). */
export function noteRemembered(db: WritableDb, sha256: string): void {
  db.run(note, { sha256: Buffer.from(sha256, 'hex') });
}

/** Bytes that the keychain may hold a password for, and that no document has any more. */
export function unusedRemembered(db: ReadableDb): string[] {
  return db.all(unused, {}).map((row) => row.sha256);
}

/** The keychain has forgotten these. Does nothing when a document has them again. */
export function dropRemembered(db: WritableDb, sha256: string): void {
  db.run(drop, { sha256: Buffer.from(sha256, 'hex') });
}
