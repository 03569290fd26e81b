import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnswerEvent, AnswerPart } from '../../../src/shared/domain/answer.ts';
import { applyAnswerEvent, viewOf } from '../../../src/renderer/state/answer-view.ts';
import { answerOf, citationOf, passageOf, receiptOf } from '../fake/samples.ts';

const part: fc.Arbitrary<AnswerPart> = fc.oneof(
  fc.string().map((text): AnswerPart => ({ type: 'text-delta', text })),
  fc.nat(50).map((offset): AnswerPart => ({ type: 'citation', citation: citationOf(offset, 1) })),
  fc.constant<AnswerPart>({ type: 'stage-start', stage: 'vector' }),
  fc.constant<AnswerPart>({ type: 'stage-end', timing: { stage: 'vector', startMs: 0, durationMs: 2 } }),
  fc.constant<AnswerPart>({ type: 'passages', kind: 'generated', passages: [passageOf(1)], coverage: receiptOf(1).coverage, warnings: [] }),
);

test('a stream that was cut and resumed anywhere, with parts sent twice, gives the same answer', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 5 }), (parts, cuts) => {
      const events: AnswerEvent[] = parts.map((one, index) => ({ seq: index + 1, part: one }));
      const begin = viewOf(answerOf(1, { state: 'running' }));
      const straight = events.reduce(applyAnswerEvent, begin);
      let view = begin;
      for (const cut of cuts) view = events.slice(0, cut % (events.length + 1)).reduce(applyAnswerEvent, view);
      expect(events.reduce(applyAnswerEvent, view)).toEqual(straight);
    }),
  );
});

test('a kept answer that still runs begins empty, since its stream replays from the start', () => {
  const view = viewOf(answerOf(1, { state: 'running', text: 'Half a sen', citations: [citationOf(4, 1)] }));
  expect(view.answer.text).toBe('');
  expect(applyAnswerEvent(view, { seq: 1, part: { type: 'text-delta', text: 'Half a sentence.' } }).answer.text).toBe('Half a sentence.');
});

test('the end brings state, receipt and error', () => {
  const view = applyAnswerEvent(viewOf(answerOf(1, { state: 'running' })), {
    seq: 1,
    part: { type: 'finish', state: 'done', receipt: receiptOf(1), error: null },
  });
  expect(view.answer).toMatchObject({ state: 'done', kind: 'generated', receipt: { answerId: 1 } });
});
