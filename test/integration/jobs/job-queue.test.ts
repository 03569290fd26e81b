import { describe, expect, it, onTestFinished } from 'vitest';
import { AppError } from '../../../src/shared/errors.ts';
import { createJobQueue, type JobHandler, type JobHandlers, type JobRequest } from '../../../src/engine/jobs/job-queue.ts';
import { statement, type NoValues } from '../../../src/engine/store/handles.ts';
import type { Library } from '../../../src/engine/store/open.ts';
import { getSource, removeSource } from '../../../src/engine/store/sources.ts';
import { addSource } from '../store/sample-content.ts';
import { openTestLibrary, tempLibrary, testClock, testLogger } from '../store/temp-library.ts';
import { controlledHandler, settled } from './controlled-handler.ts';

const once = { concurrency: 1, recovery: 'requeue', maxAttempts: 1 } as const;

function queueOn(library: Library, handlers: JobHandlers, clock = testClock()) {
  const logger = testLogger();
  const queue = createJobQueue({ library, clock, logger, suspectsRestMs: 0 });
  onTestFinished(() => queue.dispose());
  queue.start(handlers);
  const enqueue = (request: Partial<JobRequest> & { key: string }) =>
    library.transaction((db) => queue.enqueue(db, { kind: 'read', sourceId: null, priority: 0, payload: null, ...request }));
  return { queue, enqueue, logger, clock };
}

const rowsOf = (library: Library) =>
  library.read.all(
    statement<NoValues, { key: string; state: string; attempts: number }>('test.jobs', 'select key, state, attempts from job order by id'),
    {},
  );
const keys = (runs: readonly { job: { key: string } }[]) => runs.map(({ job }) => job.key);

describe('the job queue', () => {
  it('runs the highest priority first, then the oldest, as many at once as the kind allows', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler({ ...once, concurrency: 2 });
    const { enqueue } = queueOn(library, { read: handler });
    library.transaction(() => {
      for (const [key, priority] of [
        ['a', 0],
        ['b', 0],
        ['c', 5],
        ['d', 0],
      ] as const)
        enqueue({ key, priority });
    });
    await settled();
    expect(keys(runs)).toEqual(['c', 'a']);
    runs[0]?.finish();
    await settled();
    expect(keys(runs)).toEqual(['a', 'b']);
  });

  it('never gives all its runs to jobs of low priority, and none fewer to the others', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler({ ...once, concurrency: 3, lowPriority: { below: 1, concurrency: 1 } });
    const { enqueue } = queueOn(library, { read: handler });
    library.transaction(() => {
      for (const key of ['large-a', 'large-b', 'large-c']) enqueue({ key, priority: 0 });
    });
    await settled();
    expect(keys(runs)).toEqual(['large-a']);
    library.transaction(() => {
      for (const key of ['small-a', 'small-b', 'small-c']) enqueue({ key, priority: 1 });
    });
    await settled();
    expect(keys(runs)).toEqual(['large-a', 'small-a', 'small-b']);
    runs[0]?.finish();
    await settled();
    expect(keys(runs)).toEqual(['small-a', 'small-b', 'small-c']);
    runs[0]?.finish();
    await settled();
    expect(keys(runs)).toEqual(['small-b', 'small-c', 'large-b']);
  });

  it('asks anew how many runs a kind may have, so that it can step back', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler(once);
    let concurrency = 1;
    const changing: JobHandler = {
      recovery: 'requeue',
      maxAttempts: 1,
      run: handler.run,
      get concurrency() {
        return concurrency;
      },
    };
    const { enqueue, queue } = queueOn(library, { read: changing });
    library.transaction(() => {
      for (const key of ['a', 'b', 'c']) enqueue({ key });
    });
    await settled();
    expect(keys(runs)).toEqual(['a']);
    concurrency = 2;
    queue.wake();
    await settled();
    expect(keys(runs)).toEqual(['a', 'b']);
  });

  it('starts a job only when the transaction that asked for it is committed', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler(once);
    const { enqueue } = queueOn(library, { read: handler });
    expect(() =>
      library.transaction(() => {
        enqueue({ key: 'a' });
        throw new Error('stop');
      }),
    ).toThrow();
    await settled();
    expect(runs).toEqual([]);
    expect(rowsOf(library)).toEqual([]);
  });

  it('gives the handler what was enqueued', async () => {
    const { library, sourceId } = tempLibrary();
    const { handler, runs } = controlledHandler(once);
    const { enqueue } = queueOn(library, { read: handler });
    enqueue({ key: 'a', sourceId, priority: 3, payload: { path: 'x', depth: [1, 2] } });
    await settled();
    expect(runs[0]?.job).toEqual({
      id: 1,
      kind: 'read',
      key: 'a',
      sourceId,
      priority: 3,
      payload: { path: 'x', depth: [1, 2] },
      attempt: 1,
    });
  });

  it('has one job for a kind and key: asked for again while it waits, it runs once with the newest payload', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler(once);
    const { enqueue, queue } = queueOn(library, { read: handler });
    library.transaction(() => [1, 2, 3].forEach((payload) => enqueue({ key: 'a', payload })));
    await settled();
    expect(runs.map(({ job }) => job.payload)).toEqual([3]);
    runs[0]?.finish();
    await queue.whenIdle();
    expect(rowsOf(library)).toEqual([]);
  });

  it('runs a job once more that was asked for while it ran', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler({ ...once, concurrency: 3 });
    const { enqueue } = queueOn(library, { read: handler });
    enqueue({ key: 'a', payload: 1 });
    await settled();
    enqueue({ key: 'a', payload: 2 });
    await settled();
    expect(runs).toHaveLength(1);
    runs[0]?.finish();
    await settled();
    expect(runs.map(({ job }) => job.payload)).toEqual([2]);
  });

  it('goes on when a handler throws, also before its first await', async () => {
    const { library } = tempLibrary();
    const done: string[] = [];
    const { enqueue, queue, logger } = queueOn(library, {
      read: {
        ...once,
        run(job) {
          if (job.key === 'bad') throw new TypeError('a bug with private words');
          done.push(job.key);
          return Promise.resolve();
        },
      },
    });
    library.transaction(() => ['bad', 'good'].forEach((key) => enqueue({ key })));
    await queue.whenIdle();
    expect(done).toEqual(['good']);
    expect(rowsOf(library)).toEqual([{ key: 'bad', state: 'failed', attempts: 1 }]);
    expect(logger.lines).toMatchObject([{ level: 'error', message: 'job failed', facts: { code: 'internal', attempts: 1 } }]);
    expect(JSON.stringify(logger.lines)).not.toContain('private');
  });

  it('tries again later and later, and gives up after as many runs as allowed', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler({ ...once, maxAttempts: 3 });
    const { enqueue, queue, clock } = queueOn(library, { read: handler });
    enqueue({ key: 'a' });
    for (const [attempt, delayMs] of [
      [1, 1000],
      [2, 2000],
    ] as const) {
      await settled();
      expect(runs[0]?.job.attempt).toBe(attempt);
      runs[0]?.fail(new Error('again'));
      await settled();
      clock.advance(delayMs - 1);
      queue.wake();
      await settled();
      expect(runs).toEqual([]);
      clock.advance(1);
      queue.wake();
    }
    await settled();
    runs[0]?.fail(new Error('again'));
    await queue.whenIdle();
    expect(rowsOf(library)).toEqual([{ key: 'a', state: 'failed', attempts: 3 }]);
    enqueue({ key: 'a' });
    await settled();
    expect(runs[0]?.job.attempt).toBe(1);
  });

  it('does not try again what cannot succeed', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler({ ...once, maxAttempts: 9 });
    const { enqueue, queue } = queueOn(library, { read: handler });
    enqueue({ key: 'a' });
    await settled();
    runs[0]?.fail(new AppError('read-corrupt', 'x is damaged'));
    await queue.whenIdle();
    expect(rowsOf(library)).toMatchObject([{ state: 'failed', attempts: 1 }]);
  });

  it('remembers how often a waiting job was begun when it is asked for again, so that it is given up some time', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler({ ...once, maxAttempts: 2 });
    const { enqueue, queue, clock } = queueOn(library, { read: handler });
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      enqueue({ key: 'a' });
      await settled();
      runs[0]?.fail(new Error('again'));
      await settled();
      clock.advance(60_000);
    }
    await queue.whenIdle();
    expect(rowsOf(library)).toEqual([{ key: 'a', state: 'failed', attempts: 2 }]);
  });

  it('tells the handler what is given up, in the same transaction, also what an earlier life ended at', async () => {
    const { library, path } = tempLibrary();
    const told: unknown[] = [];
    const handlers = (run: JobHandler['run']): JobHandlers => ({
      read: {
        ...once,
        run,
        givenUp(db, { key, attempt }, { code }) {
          const job = db.get(statement<{ key: string }, { state: string }>('test.state', 'select state from job where key = @key'), {
            key,
          });
          told.push([key, attempt, code, job?.state]);
        },
      },
    });
    const { enqueue, queue } = queueOn(
      library,
      handlers(() => Promise.reject(new AppError('store-full', 'no space'))),
    );
    enqueue({ key: 'a' });
    await queue.whenIdle();
    expect(told).toEqual([['a', 1, 'store-full', 'failed']]);

    await queue.dispose();
    const held = controlledHandler(once);
    const second = queueOn(library, handlers(held.handler.run));
    second.enqueue({ key: 'b' });
    await settled();
    library.close();
    await queueOn(
      openTestLibrary(path),
      handlers(() => Promise.resolve()),
    ).queue.whenIdle();
    expect(told.slice(1)).toEqual([['b', 1, 'process-lost', 'failed']]);
  });

  it('waits as long as an error asks for', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler({ ...once, maxAttempts: 9 });
    const { enqueue, queue, clock } = queueOn(library, { read: handler });
    enqueue({ key: 'a' });
    await settled();
    runs[0]?.fail(new AppError('process-unavailable', 'wait', { retryAfterMs: 30_000 }));
    await settled();
    clock.advance(29_999);
    queue.wake();
    await settled();
    expect(runs).toEqual([]);
    clock.advance(1);
    queue.wake();
    await settled();
    expect(runs).toHaveLength(1);
  });
});

describe('a job that was begun twice without an end', () => {
  it('runs alone', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler({ ...once, concurrency: 3, maxAttempts: 5 });
    const { enqueue, queue, clock } = queueOn(library, { read: handler });
    library.transaction(() => ['a', 'b', 'c'].forEach((key) => enqueue({ key })));
    for (let time = 0; time < 2; time += 1) {
      await settled();
      runs.find(({ job }) => job.key === 'b')?.fail(new Error('again'));
      await settled();
      clock.advance(60_000);
      queue.wake();
    }
    await settled();
    expect(keys(runs)).toEqual(['a', 'c']);
    while (runs.length > 0) runs[0]?.finish();
    await settled();
    enqueue({ key: 'd' });
    await settled();
    expect(keys(runs)).toEqual(['b']);
    runs[0]?.finish();
    await settled();
    expect(keys(runs)).toEqual(['d']);
    runs[0]?.finish();
    await queue.whenIdle();
  });
});

describe('a job that earlier lives ended at', () => {
  it('waits in each life while others run, so that it is begun late or not at all in one that is cut short', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler({ ...once, concurrency: 2, maxAttempts: 5 });
    const { enqueue, queue } = queueOn(library, { read: handler });
    await queue.dispose();
    library.transaction(() => {
      for (const key of ['often', 'once']) enqueue({ key });
    });
    library.transaction((db) => db.run({ name: 'test.begun', sql: "update job set attempts = 2 where key = 'often'" }, {}));
    const next = createJobQueue({ library, clock: testClock(), logger: testLogger(), suspectsRestMs: 40 });
    onTestFinished(() => next.dispose());
    next.start({ read: handler });
    await settled();
    expect(keys(runs)).toEqual(['once']);
    runs[0]?.finish();
    await expect.poll(() => keys(runs)).toEqual(['often']);
  });
});

describe('pausing a source', () => {
  it('stops its runs without counting them, holds its queue over a restart, and lets others run', async () => {
    const { library, path, sourceId, collectionId } = tempLibrary();
    const { handler, runs } = controlledHandler({ ...once, concurrency: 2 });
    const { enqueue, queue } = queueOn(library, { read: handler });
    const other = library.transaction((db) => addSource(db, collectionId, 'other'));
    library.transaction(() => {
      enqueue({ key: 'a', sourceId });
      enqueue({ key: 'b', sourceId });
      enqueue({ key: 'c', sourceId: other });
    });
    await settled();
    const reasons = runs.map(({ signal }) => signal);
    queue.pauseSource(sourceId);
    await settled();
    expect(reasons.map((signal) => (signal.reason as Error | undefined)?.name)).toEqual(['AbortError', 'AbortError']);
    expect(keys(runs)).toEqual(['c']);
    expect(queue.counts(sourceId)).toEqual({ queued: 2, running: 0 });
    runs[0]?.finish();
    await queue.whenIdle();
    await queue.dispose();
    library.close();

    const again = openTestLibrary(path);
    expect(getSource(again.read, sourceId).paused).toBe(true);
    const later = controlledHandler(once);
    const { queue: second } = queueOn(again, { read: later.handler });
    await second.whenIdle();
    expect(later.runs).toEqual([]);
    second.resumeSource(sourceId);
    await settled();
    expect(later.runs.map(({ job }) => [job.key, job.attempt])).toEqual([['a', 1]]);
  });
});

describe('cancelling a source', () => {
  it('takes out its jobs and stops its runs, and only its', async () => {
    const { library, sourceId, collectionId } = tempLibrary();
    const { handler, runs } = controlledHandler({ ...once, concurrency: 2 });
    const { enqueue, queue } = queueOn(library, { read: handler });
    const other = library.transaction((db) => addSource(db, collectionId, 'other'));
    library.transaction(() => {
      enqueue({ key: 'a', sourceId });
      enqueue({ key: 'b', sourceId });
      enqueue({ key: 'c', sourceId: other });
    });
    await settled();
    await queue.cancelSource(sourceId);
    await settled();
    expect(rowsOf(library).map(({ key }) => key)).toEqual(['c']);
    expect(keys(runs)).toEqual(['c']);
  });

  it('takes a long queue out in slices; none of it starts meanwhile, others do, and what is put in afterwards stays', async () => {
    const { library, sourceId, collectionId } = tempLibrary();
    const { handler, runs } = controlledHandler(once);
    const { enqueue, queue } = queueOn(library, { read: handler });
    const other = library.transaction((db) => addSource(db, collectionId, 'other'));
    library.transaction(() => {
      for (let at = 0; at < 5000; at += 1) enqueue({ key: `${at}`, sourceId, priority: 1 });
      enqueue({ key: 'c', sourceId: other });
    });
    await settled();
    const cancelled = queue.cancelSource(sourceId);
    expect(queue.counts(sourceId).queued + queue.counts(sourceId).running).toBe(3000);
    enqueue({ key: 'new', sourceId });
    await expect.poll(() => keys(runs)).toEqual(['c']);
    await cancelled;
    expect(rowsOf(library).map(({ key }) => key)).toEqual(['c', 'new']);
    runs[0]?.finish();
    await settled();
    expect(keys(runs)).toEqual(['new']);
  });

  it('does not start the same job anew while its stopped run is still at it', async () => {
    const { library, sourceId } = tempLibrary();
    const { handler, runs } = controlledHandler({ ...once, concurrency: 2, ignoresStop: true });
    const { enqueue, queue } = queueOn(library, { read: handler });
    enqueue({ key: 'a', sourceId, payload: 'old' });
    await settled();
    const cancelled = queue.cancelSource(sourceId);
    enqueue({ key: 'a', sourceId, payload: 'new' });
    await cancelled;
    await settled();
    expect(runs.map(({ job }) => job.payload)).toEqual(['old']);
    runs[0]?.finish();
    await settled();
    expect(runs.map(({ job }) => job.payload)).toEqual(['new']);
    expect(rowsOf(library)).toMatchObject([{ key: 'a', state: 'running' }]);
    runs[0]?.finish();
    await queue.whenIdle();
  });

  it('is what removing the source does to its queue', async () => {
    const { library, sourceId } = tempLibrary();
    const { handler, runs } = controlledHandler(once);
    const { enqueue, queue } = queueOn(library, { read: handler });
    library.transaction(() => ['a', 'b'].forEach((key) => enqueue({ key, sourceId })));
    await settled();
    await queue.cancelSource(sourceId);
    library.transaction((db) => removeSource(db, sourceId));
    await queue.whenIdle();
    expect(rowsOf(library)).toEqual([]);
    expect(runs).toEqual([]);
  });
});

describe('the end of the queue', () => {
  it('stops the runs, waits for them and leaves them queued', async () => {
    const { library } = tempLibrary();
    const { handler, runs } = controlledHandler(once);
    const { enqueue, queue } = queueOn(library, { read: handler });
    library.transaction(() => ['a', 'b'].forEach((key) => enqueue({ key })));
    await settled();
    await queue.dispose();
    expect(runs).toEqual([]);
    expect(rowsOf(library)).toEqual([
      { key: 'a', state: 'queued', attempts: 0 },
      { key: 'b', state: 'queued', attempts: 0 },
    ]);
  });

  it('releases whoever waits for idleness', async () => {
    const { library } = tempLibrary();
    const { handler } = controlledHandler({ ...once, ignoresStop: false });
    const { enqueue, queue } = queueOn(library, { read: handler });
    enqueue({ key: 'a' });
    const idle = queue.whenIdle();
    await settled();
    await queue.dispose();
    await expect(idle).resolves.toBeUndefined();
  });
});

describe('listening', () => {
  it('tells of begin and end with the source, and survives a listener that throws', async () => {
    const { library, sourceId } = tempLibrary();
    const { handler, runs } = controlledHandler(once);
    const { enqueue, queue } = queueOn(library, { read: handler });
    const heard: (number | null)[] = [];
    queue.onChange(() => {
      throw new Error('listener');
    });
    const stop = queue.onChange((id) => heard.push(id));
    enqueue({ key: 'a', sourceId });
    await settled();
    runs[0]?.finish();
    await queue.whenIdle();
    stop();
    enqueue({ key: 'b' });
    await settled();
    expect(heard).toEqual([sourceId, sourceId]);
    runs[0]?.finish();
    await queue.whenIdle();
  });
});
