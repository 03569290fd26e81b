import { AppError } from '../../shared/errors.ts';
import { canonicalText } from './canonical-text.ts';
import { dimensionMismatch, findEmbeddingModel } from './embedding-models.ts';
import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { found } from './not-found.ts';
import { documentsOf, type Scope, type ScopeValues, scopeValues } from './scope.ts';
import { insertDerived } from './vector-rows.ts';
import { insertVector, nearestChunkHashes } from './vectors.ts';

export { currentEmbeddingModelId, registerEmbeddingModel } from './embedding-models.ts';

export interface ChunkToEmbed {
  /** SHA-256 of `embedText`, in hexadecimal. */
  embedHash: string;
  embedText: string;
  sourceId: number;
}

const nextContent = statement<{ modelId: number; afterId: number }, { contentId: number; sourceId: number }>(
  'embedding.next-content',
  `select b.content_id as contentId, (select min(d.source_id) from document d join source s on s.id = d.source_id
       where d.content_id = b.content_id and s.paused = 0 and s.collection_id is not null) as sourceId
   from embedding_backlog b where b.model_id = @modelId and b.content_id > @afterId
     and exists (select 1 from document d join source s on s.id = d.source_id
       where d.content_id = b.content_id and s.paused = 0 and s.collection_id is not null)
   order by b.content_id limit 1`,
);
const nextChunks = statement<
  { modelId: number; contentId: number; limit: number },
  { embedHash: string; start: number; end: number; prefix: string | null; text: string | null }
>(
  'embedding.next-chunks',
  `select lower(hex(h.hash)) as embedHash, c.start_offset as start, c.end_offset as end, c.embed_prefix as prefix, c.embed_text as text
   from chunk c join chunk_hash h on h.id = c.chunk_hash_id
   where c.content_id = @contentId
     and not exists (select 1 from embedding e where e.model_id = @modelId and e.chunk_hash_id = c.chunk_hash_id)
   order by c.ordinal limit @limit`,
);
const hashId = statement<{ hash: Uint8Array }, { id: number }>('embedding.hash', `select id from chunk_hash where hash = @hash`);
const insert = statement<{ modelId: number; chunkHashId: number }>(
  'embedding.insert',
  `insert or ignore into embedding (model_id, chunk_hash_id) values (@modelId, @chunkHashId)`,
);
const settled = statement<{ modelId: number; chunkHashId: number }>(
  'embedding.backlog-done',
  `delete from embedding_backlog where model_id = @modelId and missing_count <= (select count(*) from chunk
     where chunk_hash_id = @chunkHashId and chunk.content_id = embedding_backlog.content_id)
   and content_id in (select content_id from chunk where chunk_hash_id = @chunkHashId)`,
);
const countDown = statement<{ modelId: number; chunkHashId: number }>(
  'embedding.backlog-less',
  `update embedding_backlog set missing_count = missing_count - (select count(*) from chunk
     where chunk_hash_id = @chunkHashId and chunk.content_id = embedding_backlog.content_id)
   where model_id = @modelId and content_id in (select content_id from chunk where chunk_hash_id = @chunkHashId)`,
);
const counts = statement<{ modelId: number; sourceId: number | null }, { total: number; missing: number }>(
  'embedding.counts',
  `select coalesce(sum(c.chunk_count), 0) as total, coalesce(sum(b.missing_count), 0) as missing
   from content c left join embedding_backlog b on b.content_id = c.id and b.model_id = @modelId
   where c.id in (select content_id from document where content_id is not null and (@sourceId is null or source_id = @sourceId))`,
);

/**
 * Texts that the model has not embedded yet and that a source which is not paused uses, oldest content
 * first, each text once. `skipHashes` are left out: in work, or failed in this run.
 */
export function nextChunksToEmbed(db: ReadableDb, modelId: number, limit: number, skipHashes: Iterable<string> = []): ChunkToEmbed[] {
  const skip = new Set(skipHashes);
  const byHash = new Map<string, ChunkToEmbed>();
  let content = db.get(nextContent, { modelId, afterId: 0 });
  while (content && byHash.size < limit) {
    const { contentId, sourceId } = content;
    for (const { embedHash, start, end, prefix, text } of db.all(nextChunks, { modelId, contentId, limit: limit + skip.size })) {
      if (byHash.size === limit) break;
      if (skip.has(embedHash) || byHash.has(embedHash)) continue;
      byHash.set(embedHash, { embedHash, embedText: text ?? (prefix ?? '') + canonicalText(db, contentId, start, end), sourceId });
    }
    content = db.get(nextContent, { modelId, afterId: contentId });
  }
  return [...byHash.values()];
}

function checkVector(vector: Float32Array, model: { name: string; dimensions: number }): void {
  if (vector.length !== model.dimensions) throw dimensionMismatch(model.name, model.dimensions, vector.length);
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (!Number.isFinite(squares) || squares === 0) {
    throw new AppError('model-corrupt', `“${model.name}” gave a vector without a direction.`, { details: { subject: model.name } });
  }
}

/**
 * Keeps vectors, one transaction for all. A hash that is no longer in the library is passed over, one that has
 * its vector keeps it. Fails with `dimension-mismatch`, or `model-corrupt` for a vector of zeros or NaN.
 */
export function insertEmbeddings(
  db: WritableDb,
  modelId: number,
  embeddings: readonly { embedHash: string; vector: Float32Array }[],
): void {
  db.atomic(() => {
    const model = found(findEmbeddingModel(db, modelId) ?? undefined, 'embedding model', modelId);
    const kept: { chunkHashId: number; vector: Float32Array }[] = [];
    for (const { embedHash, vector } of embeddings) {
      checkVector(vector, model);
      const chunkHashId = db.get(hashId, { hash: Buffer.from(embedHash, 'hex') })?.id;
      if (chunkHashId === undefined || db.run(insert, { modelId, chunkHashId }).changes === 0) continue;
      insertVector(db, modelId, chunkHashId, vector);
      kept.push({ chunkHashId, vector });
      db.run(settled, { modelId, chunkHashId });
      db.run(countDown, { modelId, chunkHashId });
    }
    insertDerived(db, modelId, kept);
  });
}

/**
 * The chunks of a scope nearest to `vector` by cosine (1 is equal), nearest first; equal chunks of
 * several documents stand beside each other. Fails with `dimension-mismatch`.
 */
export function searchVectors(
  db: ReadableDb,
  query: Scope & { modelId: number; vector: Float32Array; limit: number },
): { chunkId: number; score: number }[] {
  const model = found(findEmbeddingModel(db, query.modelId) ?? undefined, 'embedding model', query.modelId);
  if (query.vector.length !== model.dimensions) throw dimensionMismatch(model.name, model.dimensions, query.vector.length);
  const ranked = nearestChunkHashes(db, query).map(({ chunkHashId, distance }) => ({ chunkHashId, score: 1 - distance }));
  return chunksOf(db, ranked, query);
}

/** The chunks that a scope has of ranked hashes, in their order; equal chunks of several documents beside each other. */
export function chunksOf(
  db: ReadableDb,
  ranked: readonly { chunkHashId: number; score: number }[],
  { limit, ...scope }: Scope & { limit: number },
): { chunkId: number; score: number }[] {
  const chunksOfHashes = statement<ScopeValues & { hashes: string }, { chunkId: number; chunkHashId: number }>(
    'embedding.chunks-of-hashes',
    `select c.id as chunkId, c.chunk_hash_id as chunkHashId from chunk c
     where c.chunk_hash_id in (select value from json_each(@hashes))
       and exists (select 1 ${documentsOf(scope)} and d.content_id = c.content_id)
     order by c.id`,
  );
  const values = scopeValues(scope);
  const hits: { chunkId: number; score: number }[] = [];
  for (let at = 0; at < ranked.length && hits.length < limit; at += limit) {
    const slice = ranked.slice(at, at + limit);
    const hashes = JSON.stringify(slice.map(({ chunkHashId }) => chunkHashId));
    const chunks = Map.groupBy(db.all(chunksOfHashes, { ...values, hashes }), ({ chunkHashId }) => chunkHashId);
    for (const { chunkHashId, score } of slice) {
      for (const { chunkId } of chunks.get(chunkHashId) ?? []) if (hits.length < limit) hits.push({ chunkId, score });
    }
  }
  return hits;
}

/** Chunks of one source, or of all, and how many of them have their vector. Equal files count once. */
export function embeddingCounts(db: ReadableDb, modelId: number, sourceId?: number): { total: number; embedded: number } {
  const row = db.get(counts, { modelId, sourceId: sourceId ?? null });
  return row ? { total: row.total, embedded: row.total - row.missing } : { total: 0, embedded: 0 };
}
