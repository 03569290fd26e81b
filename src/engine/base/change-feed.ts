import type { EngineChange, EngineEvent } from '../../shared/domain/event.ts';

/** What a subscriber saw last; null for a new one. */
export type FeedPosition = { epoch: string; seq: number } | null;

export interface ChangeFeed {
  readonly epoch: string;
  /** Number of the newest event. */
  readonly seq: number;
  emit(change: EngineChange): void;
  /** Everything after `after`, then what comes, until `signal` aborts. A gap or a foreign epoch begins with `reset`. */
  subscribe(after: FeedPosition, signal?: AbortSignal): AsyncGenerator<EngineEvent, void, void>;
  dispose(): void;
}

/**
 * The engine's stream of changes, numbered so that a reloaded window takes up where it was. The newest
 * `capacity` events are kept.
 */
export function createChangeFeed(epoch: string, capacity = 2_000): ChangeFeed {
  const kept: EngineEvent[] = [];
  const waiting = new Set<() => void>();
  let seq = 0;
  let closed = false;

  const wakeAll = () => {
    for (const wake of waiting) wake();
    waiting.clear();
  };

  async function* subscribe(after: FeedPosition, signal?: AbortSignal): AsyncGenerator<EngineEvent, void, void> {
    const known = after !== null && after.epoch === epoch && after.seq <= seq;
    let next = known ? after.seq + 1 : seq + 1;
    if (!known) yield { epoch, seq, change: { type: 'reset' } };
    const isOver = () => closed || signal?.aborted === true;
    while (!isOver()) {
      const oldest = seq - kept.length + 1;
      if (next < oldest) {
        next = seq + 1;
        yield { epoch, seq, change: { type: 'reset' } };
        continue;
      }
      const event = kept[next - oldest];
      if (event) {
        next += 1;
        yield event;
        continue;
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        waiting.add(wake);
        signal?.addEventListener('abort', wake, { once: true });
      });
    }
  }

  return {
    epoch,
    get seq() {
      return seq;
    },
    emit(change) {
      seq += 1;
      kept.push({ epoch, seq, change });
      if (kept.length > capacity) kept.shift();
      wakeAll();
    },
    subscribe,
    dispose() {
      closed = true;
      wakeAll();
    },
  };
}
