import { Worker } from 'node:worker_threads';

const INTERVAL_MS = 1_000;

/*
 * Runs beside an event loop that may be stuck for good: kills this process when the one that forked it is
 * gone. A changed parent id tells that on Unix, a failing probe on Windows.
 */
const watch = `
const { workerData: parent } = require('node:worker_threads');
setInterval(() => {
  let gone = process.ppid !== parent;
  try { process.kill(parent, 0); } catch (error) { gone ||= error.code === 'ESRCH'; }
  if (gone) process.kill(process.pid, 'SIGKILL');
}, ${INTERVAL_MS});
`;

/** Ctrl+C and a closed terminal reach every process of the group at once. Only the outermost decides; it asks the others to end. */
export function leaveSignalsToParent(): void {
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
}

/** Ends this process at the latest a second or two after its parent, even when its event loop never turns again. */
export function watchParent(): void {
  new Worker(watch, {
    eval: true,
    env: {},
    // Read here: a worker that starts slowly may find the parent gone already and take the next one for it.
    workerData: process.ppid,
    stdin: false,
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
  }).unref();
}
