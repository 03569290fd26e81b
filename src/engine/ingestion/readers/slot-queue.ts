/** Hands out a fixed set of things one holder at a time: first what is urgent, else first come, first served. */
export interface SlotQueue<T> {
  /** `isUrgent`: a person waits for it. Rejects with the signal's reason when it comes first. */
  take(signal: AbortSignal, options?: { isUrgent?: boolean }): Promise<T>;
  giveBack(slot: T): void;
}

export function createSlotQueue<T>(slots: readonly T[]): SlotQueue<T> {
  const free = [...slots];
  const urgent = new Set<(slot: T) => void>();
  const others = new Set<(slot: T) => void>();
  return {
    take(signal, { isUrgent = false } = {}) {
      signal.throwIfAborted();
      const slot = free.pop();
      if (slot !== undefined) return Promise.resolve(slot);
      const waiting = isUrgent ? urgent : others;
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const onAbort = (): void => {
        waiting.delete(give);
        reject(signal.reason);
      };
      const give = (given: T): void => {
        waiting.delete(give);
        signal.removeEventListener('abort', onAbort);
        resolve(given);
      };
      waiting.add(give);
      signal.addEventListener('abort', onAbort, { once: true });
      return promise;
    },
    giveBack(slot) {
      const [next] = urgent.size > 0 ? urgent : others;
      if (next === undefined) free.push(slot);
      else next(slot);
    },
  };
}
