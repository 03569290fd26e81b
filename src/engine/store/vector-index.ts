import { setImmediate as nextTurn } from 'node:timers/promises';
import { isEveryDocument } from '../../shared/domain/scope.ts';
import { traceOf } from '../base/trace-of.ts';
import type { Logger } from '../base/logger.ts';
import { currentEmbeddingModelId, dimensionMismatch, findEmbeddingModel } from './embedding-models.ts';
import { chunksOf, searchVectors } from './embeddings.ts';
import { type NoValues, statement } from './handles.ts';
import { found } from './not-found.ts';
import type { Library } from './open.ts';
import { deriveRows, dropGoneCodes, dropOutdatedCodes, makeCodes } from './derive-codes.ts';
import { createLoadedCodes, type LoadedCodes } from './loaded-codes.ts';
import { createResidentChunks, idsIn } from './resident-chunks.ts';
import type { Reach, ResidentCodes } from './resident-codes.ts';
import type { Scope } from './scope.ts';
import { cosinesOf } from './score-rows.ts';
import { codeSet, packCodes } from './vector-codes.ts';
import { codeKindFor, unitVector } from './vector-encoding.ts';
import { vectorRows } from './vector-rows.ts';

export interface VectorQuery extends Scope {
  modelId: number;
  vector: Float32Array;
  limit: number;
}

/**
 * Searches vectors at any size of library. Few are compared exactly by sqlite-vec. Many are found by their codes, which
 * stay in memory, and ranked by their rows, read from disk in the order of their ids. What it goes by is derived from
 * the vectors in the library, and made anew in the background where it is missing, old or outgrown.
 */
export interface VectorIndex {
  /**
   * The chunks of a scope nearest to `vector` by cosine, nearest first. Fails with `dimension-mismatch`, `not-found`
   * for a model that was never registered; the signal's reason passes through.
   */
  search(query: VectorQuery, signal?: AbortSignal): Promise<{ chunkId: number; score: number }[]>;
  /** Brings the codes of the current model into memory and up to date, in the background. */
  start(): void;
  /** Resolves when nothing is left to be derived or loaded now. */
  settled(): Promise<void>;
  /** Of the codes in memory, and of what tells whose they are. */
  readonly residentBytes: number;
  /** Resolves when nothing of it is at work any more; searches under way fail with an abort. */
  dispose(): Promise<void>;
}

/** Up to here sqlite-vec itself is fast enough, and exact: 2 to 4 ms at 1024 dimensions. */
const FEW_VECTORS = 2_000;
/** The mean of a library that has grown this much may lie elsewhere. */
const OUTGROWN = 16;
const LOOK_AGAIN_MS = 30_000;

const embeddedCount = statement<{ modelId: number }, { count: number }>(
  'vector-index.count',
  `select count(*) as count from embedding where model_id = @modelId`,
);
const collectionsWithSources = statement<NoValues, { id: number }>(
  'vector-index.collections',
  `select distinct collection_id as id from source where collection_id is not null`,
);

/** How many candidates are worth reading for `limit` results: measured, see `docs/benchmarks.md`. */
function reachFor(codes: ResidentCodes, dimensions: number, limit: number): Reach {
  if (codes.kind === 'bytes') return { want: Math.max(40, limit * 3), widen: 1 };
  const least = dimensions < 768 ? 640 : codes.size > 300_000 ? 400 : 160;
  return { want: Math.max(least, limit * 8), widen: 3 };
}

/** Fewer vectors than these in a scope are all ranked: their rows are read about as fast as codes are scanned. */
const FEW_OF_SCOPE = 640;
/** The nearest of a part this small lie further off, and bits tell such distances less well. */
const SMALL_PART = 1 / 8;
const MORE_OF_SMALL_PART = 3;
const WIDER_IN_SMALL_PART = 5;

export function createVectorIndex({ library, logger }: { library: Library; logger: Logger }): VectorIndex {
  const life = new AbortController();
  let maintaining: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  const loaded = createLoadedCodes(library, breathe);
  const chunks = createResidentChunks(library.read);

  async function breathe(): Promise<void> {
    await nextTurn();
    life.signal.throwIfAborted();
  }

  /** As many as are in memory, or else as are in the library: counting those takes long when they are a million. */
  function countOf(modelId: number): number {
    const known = loaded.current?.modelId === modelId ? loaded.current.codes.size : 0;
    return known > FEW_VECTORS ? known : (library.read.get(embeddedCount, { modelId })?.count ?? 0);
  }

  async function maintain(): Promise<void> {
    const modelId = currentEmbeddingModelId(library.read);
    const model = modelId === null ? null : findEmbeddingModel(library.read, modelId);
    if (modelId === null || model === null) return;
    await deriveRows(library, modelId, breathe);
    const before = await loaded.of(modelId);
    const count = countOf(modelId);
    if (count < FEW_VECTORS && before === null) return;
    const isOutgrown =
      before !== null && (count >= before.set.madeFrom * OUTGROWN || before.set.kind !== codeKindFor(model.dimensions, count));
    if (before === null || isOutgrown) {
      await makeCodes(library, { modelId, dimensions: model.dimensions, count }, breathe);
      logger.log('info', 'vector codes made', { modelId, count });
      await loaded.of(modelId);
      await dropOutdatedCodes(library, modelId, breathe);
    }
    await dropGoneCodes(library, modelId, (hashes) => loaded.current?.codes.deleteAll(hashes), breathe);
    const set = codeSet(library.read, modelId, 'current');
    if (set !== null) while (library.transaction((db) => packCodes(db, modelId, set))) await breathe();
    await chunks.follow(life.signal);
  }

  function maintained(): Promise<void> {
    maintaining ??= maintain()
      .catch((error: unknown) => {
        if (!life.signal.aborted) logger.log('error', 'vector codes could not be made', { stack: traceOf(error) });
      })
      .finally(() => (maintaining = null));
    return maintaining;
  }

  /** Ranks vectors by their rows. */
  function rank({ modelId }: LoadedCodes, ids: ArrayLike<number>, unit: Float32Array): { chunkHashId: number; score: number }[] {
    const rows = vectorRows(library.read, modelId, ids);
    const cosines = cosinesOf(
      rows.map(({ row }) => row),
      unit,
    );
    return rows.map(({ chunkHashId }, at) => ({ chunkHashId, score: cosines[at] ?? 0 })).sort((one, other) => other.score - one.score);
  }

  /** Ranks those that look most alike; those that have gone are forgotten. */
  function rankCandidates(into: LoadedCodes, unit: Float32Array, reach: Reach, among?: Uint8Array): ReturnType<typeof rank> {
    const candidates = into.codes.candidates(unit, reach, among);
    const ranked = rank(into, candidates, unit);
    if (ranked.length < candidates.length) {
      const gone = new Set(candidates);
      for (const { chunkHashId } of ranked) gone.delete(chunkHashId);
      into.codes.deleteAll(gone);
    }
    return ranked;
  }

  async function searchCodes(
    into: LoadedCodes,
    query: VectorQuery,
    signal: AbortSignal | undefined,
  ): Promise<{ chunkId: number; score: number }[]> {
    const unit = unitVector(query.vector);
    const enough = reachFor(into.codes, query.vector.length, query.limit);
    const collections = library.read.all(collectionsWithSources, {}).map(({ id }) => id);
    if (!collections.includes(query.collectionId)) return [];
    if (collections.length === 1 && (query.filter === undefined || isEveryDocument(query.filter))) {
      const hits = chunksOf(library.read, rankCandidates(into, unit, enough), query);
      if (hits.length >= query.limit || enough.want >= into.codes.size) return hits;
    }
    const among = await chunks.hashesOf(query, signal);
    if (among.count === 0) return [];
    if (among.count <= Math.max(enough.want, FEW_OF_SCOPE)) return chunksOf(library.read, rank(into, idsIn(among), unit), query);
    const isSmallPart = into.codes.kind === 'bits' && among.count < into.codes.size * SMALL_PART;
    const reach = isSmallPart ? { want: enough.want * MORE_OF_SMALL_PART, widen: WIDER_IN_SMALL_PART } : enough;
    const ranked = rankCandidates(into, unit, reach, among.bits);
    return chunksOf(library.read, ranked, query);
  }

  return {
    async search(query, signal) {
      const model = found(findEmbeddingModel(library.read, query.modelId) ?? undefined, 'embedding model', query.modelId);
      if (query.vector.length !== model.dimensions) throw dimensionMismatch(model.name, model.dimensions, query.vector.length);
      const into = await loaded.of(query.modelId);
      signal?.throwIfAborted();
      return into === null ? searchVectors(library.read, query) : searchCodes(into, query, signal);
    },
    start() {
      void maintained();
      timer = setInterval(() => void maintained(), LOOK_AGAIN_MS).unref();
    },
    settled: maintained,
    get residentBytes() {
      return (loaded.current?.codes.bytes ?? 0) + chunks.bytes;
    },
    async dispose() {
      clearInterval(timer);
      life.abort();
      await Promise.allSettled([maintaining, loaded.atRest()]);
    },
  };
}
