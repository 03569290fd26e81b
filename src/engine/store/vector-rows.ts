import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { codeSet, createCodeTables, insertCode } from './vector-codes.ts';
import { encodeRow, unitVector } from './vector-encoding.ts';

const rowTable = (modelId: number): string => `embedding_row_${checked(modelId)}`;
function checked(modelId: number): number {
  if (!Number.isInteger(modelId) || modelId < 1) throw new RangeError(`no model id: ${modelId}`);
  return modelId;
}

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
  const rows = rowTable(modelId);
  for (const sql of [
    `drop trigger if exists ${rows}_removed`,
    `drop table if exists ${rows}`,
    `create table ${rows} (chunk_hash_id integer primary key, vector blob not null) strict`,
    `create trigger ${rows}_removed after delete on embedding when old.model_id = ${modelId} begin
       delete from ${rows} where chunk_hash_id = old.chunk_hash_id;
     end`,
  ])
    db.run(statement('vector-row.create', sql), {});
  createCodeTables(db, modelId);
  db.run(setFilled, { modelId, filledTo: hasVectors ? 0 : null });
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
    insertCode(db, modelId, generations, chunkHashId, unit);
  }
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

/** The rows of those vectors among `ids` that are there, in the order of their ids. */
export function vectorRows(db: ReadableDb, modelId: number, ids: ArrayLike<number>): { chunkHashId: number; row: Uint8Array }[] {
  const some = statement<{ ids: string }, { chunkHashId: number; row: Uint8Array }>(
    'vector-row.some',
    `select chunk_hash_id as chunkHashId, vector as row from ${rowTable(modelId)}
     where chunk_hash_id in (select value from json_each(@ids)) order by chunk_hash_id`,
  );
  return db.all(some, { ids: JSON.stringify(Array.from(ids)) });
}
