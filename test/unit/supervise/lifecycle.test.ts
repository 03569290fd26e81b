import { describe, expect, test } from 'vitest';
import { createLifecycle, type LifecycleOptions, type ProcessState } from '../../../src/supervise/lifecycle.ts';
import { createFakeTime, createScriptedFork, settle } from './scripted-fork.ts';

function setUp(options: Partial<LifecycleOptions> = {}) {
  const time = createFakeTime();
  const script = createScriptedFork();
  const states: ProcessState[] = [];
  const lifecycle = createLifecycle({
    kind: 'models',
    fork: script.fork,
    time,
    helloTimeoutMs: 1_000,
    onState: (state) => states.push(state),
    ...options,
  });
  return { time, script, states, lifecycle, last: () => script.children.at(-1) };
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('start', () => {
  test('waits for the first wish, and for the hello', async () => {
    const { lifecycle, script, states, last } = setUp();
    await settle();
    expect(script.children).toHaveLength(0);
    const ready = lifecycle.ready();
    await settle();
    expect(lifecycle.state).toBe('starting');
    expect(lifecycle.handle()).toBeUndefined();
    last()?.sayHello();
    expect((await ready).pid).toBe(1001);
    expect(states).toEqual(['starting', 'ready']);
  });

  test('happens once, however many wait for it', async () => {
    const { lifecycle, script, last } = setUp();
    const all = Promise.all([lifecycle.ready(), lifecycle.ready(), lifecycle.ready()]);
    await settle();
    last()?.sayHello();
    expect(new Set(await all).size).toBe(1);
    expect(script.children).toHaveLength(1);
  });

  test('of a process that says nothing is ended and tried again', async () => {
    const { lifecycle, script, time, last } = setUp();
    const ready = lifecycle.ready();
    await time.advance(1_000);
    expect(script.children[0]?.signals).toEqual(['SIGKILL']);
    expect(lifecycle.state).toBe('waiting');
    await time.advance(200);
    last()?.sayHello();
    await expect(ready).resolves.toMatchObject({ pid: 1002 });
  });

  test('of a process of another version is not tried again, and says why', async () => {
    const { lifecycle, script, time, last } = setUp();
    const failed = failure(lifecycle.ready());
    await settle();
    last()?.sayHello(999);
    expect(await failed).toMatchObject({ code: 'protocol-mismatch' });
    await time.advance(3_600_000);
    expect(lifecycle.state).toBe('broken');
    expect(script.children).toHaveLength(1);
    expect(script.alive()).toHaveLength(0);
    expect(await failure(lifecycle.ready())).toMatchObject({ code: 'protocol-mismatch' });
  });
});

describe('after a crash', () => {
  test('the pauses grow, and a long calm makes them short again', async () => {
    const { lifecycle, time, last } = setUp({ breaker: { crashes: 100 } });
    const pauses: number[] = [];
    void lifecycle.ready();
    for (let crash = 0; crash < 5; crash++) {
      await settle();
      last()?.sayHello();
      await settle();
      if (crash === 3) await time.advance(30_000);
      last()?.die();
      await settle();
      const diedAtMs = time.nowMs();
      while (lifecycle.state === 'waiting') await time.advance(50);
      pauses.push(time.nowMs() - diedAtMs);
    }
    expect(pauses).toEqual([200, 400, 800, 200, 400]);
  });

  test('chance lengthens and shortens the pauses, so that processes do not come back in step', async () => {
    const { createRestartPolicy, defaultBackoff, defaultBreaker } = await import('../../../src/supervise/restart-policy.ts');
    const time = createFakeTime();
    const pauseWith = (random: number): unknown =>
      createRestartPolicy(defaultBackoff, defaultBreaker, { ...time, random: () => random }).onCrash(0);
    expect(pauseWith(0)).toEqual({ restartInMs: 160 });
    expect(pauseWith(0.5)).toEqual({ restartInMs: 200 });
    expect(pauseWith(0.75)).toEqual({ restartInMs: 220 });
  });

  test('the third within a minute opens the breaker; the cool-down closes it', async () => {
    const { lifecycle, script, time, last } = setUp();
    void lifecycle.ready();
    for (let crash = 0; crash < 3; crash++) {
      await time.advance(1_000);
      last()?.sayHello();
      await settle();
      last()?.die();
      await settle();
    }
    expect(lifecycle.state).toBe('broken');
    await time.advance(20_000);
    expect(await failure(lifecycle.ready())).toMatchObject({ code: 'process-unavailable', retryAfterMs: 40_000 });
    await time.advance(40_000);
    expect(lifecycle.state).toBe('stopped');
    expect(script.children).toHaveLength(3);
    void lifecycle.ready();
    await settle();
    expect(script.children).toHaveLength(4);
  });

  test('crashes far apart never open the breaker', async () => {
    const { lifecycle, time, last } = setUp();
    void lifecycle.ready();
    await settle();
    for (let crash = 0; crash < 10; crash++) {
      last()?.sayHello();
      await time.advance(31_000);
      expect(lifecycle.state).toBe('ready');
      last()?.die();
      await time.advance(250);
    }
  });
});

describe('an end in good order', () => {
  test('asks first, then terminates, then kills', async () => {
    for (const [obeys, signals] of [
      ['shutdown', ['shutdown']],
      ['SIGTERM', ['shutdown', 'SIGTERM']],
      ['SIGKILL', ['shutdown', 'SIGTERM', 'SIGKILL']],
    ] as const) {
      const { lifecycle, script, time, last } = setUp();
      script.obeys = obeys;
      void lifecycle.ready();
      await settle();
      last()?.sayHello();
      await settle();
      const disposed = lifecycle.dispose();
      await time.advance(60_000);
      await disposed;
      expect(last()?.signals).toEqual(signals);
      expect(script.alive()).toHaveLength(0);
    }
  });

  test('during a restart the new process starts only when the old one is gone', async () => {
    const { lifecycle, script, time, last } = setUp({ helloTimeoutMs: 10_000 });
    script.obeys = 'SIGTERM';
    void lifecycle.ready();
    await settle();
    last()?.sayHello();
    await settle();
    const restarted = lifecycle.restart('test');
    await time.advance(4_000);
    expect(script.children).toHaveLength(1);
    await time.advance(2_000);
    expect(script.alive()).toEqual([script.children[1]]);
    last()?.sayHello();
    await restarted;
    expect(lifecycle.state).toBe('ready');
  });

  test('while a fork is under way ends that process too, before it is over', async () => {
    const { lifecycle, script, time } = setUp();
    script.hold();
    const waiting = failure(lifecycle.ready());
    await settle();
    let over = false;
    const disposed = lifecycle.dispose().then(() => (over = true));
    expect(await waiting).toMatchObject({ code: 'process-unavailable' });
    await settle();
    expect(over).toBe(false);
    script.release();
    await time.advance(60_000);
    await disposed;
    expect(script.children).toHaveLength(1);
    expect(script.alive()).toHaveLength(0);
  });
});
