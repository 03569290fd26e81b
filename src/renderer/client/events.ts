import type { EngineChange } from '../../shared/domain/event.ts';
import type { Client } from './client.ts';

export interface Changes {
  /** Calls `listener` for every change; a `reset` says to fetch everything anew. Returns its removal. */
  on(listener: (change: EngineChange) => void): () => void;
  dispose(): void;
}

const pauseMs = 1_000;

/** Follows the engine's changes across reconnections, from the last one seen in the same epoch. */
export function followChanges(client: Client): Changes {
  const listeners = new Set<(change: EngineChange) => void>();
  let cursor: { epoch: string; seq: number } | null = null;
  let running: AbortController | null = null;
  let followed = 0;

  const follow = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      try {
        for await (const event of await client.engine.system.events(cursor, { signal })) {
          cursor = { epoch: event.epoch, seq: event.seq };
          for (const listener of listeners) listener(event.change);
        }
      } catch {
        // A lost connection starts a new generation below; anything else is tried again after a pause.
      }
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };

  const onConnection = () => {
    const state = client.connection.get();
    if (state.phase === 'connected') {
      if (state.generation === followed) return;
      followed = state.generation;
      running?.abort();
      running = new AbortController();
      void follow(running.signal);
    } else {
      running?.abort();
      running = null;
      followed = 0;
    }
  };
  const stop = client.connection.subscribe(onConnection);
  onConnection();

  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      stop();
      running?.abort();
      listeners.clear();
    },
  };
}
