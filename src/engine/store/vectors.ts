import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { documentsOf, type Scope, type ScopeValues, scopeValues } from './scope.ts';
import { createDerivedTables } from './vector-rows.ts';

/*
 * sqlite-vec is touched here and in native.ts only. Each model has a vec0 table of its own, since its
 * dimension is part of the schema; rowid is the chunk hash's id.
 */

const MOST_NEIGHBOURS = 4096;

function tableOf(modelId: number): string {
  if (!Number.isInteger(modelId) || modelId < 1) throw new RangeError(`no model id: ${modelId}`);
  return `embedding_vector_${modelId}`;
}

function blobOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Makes a model's table. A row of `embedding` that goes takes its vector with it. */
export function createVectorTable(db: WritableDb, modelId: number, dimensions: number): void {
  const table = tableOf(modelId);
  db.run(statement('vector.create', `create virtual table ${table} using vec0 (vector float[${dimensions}] distance_metric=cosine)`), {});
  db.run(
    statement(
      'vector.create-trigger',
      `create trigger ${table}_removed after delete on embedding when old.model_id = ${modelId} begin
         delete from ${table} where rowid = old.chunk_hash_id;
       end`,
    ),
    {},
  );
  createDerivedTables(db, modelId, false);
}

/** One vector as it was given; undefined when it has gone. Costs far more than its row (`vector-rows.ts`). */
export function storedVector(db: ReadableDb, modelId: number, chunkHashId: number): Float32Array | undefined {
  const read = statement<{ id: number }, { vector: Uint8Array }>(
    'vector.read',
    `select vector from ${tableOf(modelId)} where rowid = cast(@id as integer)`,
  );
  const bytes = db.get(read, { id: chunkHashId })?.vector;
  return bytes === undefined ? undefined : new Float32Array(Uint8Array.from(bytes).buffer);
}

/** Adds the vector of a chunk hash. */
export function insertVector(db: WritableDb, modelId: number, chunkHashId: number, vector: Float32Array): void {
  const insert = statement<{ id: number; vector: Uint8Array }>(
    'vector.insert',
    `insert into ${tableOf(modelId)} (rowid, vector) values (cast(@id as integer), @vector)`,
  );
  db.run(insert, { id: chunkHashId, vector: blobOf(vector) });
}

/**
 * The chunk hashes of a scope nearest to `vector`, nearest first, with their cosine distance. Exact: every
 * vector of a chunk that a document of the scope has now is compared.
 */
export function nearestChunkHashes(
  db: ReadableDb,
  { modelId, vector, limit, ...scope }: Scope & { modelId: number; vector: Float32Array; limit: number },
): { chunkHashId: number; distance: number }[] {
  const nearest = statement<ScopeValues & { vector: Uint8Array; limit: number }, { chunkHashId: number; distance: number | null }>(
    'vector.nearest',
    `select rowid as chunkHashId, distance from ${tableOf(modelId)}
     where vector match @vector and k = cast(@limit as integer) and rowid in (
       select c.chunk_hash_id from chunk c where c.content_id in (select d.content_id ${documentsOf(scope)} and d.content_id is not null))
     order by distance`,
  );
  const rows = db.all(nearest, { ...scopeValues(scope), vector: blobOf(vector), limit: Math.min(limit, MOST_NEIGHBOURS) });
  return rows.flatMap(({ chunkHashId, distance }) => (distance === null ? [] : [{ chunkHashId, distance }]));
}
