import { describe, expect, test } from 'vitest';
import { createTurnQueue } from '../../../src/models/turn-queue.ts';

const refused = (): Error => new Error('closed');

describe('turn queue', () => {
  test('serves in the order of asking, and a returning holder stands at the end', async () => {
    const queue = createTurnQueue();
    const order: string[] = [];
    const worker = async (name: string, turns: number): Promise<void> => {
      for (let turn = 0; turn < turns; turn += 1) {
        const release = await queue.take();
        order.push(name);
        await Promise.resolve();
        release();
      }
    };
    await Promise.all([worker('batch', 3), worker('query', 1)]);
    expect(order).toEqual(['batch', 'query', 'batch', 'batch']);
  });

  test('never lets more than the limit work at once', async () => {
    const queue = createTurnQueue(2);
    let working = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const release = await queue.take();
        most = Math.max(most, ++working);
        await Promise.resolve();
        working -= 1;
        release();
      }),
    );
    expect(most).toBe(2);
  });

  test('an aborted wait rejects with the reason and costs nobody a turn', async () => {
    const queue = createTurnQueue();
    const first = await queue.take();
    const stop = new AbortController();
    const aborted = queue.take(stop.signal);
    const later = queue.take();
    const reason = new Error('stopped by the person');
    stop.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    first();
    expect(await later).toBeTypeOf('function');
  });

  test('giving a turn back twice frees one turn only', async () => {
    const queue = createTurnQueue();
    const first = await queue.take();
    const second = queue.take();
    const third = queue.take();
    first();
    first();
    const release = await second;
    let reached = false;
    void third.then(() => (reached = true));
    await Promise.resolve();
    expect(reached).toBe(false);
    release();
    await third;
  });

  test('closing refuses those who wait and resolves when the last holder is done', async () => {
    const queue = createTurnQueue();
    const release = await queue.take();
    const waiting = queue.take();
    let closed = false;
    const closing = queue.close(refused).then(() => (closed = true));
    await expect(waiting).rejects.toThrow('closed');
    await expect(queue.take()).rejects.toThrow('closed');
    expect(closed).toBe(false);
    release();
    await closing;
  });
});
