import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnswering, type Answering } from '../../src/engine/answering/answering.ts';
import { systemClock } from '../../src/engine/base/clock.ts';
import { silentLogger } from '../../src/engine/base/logger.ts';
import { createModelRegistry } from '../../src/engine/providers/model-registry.ts';
import type { ModelRegistry } from '../../src/engine/providers/specification.ts';
import { createRetrieval } from '../../src/engine/retrieval/retrieval.ts';
import { modelsContract } from '../../src/shared/contract/models.ts';
import type { AnswerEvent } from '../../src/shared/domain/answer.ts';
import { createNodeFork } from '../../src/supervise/child-fork.ts';
import { processFiles } from '../../src/supervise/process-files.ts';
import { createSupervisor } from '../../src/supervise/supervisor.ts';
import { createTextLibrary, type TextLibrary } from '../integration/answering/text-library.ts';
import { testModelPath } from '../models/generate.ts';

process.env['FOOTNOTE_THREADS'] = '1';
process.env['FOOTNOTE_LOG'] = 'error';

const fork = createNodeFork({ files: processFiles() });
const modelsProcess = createSupervisor({ kind: 'models', contract: modelsContract, fork });
let texts: TextLibrary;
let models: ModelRegistry;
let answering: Answering;

const script = '⟦The deposit is 900 euros [1]. It is returned within 30 days [1][9].⟧';
const paragraphs = [
  'The deposit is 900 euros. It is returned within 30 days after the keys were handed back.',
  'The boiler of the espresso machine holds water. Descale it every two months.',
];

beforeAll(async () => {
  texts = createTextLibrary();
  paragraphs.forEach((text, index) => texts.add({ name: `${index}.txt`, paragraphs: [text] }));
  models = createModelRegistry({ library: texts.library, modelsProcess, logger: silentLogger, clock: systemClock, gpu: 'cpu' });
  await models.set('chat', testModelPath('chat-scripted'));
  await models.set('embedding', testModelPath('embedding-small'));
  const embedding = await models.embedding();
  if (embedding !== null) await texts.embed(embedding);
  const { library } = texts;
  const retrieval = createRetrieval({ library, models, clock: systemClock, logger: silentLogger });
  const base = { library, models, clock: systemClock, logger: silentLogger };
  answering = createAnswering({ ...base, retrieval, emit: () => {}, holdEmbedding: () => {} });
});

afterAll(async () => {
  await answering.dispose();
  await models.dispose();
  await modelsProcess.dispose();
  texts.dispose();
});

async function answer(question: string, onEvent: (event: AnswerEvent, answerId: number) => void = () => {}): Promise<AnswerEvent[]> {
  const { answerId } = answering.ask({ collectionId: texts.collectionId, threadId: null, question });
  const events: AnswerEvent[] = [];
  for await (const event of answering.stream(answerId, 0)) {
    events.push(event);
    onEvent(event, answerId);
  }
  return events;
}

const textOf = (events: readonly AnswerEvent[]) => events.map(({ part }) => (part.type === 'text-delta' ? part.text : '')).join('');
const finishOf = (events: readonly AnswerEvent[]) => {
  const part = events.at(-1)?.part;
  if (part?.type !== 'finish') throw new Error('no finish');
  return part;
};

describe('a generated GGUF model in the models process', () => {
  it('streams a cited answer; marks become citations, the unknown one vanishes, the receipt has its figures', async () => {
    const events = await answer(`How high is the deposit? ${script}`);
    const finish = finishOf(events);
    expect(finish).toMatchObject({ state: 'done', error: null });
    expect(textOf(events)).toBe('The deposit is 900 euros. It is returned within 30 days.');
    const citations = events.flatMap(({ part }) => (part.type === 'citation' ? [part.citation] : []));
    expect(citations.map(({ passageNumber, quote }) => [passageNumber, quote])).toEqual([
      [1, 'The deposit is 900 euros.'],
      [1, 'It is returned within 30 days after the keys were handed back.'],
    ]);
    expect(finish.receipt).toMatchObject({ kind: 'generated', finishReason: 'stop', model: { backend: 'cpu' }, warnings: [] });
    expect(finish.receipt?.usage.outputTokens).toBeGreaterThan(5);
    expect(finish.receipt?.tokensPerSecond).toBeGreaterThan(0);
    expect(finish.receipt?.ttftMs).toBeGreaterThan(0);
  });

  it('serves rules, passages and the first turn of a thread from the cache when asked again', async () => {
    const question = `How high is the deposit? ${script}`;
    const { threadId, answerId } = answering.ask({ collectionId: texts.collectionId, threadId: null, question });
    const finished = async (id: number) => {
      const events: AnswerEvent[] = [];
      for await (const event of answering.stream(id, 0)) events.push(event);
      return finishOf(events).receipt;
    };
    const first = await finished(answerId);
    const second = await finished(answering.ask({ collectionId: texts.collectionId, threadId, question }).answerId);
    expect(second?.kind).toBe('generated');
    expect(second?.usage.cachedInputTokens).toBeGreaterThan(0.8 * (first?.usage.inputTokens ?? Infinity));
  });

  it('keeps the text so far when cancelled', async () => {
    const long = `⟦${'The deposit is 900 euros. '.repeat(20)}⟧`;
    const events = await answer(`How high is the deposit? ${long}`, ({ part }, answerId) => {
      if (part.type === 'text-delta') answering.cancel(answerId);
    });
    expect(finishOf(events).state).toBe('cancelled');
    expect(textOf(events).length).toBeGreaterThan(0);
    expect(textOf(events).length).toBeLessThan(300);
  });

  it('fails with process-lost when the models process is killed midway, and answers again afterwards', async () => {
    const long = `⟦${'The deposit is 900 euros. '.repeat(20)}⟧`;
    let killed = false;
    const events = await answer(`How high is the deposit? ${long}`, ({ part }) => {
      if (part.type !== 'text-delta' || killed) return;
      killed = true;
      if (modelsProcess.pid !== undefined) process.kill(modelsProcess.pid, 'SIGKILL');
    });
    expect(finishOf(events)).toMatchObject({ state: 'failed', error: { code: 'process-lost' } });
    expect(textOf(events).length).toBeGreaterThan(0);
    expect(finishOf(await answer(`How high is the deposit? ${script}`)).state).toBe('done');
  });
});
