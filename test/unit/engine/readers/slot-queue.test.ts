import { expect, test } from 'vitest';
import { createSlotQueue } from '../../../../src/engine/ingestion/readers/slot-queue.ts';

const never = new AbortController().signal;

/** Who gets the one slot, one after the other. */
async function order(askers: readonly { name: string; isUrgent?: boolean; signal?: AbortSignal }[]): Promise<string[]> {
  const queue = createSlotQueue(['slot']);
  const slot = await queue.take(never);
  const served: string[] = [];
  const done = askers.map(async ({ name, signal = never, ...options }) => {
    const taken = await queue.take(signal, options).catch(() => null);
    if (taken === null) return;
    served.push(name);
    queue.giveBack(taken);
  });
  queue.giveBack(slot);
  await Promise.all(done);
  return served;
}

test('what a person waits for gets the next slot, before what came earlier; else first come, first served', async () => {
  const askers = [{ name: 'a' }, { name: 'b' }, { name: 'shown', isUrgent: true }, { name: 'c' }, { name: 'shown too', isUrgent: true }];
  expect(await order(askers)).toEqual(['shown', 'shown too', 'a', 'b', 'c']);
});

test('who gives up waiting holds up nobody', async () => {
  const queue = createSlotQueue(['slot']);
  const slot = await queue.take(never);
  const controller = new AbortController();
  const given = [queue.take(controller.signal, { isUrgent: true }), queue.take(controller.signal)];
  const next = queue.take(never);
  controller.abort(new Error('enough'));
  for (const each of given) await expect(each).rejects.toThrow('enough');
  queue.giveBack(slot);
  expect(await next).toBe('slot');
});
