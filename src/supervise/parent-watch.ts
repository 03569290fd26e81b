import { Worker } from 'node:worker_threads';

const INTERVAL_MS = 1_000;

/*
 * Runs beside an event loop that may be stuck for good: kills this process when the one that forked it is
 * gone. A changed parent id tells that on Unix, a failing probe on Windows.
 */
const watch = `
const parent = process.ppid;
setInterval(() => {
  let gone = process.ppid !== parent;
  try { process.kill(parent, 0); } catch (error) { gone ||= error.code === 'ESRCH'; }
  if (gone) process.kill(process.pid, 'SIGKILL');
}, ${INTERVAL_MS});
`;

/** Ends this process at the latest a second or two after its parent, even when its event loop never turns again. */
export function watchParent(): void {
  new Worker(watch, {
    eval: true,
    env: {},
    stdin: false,
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
  }).unref();
}
