import type { Logger } from '../base/logger.ts';
import { traceOf } from '../base/trace-of.ts';
import type { Library } from '../store/open.ts';
import { listDetachedSources, removeSource } from '../store/sources.ts';
import { removeAllDocuments } from './drop-queued.ts';

export interface SourceRemoval {
  /** Removes everything of a source that was detached. Rejects when the engine closes first; the next start goes on. */
  clear(sourceId: number): Promise<void>;
  /** Goes on with what an earlier life left. */
  resume(): void;
  /** Resolves when no removal is under way. */
  settled(): Promise<void>;
  dispose(): void;
}

/** Clears detached sources away in slices. `stopWork` ends what is at work for one, `onGone` forgets it. */
export function createSourceRemoval(options: {
  library: Library;
  logger: Logger;
  stopWork: (sourceId: number) => Promise<void>;
  onGone: (sourceId: number) => void;
}): SourceRemoval {
  const { library, logger, stopWork, onGone } = options;
  const life = new AbortController();
  const underWay = new Set<Promise<void>>();

  async function run(sourceId: number): Promise<void> {
    await stopWork(sourceId);
    await removeAllDocuments(library, sourceId, life.signal);
    library.transaction((db) => removeSource(db, sourceId));
    onGone(sourceId);
  }

  function clear(sourceId: number): Promise<void> {
    const removal = run(sourceId).finally(() => underWay.delete(removal));
    underWay.add(removal);
    return removal;
  }

  return {
    clear,
    resume() {
      for (const sourceId of listDetachedSources(library.read)) {
        clear(sourceId).catch((error: unknown) => {
          if (!life.signal.aborted) logger.log('error', 'a removed source is not cleared yet', { sourceId, stack: traceOf(error) });
        });
      }
    },
    async settled() {
      await Promise.allSettled(underWay);
    },
    dispose() {
      life.abort(new DOMException('The engine closes', 'AbortError'));
    },
  };
}
