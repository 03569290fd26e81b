import type { AppErrorData } from '../../shared/errors.ts';
import { statement, type ReadableDb, type WritableDb, type NoValues } from './handles.ts';

/** A job that is to be run. `payload` is still JSON. */
export interface JobRow {
  id: number;
  kind: string;
  key: string;
  sourceId: number | null;
  priority: number;
  payload: string;
  /** Runs that began, this one included. */
  attempts: number;
}

const columns = `id, kind, key, source_id as sourceId, priority, payload, attempts`;

const put = statement<{ kind: string; key: string; sourceId: number | null; priority: number; payload: string; nowMs: number }>(
  'job.put',
  `insert into job (kind, key, source_id, priority, payload, state, created_at_ms)
   values (@kind, @key, @sourceId, @priority, @payload, 'queued', @nowMs)
   on conflict (kind, key) do update set
     source_id = excluded.source_id,
     payload = excluded.payload,
     priority = case when state = 'queued' then max(priority, excluded.priority) else excluded.priority end,
     state = case when state = 'running' then 'running' else 'queued' end,
     run_again = case when state = 'running' then 1 else 0 end,
     attempts = case when state = 'failed' then 0 else attempts end,
     not_before_ms = 0,
     error = null`,
);
/*
 * Each source is asked for its own next job: however long the queue of one that is paused, it is not gone through.
 * `@held` are sources whose jobs are being taken out.
 */
const sourcesAtWork = `source s where s.paused = 0 and s.id not in (select value from json_each(@held))`;
const firstOf = (sourceId: string) => `select id from job where source_id is ${sourceId} and state = 'queued' and kind = @kind
  and not_before_ms <= @nowMs and priority >= @leastPriority and key not in (select value from json_each(@busyKeys))
  order by priority desc, id limit 1`;
const next = statement<{ kind: string; nowMs: number; busyKeys: string; held: string; leastPriority: number }, JobRow>(
  'job.next',
  `select ${columns} from job where id in (select (${firstOf('s.id')}) from ${sourcesAtWork} union all select (${firstOf('null')}))
   order by priority desc, id limit 1`,
);
const earliestOf = (sourceId: string) => `select min(not_before_ms) from job where source_id is ${sourceId} and state = 'queued'
  and kind in (select value from json_each(@kinds))`;
const nextDue = statement<{ kinds: string; held: string }, { dueMs: number | null }>(
  'job.next-due',
  `select min(due) as dueMs from (select (${earliestOf('s.id')}) as due from ${sourcesAtWork} union all select (${earliestOf('null')}))`,
);
const begin = statement<{ id: number }>('job.begin', `update job set state = 'running', attempts = attempts + 1 where id = @id`);
const again = statement<{ id: number }>(
  'job.again',
  `update job set state = 'queued', run_again = 0, attempts = 0, not_before_ms = 0 where id = @id and run_again = 1`,
);
const done = statement<{ id: number }>('job.done', `delete from job where id = @id and state = 'running'`);
const giveBack = statement<{ id: number }>(
  'job.give-back',
  `update job set state = 'queued', run_again = 0, attempts = max(attempts - 1, 0) where id = @id and state = 'running'`,
);
const retry = statement<{ id: number; notBeforeMs: number }>(
  'job.retry',
  `update job set state = 'queued', run_again = 0, not_before_ms = @notBeforeMs where id = @id and state = 'running'`,
);
const fail = statement<{ id: number; error: string }>(
  'job.fail',
  `update job set state = 'failed', run_again = 0, error = @error where id = @id and state = 'running'`,
);
const running = statement<NoValues, JobRow>('job.running', `select ${columns} from job where state = 'running' order by id`);
const oftenBegun = statement<{ attempts: number }, { kind: string; key: string }>(
  'job.often-begun',
  `select kind, key from job where attempts >= @attempts and state = 'queued'`,
);
const newest = statement<{ sourceId: number }, { id: number | null }>(
  'job.newest',
  `select max(id) as id from job where source_id = @sourceId`,
);
const cancel = statement<{ sourceId: number; lastId: number; limit: number }>(
  'job.cancel-source',
  `delete from job where id in (select id from job where source_id = @sourceId and id <= @lastId limit @limit)`,
);
const counts = statement<{ sourceId: number | null; without: string }, { queued: number; running: number }>(
  'job.counts',
  `select count(case when state = 'queued' then 1 end) as queued, count(case when state = 'running' then 1 end) as running
   from job where (@sourceId is null or source_id = @sourceId) and kind not in (select value from json_each(@without))`,
);

/**
 * Puts a job in. There is one row for each (kind, key): a queued one takes the new payload and the higher
 * priority, a running one runs once more afterwards, a failed one starts afresh. Only that forgets how often it was
 * begun: a job that ends the engine must not get a new life by being found again at the start of the next.
 */
export function putJob(
  db: WritableDb,
  job: { kind: string; key: string; sourceId: number | null; priority: number; payload: unknown; nowMs: number },
): void {
  const { kind, key, sourceId, priority, nowMs } = job;
  db.run(put, { kind, key, sourceId, priority, payload: JSON.stringify(job.payload ?? null), nowMs });
}

export interface JobFilter {
  nowMs: number;
  /** Keys that are in work. */
  busyKeys: readonly string[];
  /** Sources that are left out, as paused ones are. */
  heldSources: readonly number[];
  /** Jobs of a lower priority are left out. */
  leastPriority?: number;
}

/** The job of a kind to run now: highest priority, then oldest; none of a paused source. */
export function nextJob(
  db: ReadableDb,
  kind: string,
  { nowMs, busyKeys, heldSources, leastPriority = Number.MIN_SAFE_INTEGER }: JobFilter,
): JobRow | undefined {
  return db.get(next, { kind, nowMs, busyKeys: JSON.stringify(busyKeys), held: JSON.stringify(heldSources), leastPriority });
}

/** When the earliest queued job of these kinds may run; null when none waits. */
export function nextJobDueMs(db: ReadableDb, kinds: readonly string[], heldSources: readonly number[]): number | null {
  return db.get(nextDue, { kinds: JSON.stringify(kinds), held: JSON.stringify(heldSources) })?.dueMs ?? null;
}

/** Marks a job as running and counts the attempt. */
export function beginJob(db: WritableDb, id: number): void {
  db.run(begin, { id });
}

/** The run ended well: the job is gone, or queued again when it was asked for meanwhile. */
export function finishJob(db: WritableDb, id: number): void {
  if (db.run(again, { id }).changes === 0) db.run(done, { id });
}

/** The run was stopped and does not count as an attempt. */
export function giveBackJob(db: WritableDb, id: number): void {
  db.run(giveBack, { id });
}

/** The run failed and is tried again at `notBeforeMs`, or at once when it was asked for meanwhile. */
export function retryJob(db: WritableDb, id: number, notBeforeMs: number): void {
  if (db.run(again, { id }).changes === 0) db.run(retry, { id, notBeforeMs });
}

/**
 * The run failed for good; the row stays with its error until the job is put in again. False when it is not over:
 * it was asked for meanwhile, or taken out.
 */
export function failJob(db: WritableDb, id: number, error: AppErrorData): boolean {
  return db.run(again, { id }).changes === 0 && db.run(fail, { id, error: JSON.stringify(error) }).changes > 0;
}

/** Jobs that were running when the engine ended. */
export function listRunningJobs(db: ReadableDb): JobRow[] {
  return db.all(running, {});
}

/** Queued jobs that were begun so often without an end. */
export function listOftenBegunJobs(db: ReadableDb, attempts: number): { kind: string; key: string }[] {
  return db.all(oftenBegun, { attempts });
}

/** The id of the job that was put in last for a source; 0 when it has none. */
export function newestJobId(db: ReadableDb, sourceId: number): number {
  return db.get(newest, { sourceId })?.id ?? 0;
}

/** Takes out up to `limit` jobs of a source, running ones too, none newer than `lastId`. Returns how many. */
export function cancelJobs(db: WritableDb, sourceId: number, { lastId, limit }: { lastId: number; limit: number }): number {
  return db.run(cancel, { sourceId, lastId, limit }).changes;
}

/** Of one source, or of all; jobs of the kinds in `without` are not counted. */
export function countJobs(db: ReadableDb, sourceId: number | null, without: readonly string[] = []): { queued: number; running: number } {
  return db.get(counts, { sourceId, without: JSON.stringify(without) }) ?? { queued: 0, running: 0 };
}
