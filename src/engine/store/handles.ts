declare const readable: unique symbol;
declare const writable: unique symbol;
declare const rowType: unique symbol;

/** Values SQLite takes. Booleans are bound as 0 and 1. */
export type BoundValue = string | number | bigint | boolean | Uint8Array | null;
export type BoundValues = Readonly<Record<string, BoundValue>>;

/** A statement with the name it is logged under and the shape of its rows. Prepared once for each connection. */
export interface Statement<Row, Values extends BoundValues> {
  readonly name: string;
  readonly sql: string;
  readonly [rowType]?: (values: Values) => Row;
}

/** For a statement that takes no values. */
export type NoValues = Record<string, never>;

/** Declares a statement: `statement<{ id: number }, { name: string }>('source.name', 'select …')`. */
export function statement<Values extends BoundValues = NoValues, Row = never>(name: string, sql: string): Statement<Row, Values> {
  return { name, sql };
}

/** A connection for reading. Errors come as `store-*` where SQLite's own codes say so. */
export interface ReadableDb {
  readonly [readable]: true;
  get<Row, Values extends BoundValues>(statement: Statement<Row, Values>, values: Values): Row | undefined;
  all<Row, Values extends BoundValues>(statement: Statement<Row, Values>, values: Values): Row[];
}

/** The one connection that writes. */
export interface WritableDb extends ReadableDb {
  readonly [writable]: true;
  run<Values extends BoundValues>(statement: Statement<never, Values>, values: Values): { changes: number; lastId: number };
  /** All of `work` or none of it: a transaction, or a savepoint inside one. Synchronous, so nothing comes between. */
  atomic<T>(work: () => T): T;
  /** Calls `action` once the transaction around this moment is committed; at once when there is none. */
  afterCommit(action: () => void): void;
  /** Something may have lost its last user: have it swept after the commit. */
  sweepSoon(): void;
}
