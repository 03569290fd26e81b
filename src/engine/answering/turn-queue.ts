/** Lets one piece of work at a time use the model, in the order of arrival. */
export interface TurnQueue {
  /** Waits for the turn, then works. An abort while waiting gives the place away and rejects with its reason. */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  readonly busy: boolean;
}

export function createTurnQueue(): TurnQueue {
  const waiting: (() => void)[] = [];
  let busy = false;

  const next = (): void => {
    const start = waiting.shift();
    if (start === undefined) busy = false;
    else start();
  };

  const wait = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(signal.reason as Error);
      };
      waiting.push(start);
      signal.addEventListener('abort', leave, { once: true });
    });

  return {
    async run(work, signal) {
      signal.throwIfAborted();
      if (busy) await wait(signal);
      busy = true;
      try {
        return await work();
      } finally {
        next();
      }
    },
    get busy() {
      return busy;
    },
  };
}
