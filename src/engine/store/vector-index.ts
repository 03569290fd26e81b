import { setImmediate as nextTurn } from 'node:timers/promises';
import { isEveryDocument } from '../../shared/domain/scope.ts';
import { traceOf } from '../base/trace-of.ts';
import type { Logger } from '../base/logger.ts';
import { currentEmbeddingModelId, dimensionMismatch, findEmbeddingModel } from './embedding-models.ts';
import { chunksOf, searchVectors } from './embeddings.ts';
import { type NoValues, statement } from './handles.ts';
import { found } from './not-found.ts';
import type { Library } from './open.ts';
import { nextContents, type Scope } from './scope.ts';
import { createResidentCodes, type ResidentCodes } from './resident-codes.ts';
import { codeKindFor, cosineOfRow, decodeRow, unitVector } from './vector-encoding.ts';
import {
  beginCodes,
  type CodeSet,
  codeSet,
  createDerivedTables,
  dropOldCodes,
  fillRows,
  insertCodes,
  nextCodes,
  nextRows,
  promoteCodes,
  rowsFilledTo,
  vectorRow,
} from './vector-rows.ts';
import { sampleVectors } from './vector-sample.ts';
import { storedVector } from './vectors.ts';

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
  /** Of the codes in memory. */
  readonly residentBytes: number;
  /** Resolves when nothing of it is at work any more; searches under way fail with an abort. */
  dispose(): Promise<void>;
}

/** Up to here sqlite-vec itself is fast enough, and exact: 2 to 4 ms at 1024 dimensions. */
const FEW_VECTORS = 2_000;
/** The mean of a library that has grown this much may lie elsewhere. */
const OUTGROWN = 16;
const MEAN_SAMPLE = 2_000;
const LOAD_SLICE = 4_000;
const MAKE_SLICE = 250;
const FILL_SLICE = 100;
const LOOK_AGAIN_MS = 30_000;
/** Rows that one search reads at most before it asks which ids the scope has at all. */
const MOST_ROWS = 2_560;
const DOCUMENT_SLICE = 5_000;
const CONTENT_SLICE = 500;

const embeddedCount = statement<{ modelId: number }, { count: number }>(
  'vector-index.count',
  `select count(*) as count from embedding where model_id = @modelId`,
);
const hashesOfContents = statement<{ contentIds: string }, { hashId: number }>(
  'vector-index.hashes',
  `select c.chunk_hash_id as hashId from chunk c where c.content_id in (select value from json_each(@contentIds))`,
);

const collectionsWithSources = statement<NoValues, { id: number }>(
  'vector-index.collections',
  `select distinct collection_id as id from source where collection_id is not null`,
);

interface Loaded {
  modelId: number;
  set: CodeSet;
  codes: ResidentCodes;
  lastSeq: number;
}

/** How many candidates are worth reading for `limit` results. */
function wanted(codes: ResidentCodes, dimensions: number, limit: number): number {
  if (codes.kind === 'bytes') return Math.max(40, limit * 3);
  const least = dimensions < 768 ? 640 : codes.size > 300_000 ? 320 : 160;
  return Math.max(least, limit * 8);
}

export function createVectorIndex({ library, logger }: { library: Library; logger: Logger }): VectorIndex {
  const life = new AbortController();
  let loaded: Loaded | null = null;
  let loading: Promise<Loaded | null> | null = null;
  let maintaining: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;

  /** Reads codes that were written since, a slice a turn. */
  async function follow(into: Loaded): Promise<Loaded> {
    for (;;) {
      const { modelId, set, lastSeq } = into;
      const slice = nextCodes(library.read, modelId, { generation: set.generation, afterSeq: lastSeq, limit: LOAD_SLICE });
      for (const { chunkHashId, code } of slice) into.codes.add(chunkHashId, code);
      into.lastSeq = slice.at(-1)?.seq ?? lastSeq;
      if (slice.length < LOAD_SLICE) return into;
      await nextTurn();
      life.signal.throwIfAborted();
    }
  }

  async function load(modelId: number): Promise<Loaded | null> {
    const set = codeSet(library.read, modelId, 'current');
    if (set === null) return null;
    if (loaded?.modelId === modelId && loaded.set.generation === set.generation) return follow(loaded);
    const codes = createResidentCodes(set.kind, set.mean.length, set.mean);
    loaded = await follow({ modelId, set, codes, lastSeq: 0 });
    return loaded;
  }

  function inMemory(modelId: number): Promise<Loaded | null> {
    loading = (loading ?? Promise.resolve(null)).catch(() => null).then(() => load(modelId));
    return loading;
  }

  function meanOf(modelId: number, dimensions: number): Float32Array {
    const mean = new Float32Array(dimensions);
    const sample = sampleVectors(library.read, { modelId, limit: MEAN_SAMPLE });
    for (const vector of sample) for (let at = 0; at < dimensions; at += 1) mean[at] = (mean[at] ?? 0) + (vector[at] ?? 0) / sample.length;
    return mean;
  }

  async function fill(modelId: number): Promise<void> {
    if (rowsFilledTo(library.read, modelId) === undefined) {
      library.transaction((db) => createDerivedTables(db, modelId, true));
    }
    const vectorOf = (id: number) => storedVector(library.read, modelId, id);
    while (library.transaction((db) => fillRows(db, modelId, FILL_SLICE, vectorOf))) await breathe();
  }

  async function breathe(): Promise<void> {
    await nextTurn();
    life.signal.throwIfAborted();
  }

  async function make(modelId: number, dimensions: number, count: number): Promise<void> {
    const kind = codeKindFor(dimensions, count);
    const mean = meanOf(modelId, dimensions);
    await breathe();
    const set = library.transaction((db) => beginCodes(db, modelId, { kind, mean, madeFrom: count }));
    for (let afterId = 0; ;) {
      const rows = nextRows(library.read, modelId, afterId, MAKE_SLICE);
      const last = rows.at(-1);
      if (!last) break;
      afterId = last.chunkHashId;
      library.transaction((db) =>
        insertCodes(
          db,
          modelId,
          set,
          rows.map(({ chunkHashId, row }) => ({ chunkHashId, unit: decodeRow(row) })),
        ),
      );
      await breathe();
    }
    library.transaction((db) => promoteCodes(db, modelId));
    logger.log('info', 'vector codes made', { modelId, kind, count });
    await inMemory(modelId);
    while (library.transaction((db) => dropOldCodes(db, modelId, MAKE_SLICE * 4)) > 0) await breathe();
  }

  async function maintain(): Promise<void> {
    const modelId = currentEmbeddingModelId(library.read);
    const model = modelId === null ? null : findEmbeddingModel(library.read, modelId);
    if (modelId === null || model === null) return;
    await fill(modelId);
    const count = library.read.get(embeddedCount, { modelId })?.count ?? 0;
    if (count < FEW_VECTORS) return;
    const set = codeSet(library.read, modelId, 'current');
    const isOutgrown = set !== null && (count >= set.madeFrom * OUTGROWN || set.kind !== codeKindFor(model.dimensions, count));
    if (set === null || isOutgrown) await make(modelId, model.dimensions, count);
    await inMemory(modelId);
  }

  function maintained(): Promise<void> {
    maintaining ??= maintain()
      .catch((error: unknown) => {
        if (!life.signal.aborted) logger.log('error', 'vector codes could not be made', { stack: traceOf(error) });
      })
      .finally(() => (maintaining = null));
    return maintaining;
  }

  /** Hashes of the chunks a scope has, gathered a slice a turn. */
  async function hashesOf(scope: Scope, signal: AbortSignal | undefined): Promise<Set<number>> {
    const hashes = new Set<number>();
    for (let afterId = 0; ;) {
      const { contentIds, lastId } = nextContents(library.read, scope, afterId, DOCUMENT_SLICE);
      if (lastId === null) return hashes;
      afterId = lastId;
      for (let at = 0; at < contentIds.length; at += CONTENT_SLICE) {
        const slice = JSON.stringify(contentIds.slice(at, at + CONTENT_SLICE));
        for (const { hashId } of library.read.all(hashesOfContents, { contentIds: slice })) hashes.add(hashId);
        await nextTurn();
        signal?.throwIfAborted();
      }
    }
  }

  /** Ranks candidates by their rows; those that have gone are forgotten. */
  function rank({ modelId, codes }: Loaded, candidates: Iterable<number>, unit: Float32Array): { chunkHashId: number; score: number }[] {
    const ranked: { chunkHashId: number; score: number }[] = [];
    let before = -1;
    for (const chunkHashId of candidates) {
      const row = chunkHashId === before ? undefined : vectorRow(library.read, modelId, chunkHashId);
      if (row) ranked.push({ chunkHashId, score: cosineOfRow(row, unit) });
      else codes.delete(chunkHashId);
      before = chunkHashId;
    }
    return ranked.sort((one, other) => other.score - one.score);
  }

  async function searchCodes(
    into: Loaded,
    query: VectorQuery,
    signal: AbortSignal | undefined,
  ): Promise<{ chunkId: number; score: number }[]> {
    const { codes } = into;
    const unit = unitVector(query.vector);
    const enough = wanted(codes, query.vector.length, query.limit);
    const collections = library.read.all(collectionsWithSources, {}).map(({ id }) => id);
    if (!collections.includes(query.collectionId)) return [];
    const isOnly = collections.length === 1 && (query.filter === undefined || isEveryDocument(query.filter));
    for (let want = enough; want <= MOST_ROWS; want *= 4) {
      const ranked = rank(into, codes.candidates(unit, want), unit);
      const hits = chunksOf(library.read, ranked, isOnly ? query : { ...query, limit: enough });
      // As many of its own among the candidates as a search of it alone would look at.
      const isEnough = isOnly ? hits.length >= query.limit : hits.length >= enough / 2;
      if (isEnough || want >= codes.size) return hits.slice(0, query.limit);
      await nextTurn();
      signal?.throwIfAborted();
    }
    // Most of what is near lies outside the scope, or in contents that nobody has any more.
    const among = await hashesOf(query, signal);
    if (among.size === 0) return [];
    const candidates = codes.candidates(unit, Math.min(enough, among.size), among);
    return chunksOf(library.read, rank(into, candidates, unit), query);
  }

  return {
    async search(query, signal) {
      const model = found(findEmbeddingModel(library.read, query.modelId) ?? undefined, 'embedding model', query.modelId);
      if (query.vector.length !== model.dimensions) throw dimensionMismatch(model.name, model.dimensions, query.vector.length);
      const into = await inMemory(query.modelId);
      signal?.throwIfAborted();
      return into === null ? searchVectors(library.read, query) : searchCodes(into, query, signal);
    },
    start() {
      void maintained();
      timer = setInterval(() => void maintained(), LOOK_AGAIN_MS).unref();
    },
    settled: maintained,
    get residentBytes() {
      return loaded?.codes.bytes ?? 0;
    },
    async dispose() {
      clearInterval(timer);
      life.abort();
      await Promise.allSettled([maintaining, loading]);
    },
  };
}
