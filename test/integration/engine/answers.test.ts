import { describe, expect, test } from 'vitest';
import type { AnswerEvent, AnswerPart } from '../../../src/shared/domain/answer.ts';
import { failure, openHome, type Home, type WholeEngine } from './whole-engine.ts';

type Finish = Extract<AnswerPart, { type: 'finish' }>;
const finishOf = (events: readonly AnswerEvent[]): Finish => {
  const last = events.at(-1)?.part;
  if (last?.type !== 'finish') throw new Error('the answer did not finish');
  return last;
};
const textOf = (events: readonly AnswerEvent[]): string => events.map(({ part }) => (part.type === 'text-delta' ? part.text : '')).join('');

/** A document whose passages a model without a script babbles about for a while. */
function putLease(home: Home): void {
  home.put('lease.md', `# Lease\n\n${'The deposit is three monthly rents and it is kept on a separate account. '.repeat(10)}\n`);
}

async function withChat(home: Home): Promise<WholeEngine> {
  putLease(home);
  const whole = await home.open();
  await whole.addFolder();
  await whole.engine.whenIdle();
  await whole.use('chat', 'chat');
  return whole;
}

describe('when the models process is killed', () => {
  test('while an answer is written, the answer fails with the reason and keeps its words, and the next question is answered', async () => {
    await using home = openHome();
    await using whole = await withChat(home);
    // On a busy machine the answer may be complete before its first word is seen here; then it is asked again.
    const killWhileItWrites = async () => {
      let dead: number | undefined;
      const asked = await whole.ask('How high is the deposit?', ({ part }) => {
        if (part.type !== 'text-delta' || dead !== undefined) return;
        // The process that writes now: after a kill that came too late it is another one.
        dead = whole.models.pid;
        process.kill(dead as number, 'SIGKILL');
      });
      return { ...asked, dead };
    };
    let { answerId, events, dead } = await killWhileItWrites();
    for (let tries = 0; tries < 4 && finishOf(events)?.state === 'done'; tries += 1)
      ({ answerId, events, dead } = await killWhileItWrites());
    expect(finishOf(events)).toMatchObject({ state: 'failed', error: { code: 'process-lost', retryable: true } });
    const kept = await whole.client.answers.get({ answerId });
    expect(kept).toMatchObject({ state: 'failed', kind: 'generated', text: textOf(events), error: { code: 'process-lost' } });
    expect(kept.text).not.toBe('');

    const next = await whole.ask('And how high is the deposit now?');
    expect(finishOf(next.events)).toMatchObject({ state: 'done', error: null });
    expect(whole.models.pid).not.toBe(dead);
    expect(whole.bugs).toEqual([]);
  });

  test('before the first word, the question is asked again and answered', async () => {
    await using home = openHome();
    await using whole = await withChat(home);
    let isKilled = false;
    const { events } = await whole.ask('How high is the deposit?', ({ part }) => {
      if (part.type !== 'stage-start' || part.stage !== 'pack' || isKilled) return;
      isKilled = true;
      process.kill(whole.models.pid as number, 'SIGKILL');
    });
    expect(isKilled).toBe(true);
    expect(finishOf(events)).toMatchObject({ state: 'done', error: null });
    expect(whole.bugs).toEqual([]);
  });
});

test('an answer that is stopped keeps what was said, and its receipt', async () => {
  await using home = openHome();
  await using whole = await withChat(home);
  const stops: Promise<void>[] = [];
  const { answerId, events } = await whole.ask('How high is the deposit?', ({ part }, id) => {
    if (part.type === 'text-delta' && stops.length === 0) stops.push(whole.client.answers.cancel({ answerId: id }));
  });
  await Promise.all(stops);
  expect(finishOf(events)).toMatchObject({ state: 'cancelled', error: null, receipt: { finishReason: 'cancelled' } });
  expect(await whole.client.answers.get({ answerId })).toMatchObject({ state: 'cancelled', text: textOf(events) });
});

test('a second window reads the same answer from any point, while it is written and afterwards', async () => {
  await using home = openHome();
  await using whole = await withChat(home);
  const late = whole.window();
  const readers: Promise<AnswerEvent[]>[] = [];
  const read = async (answerId: number, after: number): Promise<AnswerEvent[]> => {
    const seen: AnswerEvent[] = [];
    for await (const event of await late.answers.stream({ answerId, after })) seen.push(event);
    return seen;
  };
  const { answerId, events } = await whole.ask('How high is the deposit?', ({ seq, part }, id) => {
    if (part.type === 'text-delta' && readers.length < 3) readers.push(read(id, seq - 1), read(id, 0));
  });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
  for (const seen of await Promise.all([...readers, read(answerId, 0)])) {
    expect(seen).toEqual(events.slice(events.length - seen.length));
    expect(seen.length).toBeGreaterThan(1);
  }
  expect(await read(answerId, events.length)).toEqual([]);
});

test('an answer outlives the window that asked and the engine that wrote it', async () => {
  await using home = openHome();
  let asked: { answerId: number; threadId: number };
  {
    await using whole = await withChat(home);
    asked = await whole.client.answers.ask({ collectionId: whole.collectionId, threadId: null, question: 'How high is the deposit?' });
    for await (const event of await whole.window().answers.stream({ answerId: asked.answerId })) if (event.part.type === 'finish') break;
  }
  await using again = await home.open();
  const events: AnswerEvent[] = [];
  for await (const event of await again.client.answers.stream({ answerId: asked.answerId })) events.push(event);
  const kept = await again.client.answers.get({ answerId: asked.answerId });
  expect(kept).toMatchObject({ state: 'done', kind: 'generated', text: textOf(events) });
  expect(finishOf(events).receipt).toEqual(kept.receipt);
  expect((await again.client.ledger.receipts({})).map((receipt) => receipt.answerId)).toEqual([asked.answerId]);
  expect(await failure(again.client.answers.get({ answerId: 99 }))).toMatchObject({ code: 'not-found' });
  expect(again.bugs).toEqual([]);
});
