/** How many more things may be sent before the receiver has dealt with some. */
export interface Credit {
  /** Takes one, waiting until there is one. Rejects with the signal's reason. */
  take(signal: AbortSignal | undefined): Promise<void>;
  give(count: number): void;
}

/** For one sender at a time. */
export function createCredit(initial: number): Credit {
  let left = initial;
  let given = Promise.withResolvers<void>();
  return {
    async take(signal) {
      signal?.throwIfAborted();
      if (left === 0) {
        const onAbort = (): void => given.reject(signal?.reason);
        signal?.addEventListener('abort', onAbort, { once: true });
        await given.promise.finally(() => signal?.removeEventListener('abort', onAbort));
      }
      left -= 1;
    },
    give(count) {
      left += count;
      given.resolve();
      given = Promise.withResolvers<void>();
    },
  };
}
