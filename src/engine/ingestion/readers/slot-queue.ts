/** Hands out a fixed set of things one holder at a time, first come, first served. */
export interface SlotQueue<T> {
  /** Rejects with the signal's reason when it comes first. */
  take(signal: AbortSignal): Promise<T>;
  giveBack(slot: T): void;
}

export function createSlotQueue<T>(slots: readonly T[]): SlotQueue<T> {
  const free = [...slots];
  const waiting = new Set<(slot: T) => void>();
  return {
    take(signal) {
      signal.throwIfAborted();
      const slot = free.pop();
      if (slot !== undefined) return Promise.resolve(slot);
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const onAbort = (): void => {
        waiting.delete(give);
        reject(signal.reason);
      };
      const give = (given: T): void => {
        signal.removeEventListener('abort', onAbort);
        resolve(given);
      };
      waiting.add(give);
      signal.addEventListener('abort', onAbort, { once: true });
      return promise;
    },
    giveBack(slot) {
      const [next] = waiting;
      if (next === undefined) {
        free.push(slot);
        return;
      }
      waiting.delete(next);
      next(slot);
    },
  };
}
