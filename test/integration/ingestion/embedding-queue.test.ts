import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { coverageOf } from '../../../src/engine/store/coverage.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { letterModel } from './letter-model.ts';
import { createWorkbench, modelRegistry, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
});

function putTexts(count: number, extra = ''): void {
  for (let at = 0; at < count; at += 1)
    bench.put(`file-${at}.txt`, `Text number ${at} about ${'abcdefghij'[at % 10]?.repeat(20)}. ${extra}`);
}

type Life = ReturnType<Workbench['start']>;
const coverage = (life: Life) => coverageOf(life.library.read, life.collectionId, life.embeddings.currentModelId());

describe('the embedding queue', () => {
  it('fills in every vector behind reading, and the source says so', async () => {
    putTexts(40);
    const { model, seen } = letterModel();
    const life = bench.start({ models: modelRegistry(model) });
    const source = await life.add();
    await life.idle();
    expect(coverage(life)).toMatchObject({ chunks: 40, embedded: 40 });
    expect(life.ingestion.get(source.id)).toMatchObject({ state: 'idle', progress: { chunksTotal: 40, chunksEmbedded: 40 } });
    expect(seen.flat()).toHaveLength(40);
    expect(Math.max(...seen.map((texts) => texts.length))).toBeLessThanOrEqual(64);
  });

  it('embeds equal chunks once, and none again in a later life', async () => {
    putTexts(3);
    bench.put('copy-one.txt', 'Equal words in two files.');
    bench.put('copy-two.txt', 'Equal words in two files.');
    const { model, seen } = letterModel();
    await (async () => {
      const life = bench.start({ models: modelRegistry(model) });
      await life.add();
      await life.idle();
      await life.dispose();
    })();
    expect(seen.flat()).toHaveLength(4);
    const life = bench.start({ models: modelRegistry(model) });
    await life.idle();
    expect(coverage(life)).toMatchObject({ embedded: 4, chunks: 4 });
    expect(seen.flat()).toHaveLength(4);
  });

  it('stops quietly without a model and begins when one is chosen', async () => {
    putTexts(5);
    const models = modelRegistry(null);
    const life = bench.start({ models });
    const source = await life.add();
    await life.idle();
    expect(life.embeddings.currentModelId()).toBeNull();
    expect(life.embeddings.lastError()).toBeNull();
    expect(life.ingestion.get(source.id)).toMatchObject({ state: 'idle', progress: { chunksEmbedded: 0 } });
    models.use(letterModel().model);
    await life.idle();
    expect(coverage(life)).toMatchObject({ embedded: 5 });
  });

  it('builds the vectors of another model beside the old ones', async () => {
    putTexts(5);
    const models = modelRegistry(letterModel().model);
    const life = bench.start({ models });
    await life.add();
    await life.idle();
    const first = life.embeddings.currentModelId();
    models.use(letterModel({ identity: 'other-13', dimensions: 13 }).model);
    await life.idle();
    const second = life.embeddings.currentModelId();
    expect(second).not.toBe(first);
    expect(coverageOf(life.library.read, life.collectionId, first)).toMatchObject({ embedded: 5 });
    expect(coverageOf(life.library.read, life.collectionId, second)).toMatchObject({ embedded: 5 });
  });

  it('waits for a models process that was lost and carries on', async () => {
    putTexts(10);
    let losses = 2;
    const { model } = letterModel({
      onCall: () => {
        if (losses-- > 0) throw new AppError('process-lost', 'The models process ended.', { details: { subject: 'models' } });
      },
    });
    const life = bench.start({ models: modelRegistry(model) });
    await life.add();
    await life.idle();
    expect(coverage(life)).toMatchObject({ embedded: 10 });
    expect(life.embeddings.lastError()).toBeNull();
  });

  it('rests after many failures in a row and begins again by itself', async () => {
    putTexts(10);
    let failures = 12;
    const { model } = letterModel({
      onCall: () => {
        if (failures-- > 0) throw new AppError('process-unavailable', 'The models process rests.', { details: { subject: 'models' } });
      },
    });
    const life = bench.start({ models: modelRegistry(model) });
    await life.add();
    await expect.poll(() => coverage(life).embedded).toBe(10);
    expect(life.embeddings.lastError()).toBeNull();
  });

  it('leaves out the one text that the models process dies of, and embeds all others', async () => {
    putTexts(20);
    bench.put('poison.txt', 'The poison text.');
    const { model } = letterModel({
      onCall: (texts) => {
        if (texts.some((text) => text.includes('poison'))) throw new AppError('process-lost', 'The models process ended.');
      },
    });
    const life = bench.start({ models: modelRegistry(model) });
    await life.add();
    await life.idle();
    expect(coverage(life)).toMatchObject({ chunks: 21, embedded: 20 });
  });

  it('keeps no vector of a model that changed its dimension under its name', async () => {
    putTexts(3);
    const { model } = letterModel();
    const life = bench.start({ models: modelRegistry({ ...model, dimensions: 30 }) });
    await life.add();
    await life.idle();
    expect(life.embeddings.lastError()).toMatchObject({ code: 'dimension-mismatch', details: { limit: 30, actual: 26 } });
    expect(coverage(life)).toMatchObject({ embedded: 0 });
  });

  it('asks a model that cannot be loaded once, not for every document', async () => {
    putTexts(30);
    const models = modelRegistry(letterModel().model);
    let asked = 0;
    models.embedding = () => {
      asked += 1;
      return Promise.reject(new AppError('model-corrupt', '“letters.gguf” is damaged.', { details: { subject: 'letters.gguf' } }));
    };
    const life = bench.start({ models });
    await life.add();
    await life.idle();
    expect(asked).toBe(1);
    expect(life.embeddings.lastError()).toMatchObject({ code: 'model-corrupt' });
    expect(life.documents().every((document) => document.state === 'searchable')).toBe(true);
  });

  it('gives way while an answer runs: the batch in flight is put back and done afterwards', async () => {
    putTexts(6);
    let calls = 0;
    let isAborted = false;
    const { model } = letterModel({
      onCall: async (_, signal) => {
        calls += 1;
        if (calls > 1) return;
        await new Promise<void>((resolve) => {
          signal?.addEventListener('abort', () => {
            isAborted = true;
            resolve();
          });
        });
      },
    });
    const life = bench.start({ models: modelRegistry(model) });
    await life.add();
    await expect.poll(() => calls).toBe(1);
    const answer = Promise.withResolvers<string>();
    const held = life.embeddings.holdWhile(answer.promise);
    await life.ingestion.whenIdle();
    expect(isAborted).toBe(true);
    expect(calls).toBe(1);
    answer.resolve('the answer');
    expect(await held).toBe('the answer');
    await life.idle();
    expect(coverage(life)).toMatchObject({ embedded: 6 });
  });

  it('goes on after an answer that failed', async () => {
    putTexts(4);
    const life = bench.start({ models: modelRegistry(letterModel().model) });
    const failed = life.embeddings.holdWhile(Promise.reject(new Error('the answer failed')));
    await expect(failed).rejects.toThrow('the answer failed');
    await life.add();
    await life.idle();
    expect(coverage(life)).toMatchObject({ embedded: 4 });
  });

  it('pauses and resumes', async () => {
    putTexts(4);
    const { model, seen } = letterModel();
    const life = bench.start({ models: modelRegistry(model) });
    life.embeddings.pause();
    await life.add();
    await life.idle();
    expect(seen).toEqual([]);
    life.embeddings.resume();
    await life.idle();
    expect(coverage(life)).toMatchObject({ embedded: 4 });
  });

  it('ends in the middle of a batch when the engine closes', async () => {
    putTexts(4);
    let calls = 0;
    const { model } = letterModel({
      onCall: (_, signal) => {
        calls += 1;
        return new Promise<void>((resolve) => {
          signal?.addEventListener('abort', () => resolve());
        });
      },
    });
    const life = bench.start({ models: modelRegistry(model) });
    await life.add();
    await expect.poll(() => calls).toBe(1);
    await life.dispose();
    expect(calls).toBe(1);
  });
});
