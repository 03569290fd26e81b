import type { SearchWarning } from '../../shared/domain/retrieval.ts';
import type { Coverage } from '../../shared/domain/source.ts';
import { isAppError } from '../../shared/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { ModelRegistry } from '../providers/specification.ts';
import type { Library } from '../store/open.ts';
import type { Scope } from '../store/scope.ts';
import type { VectorIndex } from '../store/vector-index.ts';
import { sampleVectors } from '../store/vector-sample.ts';
import type { QueryVectors } from './query-vectors.ts';

export interface VectorResult {
  entries: { chunkId: number; score: number }[];
  /** Cosines of the query with chunks spread over the collection: what having little in common looks like. */
  background: number[];
  warning: SearchWarning | null;
  /** The vector space that was searched; null when none was. */
  modelId: number | null;
  /** Of the question; null when nothing was searched. */
  vector: Float32Array | null;
}

/** Of a question without words. */
export function nothingMeant(modelId: number | null): VectorResult {
  return { entries: [], background: [], warning: null, modelId, vector: null };
}

const backgroundSample = 200;
const smallSample = 30;
/** A model that is not in memory may load while the person waits, but not for ever. */
const embeddingBudgetMs = 8_000;

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/**
 * Nearest chunks by meaning. Never fails because of a model: without one, or when it fails or takes too long,
 * the entries are empty and the warning says so. A caller's abort passes through.
 */
export async function searchMeaning(
  {
    library,
    models,
    vectors,
    queryVectors,
    logger,
  }: { library: Library; models: ModelRegistry; vectors: VectorIndex; queryVectors: QueryVectors; logger: Logger },
  { scope, query, limit }: { scope: Scope; query: string; limit: number },
  signal: AbortSignal,
): Promise<VectorResult> {
  const budget = AbortSignal.timeout(embeddingBudgetMs);
  const options = { signal: AbortSignal.any([signal, budget]) };
  try {
    const model = await models.embedding(options);
    if (model === null) return { entries: [], background: [], warning: 'no-embedding-model', modelId: null, vector: null };
    const { modelId, vector } = await queryVectors.of(model, query, options);
    signal.throwIfAborted();
    const entries = await vectors.search({ ...scope, modelId, vector, limit }, signal);
    if (entries.length === 0) return { entries, background: [], warning: null, modelId, vector };
    const sample = sampleVectors(library.read, { modelId, limit: backgroundSample });
    const probes = sample.length < smallSample ? await queryVectors.probes(model, options) : [];
    return { entries, background: [...sample, ...probes].map((each) => dot(vector, each)), warning: null, modelId, vector };
  } catch (error) {
    signal.throwIfAborted();
    if (!isAppError(error) && !budget.aborted) throw error;
    logger.log('warn', 'question not embedded; searching words only', { code: isAppError(error) ? error.code : 'timeout' });
    return { entries: [], background: [], warning: 'embedding-failed', modelId: null, vector: null };
  }
}

/** Said when vectors exist for a part of the chunks only. */
export function vectorsIncomplete(coverage: Coverage): boolean {
  return coverage.embedded < coverage.chunks;
}
