import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, isAppError, toErrorData, type AppErrorData } from '../../shared/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import {
  beginJob,
  cancelJobs,
  countJobs,
  failJob,
  finishJob,
  giveBackJob,
  listOftenBegunJobs,
  listRunningJobs,
  newestJobId,
  nextJob,
  nextJobDueMs,
  putJob,
  retryJob,
  type JobRow,
} from '../store/jobs.ts';
import type { Library, WritableDb } from '../store/open.ts';
import { setSourcePaused } from '../store/sources.ts';
import type { Job, JobHandler, JobHandlers } from './job-handlers.ts';

export type { Job, JobHandler, JobHandlers } from './job-handlers.ts';

export interface JobRequest {
  kind: string;
  key: string;
  sourceId: number | null;
  /** Higher runs first. */
  priority: number;
  /** Anything JSON holds. */
  payload: unknown;
}

export interface JobQueue {
  /** Puts a job in within the caller's transaction; it may start once that is committed. One live job per (kind, key). */
  enqueue(db: WritableDb, request: JobRequest): void;
  /** Recovers what an earlier life was running, then runs jobs of these kinds. Called once. */
  start(handlers: JobHandlers): void;
  /** Looks for work now; needed only after the tables were changed from elsewhere. */
  wake(): void;
  /** Kept over restarts. Runs are stopped and wait, not counted as an attempt. */
  pauseSource(sourceId: number): void;
  resumeSource(sourceId: number): void;
  /**
   * Stops the source's runs and takes out its jobs, a long queue in slices; none of them starts any more. What is
   * put in after the call stays. Resolves when all are out; the runs may still be at their end.
   */
  cancelSource(sourceId: number): Promise<void>;
  /** Without what goes on in the background. */
  counts(sourceId: number): { queued: number; running: number };
  /** True while a job of another kind runs or could start now. */
  isBusyBeside(kind: string): boolean;
  /** Called after a job began or ended, with its source. Returns the function that stops it. */
  onChange(listener: (sourceId: number | null) => void): () => void;
  /** Resolves when nothing runs and nothing that may run is queued; jobs of paused sources do not count. */
  whenIdle(): Promise<void>;
  /** Stops all runs, which stay queued, and waits for them. */
  dispose(): Promise<void>;
}

/** Why a run is stopped; what its handler sees as the abort reason. */
export type StopReason = 'paused' | 'cancelled' | 'disposed';

interface Run {
  readonly row: JobRow;
  readonly controller: AbortController;
  stopped: StopReason | undefined;
  done: Promise<void>;
}

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;
const STORE_RETRY_MS = 1000;
/** A job begun so often without an end runs alone, so that those beside it are not held for what ends the engine. */
const SUSPECT_ATTEMPTS = 2;
/** Jobs that one transaction takes out: a few milliseconds. */
const CANCEL_SLICE = 2000;
/** Timers hold 31 bits. */
const LONGEST_SLEEP_MS = 60 * 60 * 1000;

/**
 * Such a job waits so long in each life of the engine. One that ends the engine then ends it late, and a life that
 * is cut short by something else is not laid at its door.
 */
const SUSPECTS_REST_MS = 10_000;

/** The queue over the library's `job` table. A handler that throws ends its own run only. */
export function createJobQueue(options: { library: Library; clock: Clock; logger: Logger; suspectsRestMs?: number }): JobQueue {
  const { library, clock, logger, suspectsRestMs = SUSPECTS_REST_MS } = options;
  const runs = new Map<number, Run>();
  const listeners = new Set<(sourceId: number | null) => void>();
  const idleWaiters = new Set<() => void>();
  /** Sources whose jobs are being taken out. */
  const held: number[] = [];
  /** Keys of suspects that are not begun yet in this life, by kind. */
  const resting = new Map<string, string[]>();
  let handlers: JobHandlers = {};
  let timer: NodeJS.Timeout | undefined;
  let restTimer: NodeJS.Timeout | undefined;
  let turnAsked = false;
  let disposed = false;

  function changed(sourceId: number | null): void {
    for (const listener of listeners) {
      try {
        listener(sourceId);
      } catch (error) {
        logger.log('error', 'job listener failed', { error: error instanceof Error ? error.name : 'unknown' });
      }
    }
  }

  function wake(): void {
    if (disposed || turnAsked) return;
    turnAsked = true;
    setImmediate(() => {
      turnAsked = false;
      if (!disposed) turn();
    });
  }

  function sleep(durationMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(wake, Math.min(Math.max(durationMs, 1), LONGEST_SLEEP_MS));
  }

  function turn(): void {
    try {
      for (const [kind, handler] of Object.entries(handlers)) startRuns(kind, handler);
      // A kind that is at its limit looks again when a run ends; asking for it here would go through its whole queue.
      const dueMs = nextJobDueMs(library.read, Object.keys(handlers).filter(mayStart), held);
      const nowMs = clock.nowMs();
      if (dueMs !== null && dueMs > nowMs) sleep(dueMs - nowMs);
      if (runs.size === 0 && dueMs === null) settleIdle();
    } catch (error) {
      logger.log('error', 'job queue could not use the library', { code: isAppError(error) ? error.code : 'internal' });
      sleep(STORE_RETRY_MS);
    }
  }

  function settleIdle(): void {
    for (const resolve of idleWaiters) resolve();
    idleWaiters.clear();
  }

  function activeRuns(kind: string): Run[] {
    return [...runs.values()].filter((run) => run.row.kind === kind);
  }

  /** False, too, for a kind of which only what a person asked for may run: that has started by now. */
  function mayStart(kind: string): boolean {
    const handler = handlers[kind];
    return handler !== undefined && handler.lowPriority?.concurrency !== 0 && activeRuns(kind).length < handler.concurrency;
  }

  function backgroundKinds(): string[] {
    return Object.keys(handlers).filter((kind) => handlers[kind]?.isBackground);
  }

  function startRuns(kind: string, handler: JobHandler): void {
    for (;;) {
      const active = activeRuns(kind);
      if (active.length >= handler.concurrency || active.some((run) => isSuspect(run.row))) return;
      const busyKeys = [...active.map((run) => run.row.key), ...(resting.get(kind) ?? [])];
      const row = library.transaction((db) => {
        const next = nextJob(db, kind, { nowMs: clock.nowMs(), busyKeys, heldSources: held, ...leastPriority(handler, active) });
        if (!next || (isSuspect(next) && active.length > 0)) return null;
        beginJob(db, next.id);
        return next;
      });
      if (!row) return;
      const run: Run = { row, controller: new AbortController(), stopped: undefined, done: Promise.resolve() };
      runs.set(row.id, run);
      run.done = perform(run, handler);
      changed(row.sourceId);
    }
  }

  async function perform(run: Run, handler: JobHandler): Promise<void> {
    const { id, sourceId, attempts } = run.row;
    let settle: (db: WritableDb) => void;
    try {
      await handler.run(jobOf(run.row, attempts + 1), { signal: run.controller.signal });
      settle = (db) => finishJob(db, id);
    } catch (error) {
      settle = run.stopped ? (db) => giveBackJob(db, id) : afterFailure(run, handler, error);
    }
    await keep(settle);
    runs.delete(id);
    changed(sourceId);
    wake();
  }

  function afterFailure({ row }: Run, handler: JobHandler, error: unknown): (db: WritableDb) => void {
    const attempts = row.attempts + 1;
    const data = errorDataOf(error);
    const final = attempts >= handler.maxAttempts || (isAppError(error) && !error.retryable);
    logger.log(final ? 'error' : 'warn', 'job failed', { kind: row.kind, jobId: row.id, attempts, code: data.code, final });
    if (final) return (db) => giveUp(db, row, attempts, data);
    const delayMs = data.retryAfterMs ?? Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
    return (db) => retryJob(db, row.id, clock.nowMs() + delayMs);
  }

  function giveUp(db: WritableDb, row: JobRow, attempts: number, error: AppErrorData): void {
    if (failJob(db, row.id, error)) handlers[row.kind]?.givenUp?.(db, jobOf(row, attempts), error);
  }

  /** Writes how a run ended, however long the disk stays full; at dispose recovery is left to the next start. */
  async function keep(settle: (db: WritableDb) => void): Promise<void> {
    for (;;) {
      try {
        library.transaction(settle);
        return;
      } catch (error) {
        logger.log('error', 'the end of a job could not be kept', { code: isAppError(error) ? error.code : 'internal' });
        if (disposed) return;
        await new Promise((resolve) => setTimeout(resolve, STORE_RETRY_MS));
      }
    }
  }

  function stopRuns(reason: StopReason, sourceId?: number): void {
    for (const run of runs.values()) {
      if (sourceId !== undefined && run.row.sourceId !== sourceId) continue;
      run.stopped ??= reason;
      run.controller.abort(new DOMException(`The job was ${reason}.`, 'AbortError'));
    }
  }

  function recover(): void {
    library.transaction((db) => {
      for (const row of listRunningJobs(db)) {
        const handler = handlers[row.kind];
        if (!handler) continue;
        if (handler.recovery === 'requeue' && row.attempts < handler.maxAttempts) retryJob(db, row.id, 0);
        else giveUp(db, row, row.attempts, lostError());
      }
    });
  }

  function restSuspects(): void {
    if (suspectsRestMs === 0) return;
    for (const { kind, key } of listOftenBegunJobs(library.read, SUSPECT_ATTEMPTS)) resting.set(kind, [...(resting.get(kind) ?? []), key]);
    if (resting.size === 0) return;
    restTimer = setTimeout(() => {
      resting.clear();
      wake();
    }, suspectsRestMs);
  }

  return {
    enqueue(db, request) {
      putJob(db, { ...request, nowMs: clock.nowMs() });
      db.afterCommit(wake);
    },
    start(given) {
      handlers = given;
      recover();
      restSuspects();
      wake();
    },
    wake,
    pauseSource(sourceId) {
      library.transaction((db) => setSourcePaused(db, sourceId, true));
      stopRuns('paused', sourceId);
      wake();
    },
    resumeSource(sourceId) {
      library.transaction((db) => setSourcePaused(db, sourceId, false));
      wake();
    },
    async cancelSource(sourceId) {
      stopRuns('cancelled', sourceId);
      held.push(sourceId);
      try {
        const lastId = newestJobId(library.read, sourceId);
        for (;;) {
          const gone = library.transaction((db) => cancelJobs(db, sourceId, { lastId, limit: CANCEL_SLICE }));
          if (gone < CANCEL_SLICE || disposed) return;
          await nextTurn();
        }
      } finally {
        held.splice(held.indexOf(sourceId), 1);
        wake();
      }
    },
    counts: (sourceId) => countJobs(library.read, sourceId, backgroundKinds()),
    isBusyBeside(kind) {
      if ([...runs.values()].some((run) => run.row.kind !== kind)) return true;
      const filter = { nowMs: clock.nowMs(), busyKeys: [], heldSources: held };
      return Object.keys(handlers).some((other) => other !== kind && nextJob(library.read, other, filter) !== undefined);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    whenIdle() {
      if (disposed) return Promise.resolve();
      wake();
      return new Promise((resolve) => idleWaiters.add(resolve));
    },
    async dispose() {
      disposed = true;
      clearTimeout(timer);
      clearTimeout(restTimer);
      stopRuns('disposed');
      await Promise.all([...runs.values()].map((run) => run.done));
      settleIdle();
    },
  };
}

/** Keeps jobs of low priority out while they have all the runs they may take. */
function leastPriority({ lowPriority }: JobHandler, active: readonly Run[]): { leastPriority?: number } {
  if (!lowPriority) return {};
  const low = active.filter((run) => run.row.priority < lowPriority.below).length;
  return low >= lowPriority.concurrency ? { leastPriority: lowPriority.below } : {};
}

function isSuspect(row: JobRow): boolean {
  return row.attempts >= SUSPECT_ATTEMPTS;
}

function jobOf({ id, kind, key, sourceId, priority, payload }: JobRow, attempt: number): Job {
  return { id, kind, key, sourceId, priority, payload: JSON.parse(payload) as unknown, attempt };
}

function errorDataOf(error: unknown): AppErrorData {
  if (isAppError(error)) return toErrorData(error);
  return toErrorData(new AppError('internal', 'Something went wrong in Footnote itself.', { cause: error }));
}

function lostError(): AppErrorData {
  return toErrorData(new AppError('process-lost', 'Footnote ended while this was being done.', { details: { subject: 'engine' } }));
}
