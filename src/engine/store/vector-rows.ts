import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { type CodeKind, encodeCode, encodeRow, unitVector } from './vector-encoding.ts';

/** Raise it when rows or codes are made otherwise: what an older program derived is made anew. */
export const VECTOR_CODES_VERSION = 1;

/** The codes of a model that are in use, or (pending) being made to follow them. */
export interface CodeSet {
  generation: number;
  kind: CodeKind;
  mean: Float32Array;
  /** How many vectors there were when the mean was taken. */
  madeFrom: number;
}

interface StoredSet {
  generation: number;
  kind: CodeKind;
  mean: Uint8Array;
  madeFrom: number;
  version: number;
}

const rowTable = (modelId: number): string => `embedding_row_${checked(modelId)}`;
const codeTable = (modelId: number): string => `embedding_code_${checked(modelId)}`;

function checked(modelId: number): number {
  if (!Number.isInteger(modelId) || modelId < 1) throw new RangeError(`no model id: ${modelId}`);
  return modelId;
}

const sets = statement<{ modelId: number; state: string }, StoredSet>(
  'vector-codes.set',
  `select generation, kind, mean, made_from as madeFrom, version from vector_code_set where model_id = @modelId and state = @state`,
);
const insertSet = statement<{ modelId: number; generation: number; kind: string; mean: Uint8Array; madeFrom: number; version: number }>(
  'vector-codes.begin',
  `insert into vector_code_set (model_id, state, generation, kind, mean, made_from, version)
   values (@modelId, 'pending', @generation, @kind, @mean, @madeFrom, @version)`,
);
const dropSet = statement<{ modelId: number; state: string }>(
  'vector-codes.drop',
  `delete from vector_code_set where model_id = @modelId and state = @state`,
);
const promote = statement<{ modelId: number }>(
  'vector-codes.promote',
  `update vector_code_set set state = 'current' where model_id = @modelId and state = 'pending'`,
);
const lastGeneration = statement<{ modelId: number }, { generation: number | null }>(
  'vector-codes.last-generation',
  `select max(generation) as generation from vector_code_set where model_id = @modelId`,
);

const filled = statement<{ modelId: number }, { filledTo: number | null }>(
  'vector-rows.state',
  `select filled_to as filledTo from vector_row_state where model_id = @modelId`,
);
const setFilled = statement<{ modelId: number; filledTo: number | null }>(
  'vector-rows.set-state',
  `insert into vector_row_state (model_id, filled_to) values (@modelId, @filledTo)
   on conflict (model_id) do update set filled_to = @filledTo`,
);
const nextIds = statement<{ modelId: number; afterId: number; limit: number }, { id: number }>(
  'vector-rows.next-ids',
  `select chunk_hash_id as id from embedding where model_id = @modelId and chunk_hash_id > @afterId order by chunk_hash_id limit @limit`,
);

/**
 * Up to which chunk hash the rows of a model are derived; null when all are. Undefined when its derived tables are
 * missing, as in a library of an older version.
 */
export function rowsFilledTo(db: ReadableDb, modelId: number): number | null | undefined {
  return db.get(filled, { modelId })?.filledTo;
}

/** Rows for the next vectors of a library that has none; call until it returns false. `vectorOf` reads the vector itself. */
export function fillRows(db: WritableDb, modelId: number, limit: number, vectorOf: (id: number) => Float32Array | undefined): boolean {
  const afterId = rowsFilledTo(db, modelId);
  if (afterId === null || afterId === undefined) return false;
  return db.atomic(() => {
    const ids = db.all(nextIds, { modelId, afterId, limit });
    const vectors = ids.flatMap(({ id }) => {
      const vector = vectorOf(id);
      return vector === undefined ? [] : [{ chunkHashId: id, vector }];
    });
    insertDerived(db, modelId, vectors);
    db.run(setFilled, { modelId, filledTo: ids.at(-1)?.id ?? null });
    return ids.length > 0;
  });
}

/** Makes the derived tables of a model anew, to be filled when it `hasVectors` already. A row of `embedding` that goes takes what was derived from it along. */
export function createDerivedTables(db: WritableDb, modelId: number, hasVectors: boolean): void {
  const [rows, codes] = [rowTable(modelId), codeTable(modelId)];
  for (const sql of [
    `drop trigger if exists ${rows}_removed`,
    `drop table if exists ${rows}`,
    `drop table if exists ${codes}`,
    `create table ${rows} (chunk_hash_id integer primary key, vector blob not null) strict`,
    `create table ${codes} (seq integer primary key autoincrement, generation integer not null,
       chunk_hash_id integer not null, code blob not null) strict`,
    `create unique index ${codes}_of_hash on ${codes} (chunk_hash_id, generation)`,
    `create index ${codes}_generation on ${codes} (generation, seq)`,
    `create trigger ${rows}_removed after delete on embedding when old.model_id = ${modelId} begin
       delete from ${rows} where chunk_hash_id = old.chunk_hash_id;
       delete from ${codes} where chunk_hash_id = old.chunk_hash_id;
     end`,
  ])
    db.run(statement('vector-codes.create', sql), {});
  db.run(setFilled, { modelId, filledTo: hasVectors ? 0 : null });
}

/** Codes that were made by this version of the program; null when there are none. */
export function codeSet(db: ReadableDb, modelId: number, state: 'current' | 'pending'): CodeSet | null {
  const stored = db.get(sets, { modelId, state });
  if (!stored || stored.version !== VECTOR_CODES_VERSION) return null;
  const { generation, kind, madeFrom } = stored;
  return { generation, kind, madeFrom, mean: new Float32Array(Uint8Array.from(stored.mean).buffer) };
}

function blobOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Begins a generation of codes, in place of one that was begun and not finished. */
export function beginCodes(db: WritableDb, modelId: number, made: Omit<CodeSet, 'generation'>): CodeSet {
  return db.atomic(() => {
    const generation = (db.get(lastGeneration, { modelId })?.generation ?? 0) + 1;
    db.run(dropSet, { modelId, state: 'pending' });
    db.run(insertSet, {
      modelId,
      generation,
      kind: made.kind,
      mean: blobOf(made.mean),
      madeFrom: made.madeFrom,
      version: VECTOR_CODES_VERSION,
    });
    return { ...made, generation };
  });
}

/** From the commit on the pending codes are those that are searched. */
export function promoteCodes(db: WritableDb, modelId: number): void {
  db.atomic(() => {
    db.run(dropSet, { modelId, state: 'current' });
    db.run(promote, { modelId });
  });
}

function insertCode(db: WritableDb, modelId: number, set: CodeSet, chunkHashId: number, unit: Float32Array): void {
  const insert = statement<{ generation: number; chunkHashId: number; code: Uint8Array }>(
    'vector-codes.insert',
    `insert or ignore into ${codeTable(modelId)} (generation, chunk_hash_id, code) values (@generation, @chunkHashId, @code)`,
  );
  db.run(insert, { generation: set.generation, chunkHashId, code: encodeCode(set.kind, unit, set.mean) });
}

/** Writes what is derived from new vectors: their rows, and their codes in every generation there is. */
export function insertDerived(db: WritableDb, modelId: number, vectors: readonly { chunkHashId: number; vector: Float32Array }[]): void {
  const insert = statement<{ chunkHashId: number; row: Uint8Array }>(
    'vector-row.insert',
    `insert or replace into ${rowTable(modelId)} (chunk_hash_id, vector) values (@chunkHashId, @row)`,
  );
  if (rowsFilledTo(db, modelId) === undefined) return;
  const generations = (['current', 'pending'] as const).map((state) => codeSet(db, modelId, state)).filter((set) => set !== null);
  for (const { chunkHashId, vector } of vectors) {
    const unit = unitVector(vector);
    db.run(insert, { chunkHashId, row: encodeRow(unit) });
    for (const set of generations) insertCode(db, modelId, set, chunkHashId, unit);
  }
}

/** Codes for a slice of rows that have none in this generation, whose vectors `unitOf` knows. */
export function insertCodes(
  db: WritableDb,
  modelId: number,
  set: CodeSet,
  rows: readonly { chunkHashId: number; unit: Float32Array }[],
): void {
  for (const { chunkHashId, unit } of rows) insertCode(db, modelId, set, chunkHashId, unit);
}

/** The next rows after `afterId`, in order. */
export function nextRows(db: ReadableDb, modelId: number, afterId: number, limit: number): { chunkHashId: number; row: Uint8Array }[] {
  const next = statement<{ afterId: number; limit: number }, { chunkHashId: number; row: Uint8Array }>(
    'vector-row.next',
    `select chunk_hash_id as chunkHashId, vector as row from ${rowTable(modelId)} where chunk_hash_id > @afterId
     order by chunk_hash_id limit @limit`,
  );
  return db.all(next, { afterId, limit });
}

/** The row of one vector; undefined when it has gone. */
export function vectorRow(db: ReadableDb, modelId: number, chunkHashId: number): Uint8Array | undefined {
  const one = statement<{ chunkHashId: number }, { row: Uint8Array }>(
    'vector-row.get',
    `select vector as row from ${rowTable(modelId)} where chunk_hash_id = @chunkHashId`,
  );
  return db.get(one, { chunkHashId })?.row;
}

/** Codes of a generation written after `afterSeq`, in the order they were written. */
export function nextCodes(
  db: ReadableDb,
  modelId: number,
  { generation, afterSeq, limit }: { generation: number; afterSeq: number; limit: number },
): { seq: number; chunkHashId: number; code: Uint8Array }[] {
  const next = statement<{ generation: number; afterSeq: number; limit: number }, { seq: number; chunkHashId: number; code: Uint8Array }>(
    'vector-codes.next',
    `select seq, chunk_hash_id as chunkHashId, code from ${codeTable(modelId)}
     where generation = @generation and seq > @afterSeq order by seq limit @limit`,
  );
  return db.all(next, { generation, afterSeq, limit });
}

/** Drops up to `limit` codes of other generations than those in use. Returns how many. */
export function dropOldCodes(db: WritableDb, modelId: number, limit: number): number {
  const drop = statement<{ modelId: number; limit: number }>(
    'vector-codes.drop-old',
    `delete from ${codeTable(modelId)} where seq in (select seq from ${codeTable(modelId)}
     where generation not in (select generation from vector_code_set where model_id = @modelId) limit @limit)`,
  );
  return db.run(drop, { modelId, limit }).changes;
}
