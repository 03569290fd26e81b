/** A numbered sequence that can be read from any point and waited on. */
export interface Feed<T> {
  readonly last: number;
  add(make: (seq: number) => T): void;
  after(seq: number, signal: AbortSignal | undefined): AsyncGenerator<T>;
}

export function createFeed<T>(): Feed<T> {
  const items: T[] = [];
  const waiting = new Set<() => void>();
  return {
    get last() {
      return items.length;
    },
    add(make) {
      items.push(make(items.length + 1));
      for (const wake of waiting) wake();
      waiting.clear();
    },
    async *after(seq, signal) {
      for (let at = seq; ; at += 1) {
        while (at >= items.length) {
          if (signal?.aborted) return;
          await new Promise<void>((resolve) => {
            waiting.add(resolve);
            signal?.addEventListener('abort', () => resolve(), { once: true });
          });
        }
        yield items[at] as T;
      }
    },
  };
}
