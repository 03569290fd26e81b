import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { BoundValues, Statement, WritableDb } from './handles.ts';
import type { SqliteConnection } from './native.ts';
import { translateSqliteError } from './sqlite-errors.ts';

const SLOW_MS = 50;

type Prepared = ReturnType<SqliteConnection['prepare']>;

export interface ConnectionOptions {
  /** The library's name in messages. */
  file: string;
  clock: Clock;
  logger: Logger;
  onSweepNeeded?: () => void;
}

function bindable(values: BoundValues): Record<string, unknown> {
  const bound: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) bound[name] = typeof value === 'boolean' ? Number(value) : value;
  return bound;
}

/**
 * Wraps a connection: statements are prepared once, failures translated, slow ones logged by name. Both
 * handles come from here; a read-only connection is only ever handed out as {@link ReadableDb}.
 */
export function wrapConnection(
  connection: SqliteConnection,
  { file, clock, logger, onSweepNeeded = () => {} }: ConnectionOptions,
): WritableDb {
  const prepared = new Map<string, Prepared>();
  let actions: (() => void)[] = [];

  function guarded<T>(name: string, work: () => T): T {
    const startMs = clock.monotonicMs();
    try {
      return work();
    } catch (error) {
      throw translateSqliteError(error, file);
    } finally {
      const durationMs = clock.monotonicMs() - startMs;
      if (durationMs > SLOW_MS) logger.log('warn', 'slow statement', { statement: name, durationMs: Math.round(durationMs) });
    }
  }

  function prepare(sql: string): Prepared {
    let found = prepared.get(sql);
    if (!found) {
      found = connection.prepare(sql);
      prepared.set(sql, found);
    }
    return found;
  }

  const begin = { open: 'begin immediate', keep: 'commit', undo: 'rollback' };
  const savepoint = { open: 'savepoint nested', keep: 'release nested', undo: 'rollback to nested; release nested' };

  function atomic<T>(work: () => T): T {
    const outermost = !connection.inTransaction;
    const verbs = outermost ? begin : savepoint;
    const actionsBefore = actions.length;
    guarded('transaction.begin', () => connection.exec(verbs.open));
    let result: T;
    try {
      result = work();
      // Whatever runs during an await would be written into this transaction.
      if (result instanceof Promise) throw new TypeError('a transaction must not wait');
      guarded('transaction.commit', () => connection.exec(verbs.keep));
    } catch (error) {
      actions.length = actionsBefore;
      // Some failures (a full disk) have already rolled everything back.
      if (connection.inTransaction) connection.exec(verbs.undo);
      throw error;
    }
    if (outermost) {
      const due = actions;
      actions = [];
      for (const action of due) action();
    }
    return result;
  }

  const afterCommit = (action: () => void) => {
    if (connection.inTransaction) actions.push(action);
    else action();
  };

  const handle: Omit<WritableDb, keyof { [K in keyof WritableDb as K extends symbol ? K : never]: true }> = {
    get: <Row, Values extends BoundValues>({ name, sql }: Statement<Row, Values>, values: Values) =>
      guarded(name, () => prepare(sql).get(bindable(values)) as Row | undefined),
    all: <Row, Values extends BoundValues>({ name, sql }: Statement<Row, Values>, values: Values) =>
      guarded(name, () => prepare(sql).all(bindable(values)) as Row[]),
    run: ({ name, sql }, values) =>
      guarded(name, () => {
        const { changes, lastInsertRowid } = prepare(sql).run(bindable(values));
        return { changes, lastId: Number(lastInsertRowid) };
      }),
    atomic,
    afterCommit,
    sweepSoon: () => afterCommit(onSweepNeeded),
  };
  return handle as WritableDb;
}
