import type { Clock } from '../../base/clock.ts';
import { countByState } from '../../store/document-counts.ts';
import type { Library } from '../../store/open.ts';

export interface DocumentCounts {
  total: number;
  failed: number;
  /** Still to be read, or being read. */
  waiting: number;
}

/** Counting a large source again costs so many times its duration in waiting. */
const REST_FACTOR = 20;

/** What the library holds of a source; while it is at work what was counted a moment ago is given again. */
export function createDocumentCounts(library: Library, clock: Clock) {
  const counted = new Map<number, DocumentCounts & { freshUntilMs: number }>();
  return {
    /** `isAtRest` counts in any case: nothing follows that would correct the figure. */
    of(sourceId: number, isAtRest: boolean): { counts: DocumentCounts; isNew: boolean } {
      const startMs = clock.monotonicMs();
      const last = counted.get(sourceId);
      if (!isAtRest && last && startMs < last.freshUntilMs) return { counts: last, isNew: false };
      const { queued, reading, searchable, failed, missing } = countByState(library.read, sourceId);
      const waiting = queued + reading;
      const endMs = clock.monotonicMs();
      const counts = {
        total: waiting + searchable + failed + missing,
        failed,
        waiting,
        freshUntilMs: endMs + (endMs - startMs) * REST_FACTOR,
      };
      counted.set(sourceId, counts);
      return { counts, isNew: true };
    },
    forget(sourceId: number): void {
      counted.delete(sourceId);
    },
  };
}
