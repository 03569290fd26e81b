import { describe, expect, it } from 'vitest';
import { createTurnQueue } from '../../../../src/engine/answering/turn-queue.ts';

const never = new AbortController().signal;

describe('turns at the model', () => {
  it('come one at a time in order of arrival, also after one that failed', async () => {
    const queue = createTurnQueue();
    const log: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        log.push(`${name} begins`);
        await Promise.resolve();
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
      };
    const all = await Promise.allSettled([queue.run(work('a'), never), queue.run(work('b', true), never), queue.run(work('c'), never)]);
    expect(all.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(queue.busy).toBe(false);
  });

  it('are given away by an abort while waiting, with its reason', async () => {
    const queue = createTurnQueue();
    const gate = Promise.withResolvers<void>();
    const first = queue.run(() => gate.promise, never);
    const controller = new AbortController();
    const second = queue.run(async () => 'never', controller.signal);
    const third = queue.run(async () => 'third', never);
    const reason = new Error('gone');
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    gate.resolve();
    await first;
    expect(await third).toBe('third');
  });
});
