import { afterEach, describe, expect, it } from 'vitest';
import { type Answering, createAnswering } from '../../../src/engine/answering/answering.ts';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import type { ModelRegistry } from '../../../src/engine/providers/specification.ts';
import { createRetrieval } from '../../../src/engine/retrieval/retrieval.ts';
import { getAnswer } from '../../../src/engine/store/answers.ts';
import type { AnswerEvent } from '../../../src/shared/domain/answer.ts';
import { collect, lease, numberOf, textOf } from './answer-events.ts';
import { fixedModels } from './fixed-models.ts';
import { scriptedChat } from './scripted-chat.ts';
import { createTextLibrary, type TextLibrary } from './text-library.ts';

const opened: { texts: TextLibrary; answering: Answering }[] = [];

function open(models: ModelRegistry): { texts: TextLibrary; answering: Answering } {
  const texts = createTextLibrary();
  texts.add(lease);
  const { library } = texts;
  const common = { library, models, clock: systemClock, logger: silentLogger };
  const answering = createAnswering({ ...common, retrieval: createRetrieval(common), emit: () => {}, holdEmbedding: () => {} });
  opened.push({ texts, answering });
  return { texts, answering };
}

afterEach(async () => {
  for (const { texts, answering } of opened.splice(0)) {
    // oxlint-disable-next-line no-await-in-loop
    await answering.dispose();
    texts.dispose();
  }
});

const supportOf = (events: readonly AnswerEvent[]) => events.flatMap(({ part }) => (part.type === 'support' ? [part.support] : []));

describe('an answer, sentence by sentence', () => {
  it('says of each sentence what it rests on while it is written, keeps it and counts it', async () => {
    const chat = scriptedChat(({ messages }) => {
      const prompt = messages.map((message) => message.content).join('\n');
      const [rent, deposit] = [numberOf(prompt, 'monthly rent of'), numberOf(prompt, 'deposit amounts')];
      return [
        '## The lease\n\n',
        `The rent is 1,250 euros [${rent}]. `,
        `The deposit amounts to five monthly rents [${deposit}]. `,
        `The deposit is returned within 30 days [${rent === deposit ? '' : rent}]. `,
        'Pets are never allowed. What else?',
      ];
    });
    const { texts, answering } = open(fixedModels({ chat }));
    const { answerId } = answering.ask({
      collectionId: texts.collectionId,
      threadId: null,
      question: 'What are the monthly rent and the deposit, and are pets allowed?',
    });
    const events = await collect(answering.stream(answerId, 0));
    const text = textOf(events);
    const verdicts = supportOf(events).map(({ start, end, verdict, reasons }) => [text.slice(start, end), verdict, reasons[0]?.code]);
    expect(verdicts.filter((_, index) => index !== 3)).toEqual([
      ['The lease', 'no-claim', undefined],
      ['The rent is 1,250 euros.', 'supported', undefined],
      ['The deposit amounts to five monthly rents.', 'unsupported', 'number'],
      ['Pets are never allowed.', 'unsupported', 'uncited'],
      ['What else?', 'no-claim', undefined],
    ]);
    const first = events.findIndex(({ part }) => part.type === 'support');
    expect(events.slice(first).some(({ part }) => part.type === 'text-delta')).toBe(true);
    const finish = events.at(-1)?.part;
    const receipt = finish?.type === 'finish' ? finish.receipt : null;
    expect(receipt?.support?.unsupported).toBeGreaterThanOrEqual(2);
    expect(receipt?.stages.find(({ stage }) => stage === 'verify')?.detail).toMatch(/^\d of 4 sentences supported$/);
    expect(getAnswer(texts.library.read, answerId).support).toEqual(supportOf(events));
    expect(supportOf(await collect(answering.stream(answerId, 0)))).toEqual(supportOf(events));
  });

  it('that quotes passages is supported by them', async () => {
    const { texts, answering } = open(fixedModels({}));
    const { answerId } = answering.ask({ collectionId: texts.collectionId, threadId: null, question: 'What is the monthly rent?' });
    const support = supportOf(await collect(answering.stream(answerId, 0)));
    expect(support.length).toBeGreaterThan(0);
    expect(support.every(({ verdict }) => verdict === 'supported')).toBe(true);
  });
});
