import type { AppErrorData } from '../../shared/errors.ts';
import type { WritableDb } from '../store/open.ts';

/** A job as its handler sees it. */
export interface Job {
  readonly id: number;
  readonly kind: string;
  /** Names the thing to work on; there is one job for each kind and key. */
  readonly key: string;
  readonly sourceId: number | null;
  readonly priority: number;
  /** What was enqueued, through JSON. */
  readonly payload: unknown;
  /** 1 on the first run. */
  readonly attempt: number;
}

export interface JobHandler {
  /** Runs of this kind at once; asked for anew each time, so that it may change. */
  readonly concurrency: number;
  /** Jobs of a lower priority than this never take more than so many of the runs. */
  readonly lowPriority?: { below: number; concurrency: number };
  /** Goes on behind everything else: not counted as work of its source. */
  readonly isBackground?: true;
  /** What becomes of a run that ended with the engine: done again while attempts are left, or given up. */
  recovery: 'requeue' | 'fail';
  /** Runs that may fail or be lost before the job is given up. An error that says it is not retryable ends it at once. */
  maxAttempts: number;
  /** Stops soon after `signal` aborts, by throwing its reason. */
  run(job: Job, context: { signal: AbortSignal }): Promise<void>;
  /** The job is given up with this error, in the transaction that says so. `attempt` counts the runs it had. */
  givenUp?(db: WritableDb, job: Job, error: AppErrorData): void;
}

export type JobHandlers = Readonly<Record<string, JobHandler>>;
