import { basename, dirname } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { makeLibraryFolder } from '../base/library-folder.ts';
import type { Logger } from '../base/logger.ts';
import { listBackups } from './backup.ts';
import { checkFile } from './check-file.ts';
import { wrapConnection } from './connection.ts';
import type { ReadableDb, WritableDb } from './handles.ts';
import { lockLibrary } from './library-lock.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations as ownMigrations } from './migrations/migrations.ts';
import { loadVectorExtension, openConnection, type SqliteConnection } from './native.ts';
import { translateSqliteError } from './sqlite-errors.ts';
import { createSweeper } from './sweeper.ts';
import { dropUnfinished } from './sweep.ts';
import { createFullTextRenewal } from './renew-full-text.ts';

export type { ReadableDb, WritableDb } from './handles.ts';

/** An open library. Whoever opened it closes it. */
export interface Library {
  /** Sees what is committed; inside a transaction read through the handle you were given. */
  readonly read: ReadableDb;
  readonly write: WritableDb;
  readonly sqliteVersion: string;
  /** All of `work` or none of it. Synchronous: never held across an await. */
  transaction<T>(work: (db: WritableDb) => T): T;
  /** Takes out what nothing refers to any more, in slices. Runs by itself soon after something was removed. */
  sweep(): Promise<void>;
  /** Called each time a sweep has nothing left to take out. */
  onSwept(listener: () => void): void;
  /** Brings the full-text rows of contents up to how text is searched now, in slices. Runs by itself soon after the library is opened. */
  renewFullText(): Promise<void>;
  /** What SQLite finds wrong with the file, null when it is whole; see {@link checkFile}. Takes seconds, and holds up nothing. */
  check(signal?: AbortSignal): Promise<string | null>;
  /** File names of the copies made before migrations, oldest first. */
  backups(): string[];
  close(): void;
}

export interface OpenOptions {
  /** The database file; its folder is made when absent. */
  path: string;
  clock: Clock;
  logger: Logger;
  /** Only tests of the machinery give their own. */
  migrations?: readonly Migration[];
}

/**
 * Pages (4 MB) after which what is in the log goes to the file. The commit that meets the limit writes them and waits for
 * the disk, and with it everybody who waits for the engine.
 */
const CHECKPOINT_PAGES = 250;

function prepareForWork(connection: SqliteConnection): void {
  loadVectorExtension(connection);
  connection.pragma('foreign_keys = on');
  connection.pragma('cache_size = -65536');
  connection.pragma('temp_store = memory');
}

function openWriter(path: string): SqliteConnection {
  const connection = openConnection(path, { timeout: 2000 });
  // Only a file without tables takes the page size, and only before it goes to WAL.
  connection.pragma('page_size = 16384');
  connection.pragma('journal_mode = wal');
  connection.pragma('synchronous = normal');
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  prepareForWork(connection);
  return connection;
}

function openReader(path: string): SqliteConnection {
  const connection = openConnection(path, { readonly: true, timeout: 2000 });
  prepareForWork(connection);
  // The words of the full-text index; in this connection's memory, and nothing but a view.
  connection.exec(`create virtual table temp.chunk_term using fts5vocab('main', 'chunk_text', 'row')`);
  connection.exec(`create virtual table temp.chunk_term_place using fts5vocab('main', 'chunk_text', 'instance')`);
  return connection;
}

/**
 * Opens the library for this process alone, brings its schema up to date and drops what an earlier life
 * left unfinished. Fails with `node-too-old`, `store-in-use`, `store-newer` or another `store-*` code.
 */
export function openLibrary({ path, clock, logger, migrations = ownMigrations }: OpenOptions): Library {
  const file = basename(path);
  const closers: (() => void)[] = [];
  const closeAll = () => {
    for (const close of closers.splice(0).reverse()) close();
  };
  try {
    makeLibraryFolder(dirname(path));
    closers.push(lockLibrary(`${path}.lock`, file));
    const writer = openWriter(path);
    closers.push(() => writer.close());
    migrate(writer, migrations, { path, file, nowMs: clock.nowMs() });
    const reader = openReader(path);
    closers.push(() => reader.close());

    const read: ReadableDb = wrapConnection(reader, { file, clock, logger });
    const write = wrapConnection(writer, { file, clock, logger, onSweepNeeded: () => sweeper.sweepSoon() });
    const sweeper = createSweeper(write, logger);
    closers.push(() => sweeper.dispose());
    dropUnfinished(write);
    const renewal = createFullTextRenewal(write, logger);
    closers.push(() => renewal.dispose());
    renewal.startSoon();
    return {
      read,
      write,
      sqliteVersion: String(writer.prepare('select sqlite_version()').pluck().get()),
      transaction: (work) => write.atomic(() => work(write)),
      sweep: () => sweeper.sweep(),
      onSwept: (listener) => sweeper.onSwept(listener),
      renewFullText: () => renewal.run(),
      check: (signal) => checkFile(path, file, signal),
      backups: () => listBackups(path),
      close: closeAll,
    };
  } catch (error) {
    closeAll();
    throw translateSqliteError(error, file);
  }
}
