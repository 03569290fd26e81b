import type { Job, JobHandler } from '../../../src/engine/jobs/job-queue.ts';

export interface ControlledRun {
  readonly job: Job;
  readonly signal: AbortSignal;
  finish(): void;
  fail(error: unknown): void;
}

/** A handler whose runs end when the test says so, or at once when they are stopped. */
export function controlledHandler(options: Omit<JobHandler, 'run'> & { ignoresStop?: boolean }) {
  const runs: ControlledRun[] = [];
  const handler: JobHandler = {
    ...options,
    run: (job, { signal }) =>
      new Promise((resolve, reject) => {
        const settle = (end: () => void) => () => {
          runs.splice(runs.indexOf(run), 1);
          end();
        };
        let error: unknown;
        const run: ControlledRun = {
          job,
          signal,
          finish: settle(resolve),
          fail: (cause) => {
            error = cause;
            settle(() => reject(error))();
          },
        };
        runs.push(run);
        if (!options.ignoresStop) signal.addEventListener('abort', () => run.fail(signal.reason), { once: true });
      }),
  };
  return { handler, runs };
}

/** Lets everything that is due now happen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve));
}
