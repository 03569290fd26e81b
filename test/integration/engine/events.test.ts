import { expect, test } from 'vitest';
import type { EngineEvent } from '../../../src/shared/domain/event.ts';
import { openHome, until, type Client } from './whole-engine.ts';

/** Follows the changes until it is stopped. */
function follow(client: Client, after: { epoch: string; seq: number } | null) {
  const stop = new AbortController();
  const seen: EngineEvent[] = [];
  const ended = (async () => {
    for await (const event of await client.system.events(after, { signal: stop.signal })) seen.push(event);
  })().catch(() => {});
  return {
    seen,
    async stop() {
      stop.abort();
      await ended;
    },
  };
}

test('two windows see the same changes in the same order, without holes', async () => {
  await using home = openHome();
  for (let at = 0; at < 12; at += 1) home.put(`${at}.md`, `Paragraph ${at} speaks of the sea.\n`);
  home.put('broken.pdf', 'this is no PDF');
  await using whole = await home.open();
  const [one, other] = [follow(whole.client, null), follow(whole.window(), null)];
  await until(() => one.seen.length > 0 && other.seen.length > 0);
  await whole.addFolder();
  await whole.engine.whenIdle();
  await whole.use('chat', 'chat-scripted');
  await whole.ask('What of the sea?');
  await whole.client.collections.create({ name: 'Last' });
  const isLast = (event: EngineEvent | undefined): boolean => event?.change.type === 'collections-changed';
  await until(() => isLast(one.seen.at(-1)) && isLast(other.seen.at(-1)));
  await Promise.all([one.stop(), other.stop()]);

  expect(one.seen[0]?.change.type).toBe('reset');
  const [first] = one.seen;
  expect(one.seen.map(({ seq }) => seq - (first?.seq ?? 0))).toEqual(one.seen.map((_event, index) => index));
  expect(other.seen).toEqual(one.seen);
  const types = new Set(one.seen.map(({ change }) => change.type));
  for (const type of ['source-changed', 'documents-changed', 'threads-changed', 'answer-changed', 'model-changed'] as const)
    expect(types).toContain(type);
  expect(whole.bugs).toEqual([]);
});

test('a window that was away gets what it missed; after another life of the engine it is told to begin anew', async () => {
  await using home = openHome();
  let position: { epoch: string; seq: number };
  {
    await using whole = await home.open();
    const first = follow(whole.client, null);
    await until(() => first.seen.length > 0);
    await whole.client.collections.create({ name: 'One' });
    await until(() => first.seen.length > 1);
    await first.stop();
    const last = first.seen.at(-1) as EngineEvent;
    for (const name of ['Two', 'Three', 'Four']) await whole.client.collections.create({ name });

    const back = follow(whole.window(), { epoch: last.epoch, seq: last.seq });
    await until(() => back.seen.length >= 3);
    await back.stop();
    expect(back.seen.map(({ seq, change }) => [seq - last.seq, change.type])).toEqual([
      [1, 'collections-changed'],
      [2, 'collections-changed'],
      [3, 'collections-changed'],
    ]);
    position = { epoch: last.epoch, seq: last.seq };
    expect(whole.bugs).toEqual([]);
  }
  await using again = await home.open();
  const anew = follow(again.client, position);
  await until(() => anew.seen.length > 0);
  await anew.stop();
  expect(anew.seen[0]?.change).toEqual({ type: 'reset' });
  expect(anew.seen[0]?.epoch).not.toBe(position.epoch);
});
