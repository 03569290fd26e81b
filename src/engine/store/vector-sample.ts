import { statement, type ReadableDb } from './handles.ts';
import { decodeRow } from './vector-encoding.ts';
import { rowsFilledTo, vectorRows } from './vector-rows.ts';
import { storedVector } from './vectors.ts';

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
 * Up to `limit` vectors of a model, spread evenly over the library in the order they were made, with length 1 where
 * their rows are derived already. Reads those rows
 * only. The relevance floor of a search takes them for what having little in common looks like.
 */
export function sampleVectors(db: ReadableDb, { modelId, limit }: { modelId: number; limit: number }): Float32Array[] {
  const { low, high } = db.get(idRange, { modelId }) ?? { low: null, high: null };
  if (low === null || high === null) return [];
  const ids = db.all(spread, { modelId, low, step: (high - low + 1) / limit, limit });
  if (rowsFilledTo(db, modelId) === null) {
    return vectorRows(
      db,
      modelId,
      ids.map(({ id }) => id),
    ).map(({ row }) => decodeRow(row));
  }
  return ids.flatMap(({ id }) => storedVector(db, modelId, id) ?? []);
}
