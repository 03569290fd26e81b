import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChangeFeed } from '../../../../src/engine/base/change-feed.ts';
import type { EngineEvent } from '../../../../src/shared/domain/event.ts';

const change = (collectionId: number) => ({ type: 'documents-changed', collectionId }) as const;

async function take(stream: AsyncGenerator<EngineEvent>, count: number): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  for (let index = 0; index < count; index += 1) {
    const next = await stream.next();
    if (next.done) break;
    events.push(next.value);
  }
  await stream.return(undefined);
  return events;
}

describe('the change feed', () => {
  it('gives a reloaded window exactly what it missed, in order, whatever it saw before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.nat(60), async (emitted, seen) => {
        const feed = createChangeFeed('epoch', 1_000);
        for (let index = 1; index <= emitted; index += 1) feed.emit(change(index));
        const after = Math.min(seen, emitted);
        const missed = await take(feed.subscribe({ epoch: 'epoch', seq: after }), emitted - after);
        expect(missed.map((event) => event.seq)).toEqual(Array.from({ length: emitted - after }, (_, index) => after + 1 + index));
      }),
    );
  });

  it('tells a window of another epoch, a new one and one that fell too far behind to fetch anew', async () => {
    const feed = createChangeFeed('epoch', 5);
    for (let index = 1; index <= 20; index += 1) feed.emit(change(index));
    for (const after of [null, { epoch: 'before the restart', seq: 20 }, { epoch: 'epoch', seq: 3 }]) {
      const [first] = await take(feed.subscribe(after), 1);
      expect(first?.change.type).toBe('reset');
      expect(first?.seq).toBe(20);
    }
  });

  it('wakes a waiting subscriber and ends it on abort', async () => {
    const feed = createChangeFeed('epoch');
    const abort = new AbortController();
    const stream = feed.subscribe({ epoch: 'epoch', seq: 0 }, abort.signal);
    const next = stream.next();
    feed.emit(change(7));
    expect((await next).value).toMatchObject({ seq: 1, change: change(7) });
    const ended = stream.next();
    abort.abort();
    expect((await ended).done).toBe(true);
  });
});
