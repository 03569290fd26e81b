import type { ToChild } from '../shared/control.ts';
import type { ChildHandle } from '../shared/process.ts';
import type { Time } from './time.ts';

const TERM_LIMIT_MS = 2_000;
const KILL_LIMIT_MS = 2_000;

/**
 * Ends a child: asks it, then SIGTERM, then SIGKILL. `politeMs` is how long it may take after being asked; 0
 * kills at once. Resolves when it has ended, or when even the kill was not obeyed in time.
 */
export async function endChild(handle: ChildHandle, politeMs: number, time: Time): Promise<void> {
  const { port } = handle;
  const endsWithin = (limitMs: number): Promise<boolean> => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const cancel = time.after(limitMs, () => resolve(false));
    void handle.exited.then(cancel).then(() => resolve(true));
    return promise;
  };

  if (politeMs > 0) {
    port.postMessage({ type: 'shutdown' } satisfies ToChild);
    if (await endsWithin(politeMs)) return;
    handle.kill('SIGTERM');
    if (await endsWithin(TERM_LIMIT_MS)) return;
  }
  handle.kill('SIGKILL');
  await endsWithin(KILL_LIMIT_MS);
}
