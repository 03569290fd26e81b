import { createRequire } from 'node:module';
import type BetterSqlite from 'better-sqlite3';
import { assertNodeVersion } from '../base/node-version.ts';
import { nameKey } from './document-rows.ts';
import { unpackedPath } from './unpacked-path.ts';

export type SqliteConnection = BetterSqlite.Database;

interface SqliteVec {
  getLoadablePath(): string;
}

const loadNative = createRequire(import.meta.url);

/**
 * Opens a connection. The native module is loaded here and not at import, after the check that keeps it
 * from crashing an old Node. Fails with `node-too-old` or SQLite's own error.
 */
export function openConnection(path: string, options: BetterSqlite.Options): SqliteConnection {
  assertNodeVersion();
  const Database = loadNative('better-sqlite3') as typeof BetterSqlite;
  const connection = new Database(path, options);
  // SQLite's own lower() knows the letters of English only.
  connection.function('fold', { deterministic: true }, (text: unknown) => nameKey(String(text)));
  return connection;
}

/** Where sqlite-vec's library lies on the disk. */
export function vectorExtensionPath(): string {
  const sqliteVec = loadNative('sqlite-vec') as SqliteVec;
  return unpackedPath(sqliteVec.getLoadablePath());
}

/** Adds the vector functions and tables to a connection. */
export function loadVectorExtension(connection: SqliteConnection): void {
  connection.loadExtension(vectorExtensionPath());
}
