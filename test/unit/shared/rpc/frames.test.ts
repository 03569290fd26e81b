import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrameWriter, endOfTurn, readFrame } from '../../../../src/shared/rpc/frames.ts';
import { createPortPair } from '../../../../src/shared/rpc/port-pair.ts';

const message = fc.oneof(
  { weight: 5, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
  fc.uint8Array({ maxLength: 40 }),
  fc.constant('x'.repeat(200_000)),
);

test('messages come out one by one, unchanged and in order, however they were packed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(message, fc.boolean()), { maxLength: 40 }), async (sent) => {
      const [near, far] = createPortPair();
      const received: (string | Uint8Array)[] = [];
      far.onMessage((frame) => readFrame(frame, (part) => received.push(part)));
      const writer = createFrameWriter(near, endOfTurn);
      for (const [part, pause] of sent) {
        await writer.send(part);
        if (pause) await new Promise((resolve) => setImmediate(resolve));
      }
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      expect(received).toEqual(sent.map(([part]) => part));
    }),
    { numRuns: 100 },
  );
});

test('a burst travels in few frames', async () => {
  const [near, far] = createPortPair();
  let frames = 0;
  far.onMessage(() => frames++);
  const writer = createFrameWriter(near, endOfTurn);
  for (let part = 0; part < 200; part++) void writer.send('{"n":1}');
  await new Promise((resolve) => setImmediate(resolve));
  expect(frames).toBe(1);
});
