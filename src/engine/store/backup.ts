import { constants, copyFileSync, mkdirSync, openSync, closeSync, fsyncSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SqliteConnection } from './native.ts';

const KEPT = 3;

/** Folder of the copies made before a migration, beside the library. */
export function backupFolder(libraryPath: string): string {
  return join(dirname(libraryPath), 'backups');
}

/** File names of a library's backups, oldest first. */
export function listBackups(libraryPath: string): string[] {
  const prefix = `${basename(libraryPath)}.v`;
  try {
    return readdirSync(backupFolder(libraryPath))
      .filter((name) => name.startsWith(prefix) && name.endsWith('.bak'))
      .sort((a, b) => Number(a.split('.').at(-2)) - Number(b.split('.').at(-2)));
  } catch {
    return [];
  }
}

/**
 * Copies the library before its schema changes and keeps the last three copies. The caller holds the
 * library's lock and `connection` is the only one, so after a checkpoint the one file is everything.
 * Byte for byte and not with VACUUM INTO: that may give rows new rowids, which sqlite-vec's tables rely on.
 */
export function backUp(connection: SqliteConnection, libraryPath: string, { version, nowMs }: { version: number; nowMs: number }): string {
  const [checkpoint] = connection.pragma('wal_checkpoint(truncate)') as { busy: number }[];
  if (checkpoint && checkpoint.busy !== 0) throw Object.assign(new Error('checkpoint blocked'), { code: 'SQLITE_BUSY' });
  const folder = backupFolder(libraryPath);
  mkdirSync(folder, { recursive: true });
  const target = join(folder, `${basename(libraryPath)}.v${version}.${nowMs}.bak`);
  const partial = `${target}.partial`;
  copyFileSync(libraryPath, partial, constants.COPYFILE_FICLONE);
  const handle = openSync(partial, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  renameSync(partial, target);
  for (const old of listBackups(libraryPath).slice(0, -KEPT)) rmSync(join(folder, old), { force: true });
  return target;
}
