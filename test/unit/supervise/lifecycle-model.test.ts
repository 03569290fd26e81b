import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLifecycle } from '../../../src/supervise/lifecycle.ts';
import { createFakeTime, createScriptedFork, settle } from './scripted-fork.ts';

const HELLO_MS = 1_000;
const COOL_DOWN_MS = 60_000;

/** What may happen to a supervised process, in any order. */
const step = fc.oneof(
  fc.constant({ do: 'want' as const }),
  fc.constant({ do: 'hello' as const }),
  fc.constant({ do: 'hello-other-version' as const }),
  fc.constant({ do: 'die' as const }),
  fc.constant({ do: 'lose-channel' as const }),
  fc.constant({ do: 'restart' as const }),
  fc.constant({ do: 'hold-forks' as const }),
  fc.constant({ do: 'release-forks' as const }),
  fc.record({ do: fc.constant('starts-fail' as const), failing: fc.boolean() }),
  fc.record({ do: fc.constant('obeys' as const), obeys: fc.constantFrom('shutdown' as const, 'SIGTERM' as const, 'SIGKILL' as const) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 100, 1_000, 10_000, 61_000) }),
);

test('whatever happens in whatever order, at most one process lives, every wish is answered, and dispose leaves none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const time = createFakeTime();
      const script = createScriptedFork();
      const lifecycle = createLifecycle({ kind: 'models', fork: script.fork, time, helloTimeoutMs: HELLO_MS });
      let open = 0;
      const wish = (promise: Promise<unknown>): void => {
        open++;
        void promise.then(
          () => open--,
          () => open--,
        );
      };
      const check = (): void => {
        expect(script.alive().length).toBeLessThanOrEqual(1);
        if (lifecycle.state === 'ready') expect(script.alive()).toHaveLength(1);
        expect(lifecycle.handle() !== undefined).toBe(lifecycle.state === 'ready');
        // Nobody may be left waiting for a process that nobody is about to start.
        if (lifecycle.state === 'broken' || lifecycle.state === 'stopped' || lifecycle.state === 'ready') expect(open).toBe(0);
      };

      for (const next of steps) {
        const child = script.alive().at(-1);
        if (next.do === 'want') wish(lifecycle.ready());
        else if (next.do === 'hello') child?.sayHello();
        else if (next.do === 'hello-other-version') child?.sayHello(999);
        else if (next.do === 'die') child?.die();
        else if (next.do === 'lose-channel') child?.far.close();
        else if (next.do === 'restart') wish(lifecycle.restart('test'));
        else if (next.do === 'hold-forks') script.hold();
        else if (next.do === 'release-forks') script.release();
        else if (next.do === 'starts-fail') script.failing = next.failing;
        else if (next.do === 'obeys') script.obeys = next.obeys;
        else await time.advance(next.ms);
        await settle();
        check();
      }

      // Left alone with a healthy process it always comes back to life when wanted.
      script.failing = false;
      script.release();
      await time.advance(COOL_DOWN_MS + 30_000);
      if (
        !(await isOfAnotherVersion(lifecycle.ready(), async () => {
          for (let tries = 0; tries < 20 && lifecycle.state !== 'ready'; tries++) {
            script.alive().at(-1)?.sayHello();
            await time.advance(500);
          }
        }))
      ) {
        expect(lifecycle.state).toBe('ready');
      }
      check();

      const disposed = lifecycle.dispose();
      await time.advance(60_000);
      await disposed;
      expect(script.alive()).toHaveLength(0);
      expect(open).toBe(0);
      const forks = script.children.length;
      await expect(lifecycle.ready()).rejects.toMatchObject({ code: 'process-unavailable' });
      await time.advance(600_000);
      expect(script.children).toHaveLength(forks);
    }),
    { numRuns: 200 },
  );
}, 60_000);

/** True when the wish failed for good because the process is of another version; only a restart cures that. */
async function isOfAnotherVersion(wish: Promise<unknown>, meanwhile: () => Promise<void>): Promise<boolean> {
  const [outcome] = await Promise.all([
    wish.then(
      () => undefined,
      (error: { code?: string }) => error.code,
    ),
    meanwhile(),
  ]);
  return outcome === 'protocol-mismatch';
}
