/** Ends a turn. Calling it again does nothing. */
export type Release = () => void;

export interface TurnQueue {
  /** Waits for a turn, first come first served. Rejects with the signal's reason when it is aborted before. */
  take(signal?: AbortSignal): Promise<Release>;
  /** Resolves when no turn is taken; later turns are refused with `reason`, waiting ones at once. */
  close(reason: () => Error): Promise<void>;
}

interface Waiting {
  start(): void;
  refuse(error: Error): void;
}

/** Lets `limit` holders work at a time. Whoever gives a turn back and asks again stands at the end. */
export function createTurnQueue(limit = 1): TurnQueue {
  const waiting: Waiting[] = [];
  let taken = 0;
  let refusal: (() => Error) | undefined;
  let onIdle: (() => void) | undefined;

  const release = (): void => {
    taken -= 1;
    waiting.shift()?.start();
    if (taken === 0) onIdle?.();
  };
  const grant = (): Release => {
    taken += 1;
    let held = true;
    return () => {
      if (held) release();
      held = false;
    };
  };

  return {
    take(signal) {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      if (refusal) return Promise.reject(refusal());
      if (taken < limit && waiting.length === 0) return Promise.resolve(grant());
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(signal?.reason as Error);
        };
        const entry: Waiting = {
          start() {
            signal?.removeEventListener('abort', onAbort);
            resolve(grant());
          },
          refuse(error) {
            signal?.removeEventListener('abort', onAbort);
            reject(error);
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(entry);
      });
    },

    async close(reason) {
      refusal = reason;
      for (const entry of waiting.splice(0)) entry.refuse(reason());
      if (taken > 0) await new Promise<void>((resolve) => (onIdle = resolve));
    },
  };
}
