import { AppError } from '../../shared/errors.ts';
import { backUp } from './backup.ts';
import type { Migration } from './migrations/migration.ts';
import type { SqliteConnection } from './native.ts';

/** "FNTE", so that somebody else's database is never taken for a library. */
const APPLICATION_ID = 0x464e5445;

export interface MigrateOptions {
  path: string;
  /** The library's name in messages. */
  file: string;
  nowMs: number;
}

function pragmaNumber(connection: SqliteConnection, name: string): number {
  return Number(connection.pragma(name, { simple: true }));
}

function isEmpty(connection: SqliteConnection): boolean {
  return connection.prepare('select 1 from sqlite_schema limit 1').get() === undefined;
}

/**
 * Brings a library to the newest schema, each step in its own transaction. An existing library is copied
 * first. Fails with `store-newer` for a library of a newer program, `store-corrupt` for a foreign database.
 */
export function migrate(connection: SqliteConnection, migrations: readonly Migration[], { path, file, nowMs }: MigrateOptions): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const version = pragmaNumber(connection, 'user_version');
  const ours = pragmaNumber(connection, 'application_id') === APPLICATION_ID;
  if (!ours && !(version === 0 && isEmpty(connection))) {
    throw new AppError('store-corrupt', `“${file}” is a database of another program.`, { details: { subject: file } });
  }
  if (version > newest) {
    throw new AppError('store-newer', `The library “${file}” was made by a newer Footnote.`, {
      details: { subject: file, limit: newest, actual: version },
    });
  }
  if (version === newest) return;
  if (version > 0) backUp(connection, path, { version, nowMs });
  for (const migration of migrations) {
    if (migration.version <= version) continue;
    connection.exec('begin immediate');
    try {
      migration.up(connection);
      connection.pragma(`application_id = ${APPLICATION_ID}`);
      connection.pragma(`user_version = ${migration.version}`);
      connection.exec('commit');
    } catch (error) {
      if (connection.inTransaction) connection.exec('rollback');
      throw error;
    }
  }
}
