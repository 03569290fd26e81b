import { setImmediate } from 'node:timers/promises';

/** Lets messages in (an abort above all) between two stretches of synchronous work. */
export async function nextTurn(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
