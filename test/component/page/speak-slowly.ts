import type { Citation } from '../../../src/shared/domain/answer.ts';
import type { FakeEngine } from '../fake/fake-engine.ts';
import { receiptOf } from '../fake/samples.ts';

/** Answers every question with the sample, a few words at a time. */
export function speakSlowly(engine: FakeEngine, wordMs: number): void {
  engine.onAsk = (answerId) => {
    const sample = engine.library.answers.find(({ id }) => id === 1);
    if (!sample) return;
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const speak = async () => {
      engine.push(answerId, { type: 'stage-start', stage: 'full-text' });
      await wait(600);
      engine.push(answerId, { type: 'stage-end', timing: { stage: 'full-text', startMs: 0, durationMs: 600 } });
      engine.push(answerId, { type: 'stage-start', stage: 'generate' });
      engine.push(answerId, {
        type: 'passages',
        kind: 'generated',
        passages: sample.passages,
        coverage: receiptOf(1).coverage,
        warnings: [],
      });
      await wait(800);
      const citations = [...sample.citations].sort((a, b) => a.offset - b.offset);
      let at = 0;
      for (const word of sample.text.match(/\S+\s*/g) ?? []) {
        engine.push(answerId, { type: 'text-delta', text: word });
        at += word.length;
        while (citations[0] && citations[0].offset <= at)
          engine.push(answerId, { type: 'citation', citation: citations.shift() as Citation });
        await wait(wordMs);
      }
      engine.push(answerId, { type: 'finish', state: 'done', receipt: receiptOf(answerId), error: null });
    };
    void speak();
  };
}
