/** Calls of one key that come close together, made one. */
export interface Coalescer<K> {
  /** Runs `act(key)` soon: at once when the last time is long enough ago, else when the interval is over. */
  touch(key: K): void;
  forget(key: K): void;
  dispose(): void;
}

/**
 * At most one `act` per key and interval; the last touch is never lost. Never acts inside `touch`: the caller may
 * be in the middle of a transaction.
 */
export function createCoalescer<K>(intervalMs: number, act: (key: K) => void): Coalescer<K> {
  const entries = new Map<K, { timer: NodeJS.Timeout; isWaiting: boolean }>();

  function schedule(key: K, delayMs: number, isWaiting: boolean): void {
    const timer = setTimeout(() => {
      const isDue = entries.get(key)?.isWaiting === true;
      entries.delete(key);
      if (!isDue) return;
      schedule(key, intervalMs, false);
      act(key);
    }, delayMs);
    timer.unref();
    entries.set(key, { timer, isWaiting });
  }

  return {
    touch(key) {
      const entry = entries.get(key);
      if (entry) entry.isWaiting = true;
      else schedule(key, 0, true);
    },
    forget(key) {
      clearTimeout(entries.get(key)?.timer);
      entries.delete(key);
    },
    dispose() {
      for (const { timer } of entries.values()) clearTimeout(timer);
      entries.clear();
    },
  };
}
