/** Translates what a stream throws, for both sides of the wire. */
export function translateStream(inner: AsyncIterator<unknown>, translate: (error: unknown) => unknown): AsyncIteratorObject<unknown> {
  const rethrow = (error: unknown): never => {
    throw translate(error);
  };
  return asStream({
    next: () => inner.next().catch(rethrow),
    return: async (value) => (await inner.return?.(value)) ?? { done: true, value },
  });
}

/**
 * A handler's stream that ends when the caller has gone: the part being waited for fails with the abort
 * reason and the generator is told to return, also when it never looks at its signal.
 */
export function stopWithSignal(inner: AsyncIterator<unknown>, signal: AbortSignal | undefined): AsyncIteratorObject<unknown> {
  if (!signal)
    return asStream({ next: () => inner.next(), return: async (value) => (await inner.return?.(value)) ?? { done: true, value } });
  let rejectPending: ((reason: unknown) => void) | undefined;
  const onAbort = (): void => {
    inner.return?.().catch(() => {});
    rejectPending?.(signal.reason);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  const release = (): void => signal.removeEventListener('abort', onAbort);

  return asStream({
    next: () =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        rejectPending = reject;
        inner
          .next()
          .catch((error) => {
            release();
            throw error;
          })
          .then(resolve, reject);
      }),
    return: async (value) => {
      release();
      return (await inner.return?.(value)) ?? { done: true, value };
    },
  });
}

/** True for what a streaming method returns. */
export function isStream(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;
}

function asStream(steps: {
  next(): Promise<IteratorResult<unknown>>;
  return(value?: unknown): Promise<IteratorResult<unknown>>;
}): AsyncIteratorObject<unknown> {
  const stream: AsyncIteratorObject<unknown> = {
    next: () => steps.next(),
    return: (value?: unknown) => steps.return(value),
    async throw(error: unknown) {
      await steps.return();
      throw error;
    },
    [Symbol.asyncIterator]: () => stream,
    async [Symbol.asyncDispose]() {
      await steps.return();
    },
  };
  return stream;
}
