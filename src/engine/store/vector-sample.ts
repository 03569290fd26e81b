import { statement, type ReadableDb } from './handles.ts';

const idRange = statement<{ modelId: number }, { low: number | null; high: number | null }>(
  'embedding.id-range',
  `select min(chunk_hash_id) as low, max(chunk_hash_id) as high from embedding where model_id = @modelId`,
);
const spread = statement<{ modelId: number; low: number; step: number; limit: number }, { id: number }>(
  'embedding.spread',
  `with recursive point (n) as (select 0 union all select n + 1 from point where n + 1 < @limit)
   select distinct (select e.chunk_hash_id from embedding e where e.model_id = @modelId
     and e.chunk_hash_id >= @low + cast(point.n * @step as integer) order by e.chunk_hash_id limit 1) as id from point`,
);

/**
 * Up to `limit` vectors of a model, spread evenly over the library in the order they were made. Reads those rows
 * only. The relevance floor of a search takes them for what having little in common looks like.
 */
export function sampleVectors(db: ReadableDb, { modelId, limit }: { modelId: number; limit: number }): Float32Array[] {
  if (!Number.isInteger(modelId) || modelId < 1) throw new RangeError(`no model id: ${modelId}`);
  const { low, high } = db.get(idRange, { modelId }) ?? { low: null, high: null };
  if (low === null || high === null) return [];
  const ids = db.all(spread, { modelId, low, step: (high - low + 1) / limit, limit });
  const read = statement<{ id: number }, { vector: Uint8Array }>(
    'vector.read',
    `select vector from embedding_vector_${modelId} where rowid = cast(@id as integer)`,
  );
  return ids.flatMap(({ id }) => {
    const bytes = db.get(read, { id })?.vector;
    return bytes === undefined ? [] : [new Float32Array(Uint8Array.from(bytes).buffer)];
  });
}
