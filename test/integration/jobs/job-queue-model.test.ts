import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/shared/errors.ts';
import { createJobQueue, type JobQueue } from '../../../src/engine/jobs/job-queue.ts';
import { insertCollection } from '../../../src/engine/store/collections.ts';
import { statement, type NoValues } from '../../../src/engine/store/handles.ts';
import { openLibrary, type Library } from '../../../src/engine/store/open.ts';
import { addSource } from '../store/sample-content.ts';
import { tempFolder, testClock, testLogger, type TestClock } from '../store/temp-library.ts';
import { controlledHandler, settled, type ControlledRun } from './controlled-handler.ts';

const kinds = {
  scan: { concurrency: 1, recovery: 'requeue', maxAttempts: 2 },
  read: { concurrency: 2, recovery: 'requeue', maxAttempts: 3 },
  paid: { concurrency: 1, recovery: 'fail', maxAttempts: 3 },
} as const;
type Kind = keyof typeof kinds;

interface ModelJob {
  kind: Kind;
  key: string;
  sourceId: number;
  priority: number;
  state: 'queued' | 'running' | 'failed';
  again: boolean;
  attempts: number;
  dueMs: number;
}

/** What the queue promises, said once more without SQL, processes or time that passes by itself. */
class Model {
  jobs: ModelJob[] = [];
  paused = new Set<number>();
  nowMs = 0;

  enqueue(kind: Kind, key: string, sourceId: number, priority: number): void {
    const known = this.jobs.find((job) => job.kind === kind && job.key === key);
    if (!known) this.jobs.push({ kind, key, sourceId, priority, state: 'queued', again: false, attempts: 0, dueMs: 0 });
    else if (known.state === 'running') Object.assign(known, { again: true, priority });
    else
      Object.assign(known, {
        attempts: known.state === 'queued' ? known.attempts : 0,
        dueMs: 0,
        priority: known.state === 'queued' ? Math.max(known.priority, priority) : priority,
        state: 'queued',
      });
  }

  end(job: ModelJob, how: 'finish' | 'retry' | 'fail' | 'stop'): void {
    if (how === 'stop') Object.assign(job, { state: 'queued', again: false, attempts: job.attempts - 1 });
    else if (job.again) Object.assign(job, { state: 'queued', again: false, attempts: 0, dueMs: 0 });
    else if (how === 'finish') this.jobs.splice(this.jobs.indexOf(job), 1);
    else if (how === 'fail' || job.attempts >= kinds[job.kind].maxAttempts) job.state = 'failed';
    else Object.assign(job, { state: 'queued', dueMs: this.nowMs + 1000 * 2 ** (job.attempts - 1) });
  }

  stopSource(sourceId: number): void {
    for (const job of this.running()) if (job.sourceId === sourceId) this.end(job, 'stop');
  }

  crash(): void {
    for (const job of this.running()) {
      if (job.again) this.end(job, 'finish');
      else if (kinds[job.kind].recovery === 'requeue' && job.attempts < kinds[job.kind].maxAttempts)
        Object.assign(job, { state: 'queued', dueMs: 0 });
      else job.state = 'failed';
    }
  }

  running(): ModelJob[] {
    return this.jobs.filter(({ state }) => state === 'running');
  }

  pump(): void {
    for (const kind of Object.keys(kinds) as Kind[]) {
      for (;;) {
        const active = this.running().filter((job) => job.kind === kind);
        if (active.length >= kinds[kind].concurrency || active.some((job) => job.attempts > 2)) break;
        const ready = this.jobs.filter(
          (job) => job.kind === kind && job.state === 'queued' && job.dueMs <= this.nowMs && !this.paused.has(job.sourceId),
        );
        const next = ready.reduce<ModelJob | undefined>((best, job) => (best && best.priority >= job.priority ? best : job), undefined);
        if (!next || (next.attempts >= 2 && active.length > 0)) break;
        next.state = 'running';
        next.attempts += 1;
      }
    }
  }
}

class Real {
  readonly clock: TestClock = testClock(0);
  readonly path = join(tempFolder(), 'library.db');
  runs: ControlledRun[][] = [];
  library = this.open();
  queue = this.createQueue();
  readonly lost: JobQueue[] = [];

  open(): Library {
    return openLibrary({ path: this.path, clock: this.clock, logger: testLogger() });
  }

  createQueue(): JobQueue {
    const controlled = Object.entries(kinds).map(([kind, options]) => [kind, controlledHandler(options)] as const);
    this.runs = controlled.map(([, { runs }]) => runs);
    const queue = createJobQueue({ library: this.library, clock: this.clock, logger: testLogger(), suspectsRestMs: 0 });
    queue.start(Object.fromEntries(controlled.map(([kind, { handler }]) => [kind, handler])));
    return queue;
  }

  /** As kill -9 leaves it: nothing is written any more, whatever still runs. */
  crash(): void {
    this.library.close();
    this.lost.push(this.queue);
    this.library = this.open();
    this.queue = this.createQueue();
  }

  async dispose(): Promise<void> {
    await this.queue.dispose();
    for (const queue of this.lost) await queue.dispose();
    this.library.close();
  }
}

const allJobs = statement<NoValues, { kind: string; key: string; state: string; again: number; attempts: number; priority: number }>(
  'test.jobs',
  'select kind, key, state, run_again as again, attempts, priority from job order by id',
);

type Step = (model: Model, real: Real) => void | Promise<void>;

/** One command: does it to both, lets the queue settle, and compares every row and every run. */
class Command implements fc.AsyncCommand<Model, Real> {
  readonly name: string;
  readonly step: Step;

  constructor(name: string, step: Step) {
    this.name = name;
    this.step = step;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    await this.step(model, real);
    model.pump();
    await settled();
    const expected = model.jobs.map(({ kind, key, state, again, attempts, priority }) => ({
      kind,
      key,
      state,
      again: Number(again),
      attempts,
      priority,
    }));
    expect(real.library.read.all(allJobs, {})).toEqual(expected);
    const names = (list: readonly { kind: string; key: string }[]) => list.map(({ kind, key }) => `${kind} ${key}`).sort();
    expect(names(real.runs.flat().map(({ job }) => job))).toEqual(names(model.running()));
  }

  toString(): string {
    return this.name;
  }
}

const source = fc.constantFrom(1, 2);
const kind = fc.constantFrom(...(Object.keys(kinds) as Kind[]));

const enqueue = fc.tuple(kind, source, fc.nat(2), fc.nat(2)).map(([kind, sourceId, number, priority]) => {
  const key = `${sourceId}/${number}`;
  return new Command(`enqueue ${kind} ${key} at ${priority}`, (model, real) => {
    model.enqueue(kind, key, sourceId, priority);
    real.library.transaction((db) => real.queue.enqueue(db, { kind, key, sourceId, priority, payload: null }));
  });
});

const errors = {
  retry: () => new Error('a bug'),
  fail: () => new AppError('read-corrupt', 'damaged'),
};

const end = fc.tuple(fc.nat(9), fc.constantFrom('finish', 'finish', 'retry', 'fail')).map(
  ([index, how]) =>
    new Command(`${how} run ${index}`, (model, real) => {
      const runs = real.runs.flat();
      const run = runs[index % Math.max(1, runs.length)];
      if (!run) return;
      const job = model.running().find(({ kind, key }) => kind === run.job.kind && key === run.job.key);
      if (!job) throw new Error('the model does not know this run');
      model.end(job, how);
      if (how === 'finish') run.finish();
      else run.fail(errors[how]());
    }),
);

const pause = source.map(
  (id) =>
    new Command(`pause ${id}`, (model, real) => {
      model.paused.add(id);
      model.stopSource(id);
      real.queue.pauseSource(id);
    }),
);

const resume = source.map(
  (id) =>
    new Command(`resume ${id}`, (model, real) => {
      model.paused.delete(id);
      real.queue.resumeSource(id);
    }),
);

const cancel = source.map(
  (id) =>
    new Command(`cancel ${id}`, (model, real) => {
      model.jobs = model.jobs.filter((job) => job.sourceId !== id);
      return real.queue.cancelSource(id);
    }),
);

const pass = fc.constantFrom(500, 1000, 5000).map(
  (ms) =>
    new Command(`pass ${ms} ms`, (model, real) => {
      model.nowMs += ms;
      real.clock.advance(ms);
      real.queue.wake();
    }),
);

const restart = fc.constant(
  new Command('restart', async (model, real) => {
    for (const job of model.running()) model.end(job, 'stop');
    await real.queue.dispose();
    real.queue = real.createQueue();
  }),
);

const crash = fc.constant(
  new Command('crash', (model, real) => {
    model.crash();
    real.crash();
  }),
);

describe('the job queue against its model', () => {
  it('has the promised rows and runs after every command, through pauses, restarts and crashes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.commands([enqueue, enqueue, end, end, pause, resume, cancel, pass, restart, crash], { maxCommands: 50, size: 'max' }),
        async (commands) => {
          const real = new Real();
          real.library.transaction((db) => {
            const collectionId = insertCollection(db, { name: 'Work', nowMs: 1 });
            for (const name of ['one', 'two']) addSource(db, collectionId, name);
          });
          try {
            await fc.asyncModelRun(() => ({ model: new Model(), real }), commands);
          } finally {
            await real.dispose();
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
