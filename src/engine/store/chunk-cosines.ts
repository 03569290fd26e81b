import { statement, type ReadableDb } from './handles.ts';
import { cosinesOf as cosinesOfRows } from './score-rows.ts';
import { unitVector } from './vector-encoding.ts';
import { rowsFilledTo, vectorRows } from './vector-rows.ts';
import { storedVector } from './vectors.ts';

const hashes = statement<{ ids: string }, { chunkId: number; chunkHashId: number }>(
  'chunk.hashes',
  `select id as chunkId, chunk_hash_id as chunkHashId from chunk where id in (select value from json_each(@ids))`,
);

/** How near each of these chunks is to `vector`, as a cosine. A chunk without a vector of this model is left out. */
export function cosinesOf(
  db: ReadableDb,
  { modelId, vector, chunkIds }: { modelId: number; vector: Float32Array; chunkIds: readonly number[] },
): Map<number, number> {
  if (chunkIds.length === 0) return new Map();
  const asked = db.all(hashes, { ids: JSON.stringify(chunkIds) });
  const hashIds = [...new Set(asked.map(({ chunkHashId }) => chunkHashId))];
  const unit = unitVector(vector);
  const byHash = new Map<number, number>();
  if (rowsFilledTo(db, modelId) === null) {
    const rows = vectorRows(db, modelId, hashIds);
    const cosines = cosinesOfRows(
      rows.map(({ row }) => row),
      unit,
    );
    for (const [at, { chunkHashId }] of rows.entries()) byHash.set(chunkHashId, cosines[at] ?? 0);
  } else {
    for (const id of hashIds) {
      const stored = storedVector(db, modelId, id);
      if (stored !== undefined) byHash.set(id, unitVector(stored).reduce((sum, value, index) => sum + value * (unit[index] ?? 0), 0)); // prettier-ignore
    }
  }
  return new Map(
    asked.flatMap(({ chunkId, chunkHashId }) => {
      const cosine = byHash.get(chunkHashId);
      return cosine === undefined ? [] : [[chunkId, cosine] as const];
    }),
  );
}
