import type { Clock } from '../../base/clock.ts';
import { embeddingCounts } from '../../store/embeddings.ts';
import type { Library } from '../../store/open.ts';

export interface ChunkCounts {
  total: number;
  embedded: number;
}

/** Counting a large source again costs so many times its duration in waiting. */
const REST_FACTOR = 20;
/** Stands for no model: nothing has a vector of it. */
const NO_MODEL = 0;

/**
 * Chunks of a source and how many have their vector. Counting goes through all its documents, so what was counted
 * a moment ago is given again; the larger the source, the longer the moment.
 */
export function createChunkCounts(library: Library, clock: Clock) {
  const counted = new Map<number, ChunkCounts & { modelId: number | null; freshUntilMs: number }>();
  return {
    /** `isAtRest` counts in any case: nothing follows that would correct the figure. */
    of(sourceId: number, modelId: number | null, isAtRest: boolean): ChunkCounts {
      const startMs = clock.monotonicMs();
      const last = counted.get(sourceId);
      if (!isAtRest && last && last.modelId === modelId && startMs < last.freshUntilMs) return last;
      const { total, embedded } = embeddingCounts(library.read, modelId ?? NO_MODEL, sourceId);
      const endMs = clock.monotonicMs();
      const restMs = (endMs - startMs) * REST_FACTOR;
      const entry = { total, embedded: modelId === null ? 0 : embedded, modelId, freshUntilMs: endMs + restMs };
      counted.set(sourceId, entry);
      return entry;
    },
    forget(sourceId: number): void {
      counted.delete(sourceId);
    },
  };
}
