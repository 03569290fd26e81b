import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import type { RerankingModel } from '../../../src/engine/providers/specification.ts';
import { createReranking, orderAfterReranking } from '../../../src/engine/retrieval/rerank.ts';
import { fixedModels } from './fixed-models.ts';

const texts = Array.from({ length: 20 }, (_, index) => `text ${String(index).padStart(2, '0')}`);
const { signal } = new AbortController();

/** A model that takes `msPerText` of a clock that only it moves; one that takes for ever hangs until it is stopped. */
function paced(msPerText: () => number) {
  let nowMs = 0;
  const asked: number[] = [];
  const reranker: RerankingModel = {
    provider: 'test',
    name: 'paced',
    async rerank(_query, documents, options = {}) {
      options.signal?.throwIfAborted();
      asked.push(documents.length);
      const took = msPerText() * documents.length;
      if (!Number.isFinite(took)) {
        await new Promise<void>((resolve) => options.signal?.addEventListener('abort', () => resolve(), { once: true }));
        options.signal?.throwIfAborted();
      }
      nowMs += took;
      return documents.map((text) => Number(text.slice(-2)));
    },
  };
  const reranking = createReranking(fixedModels({ reranker }), silentLogger, { budgetMs: 100, nowMs: () => nowMs });
  return { asked, scores: async () => { const result = await reranking.score('q', texts, signal); return result.verdict === 'scored' ? result.scores.length : result.verdict; } }; // prettier-ignore
}

describe('the time for reranking', () => {
  it('suffices a fast machine for every text', async () => {
    expect(await paced(() => 1).scores()).toBe(20);
  });

  it('lets a slow machine score the first texts, as many as its measured pace allows', async () => {
    const slow = paced(() => 10);
    expect(await slow.scores()).toBe(10);
    expect(slow.asked.reduce((sum, count) => sum + count)).toBe(10);
    expect(await slow.scores()).toBe(10);
  });

  it('follows a machine that becomes slower and faster again', async () => {
    let ms = 1;
    const changing = paced(() => ms);
    await changing.scores();
    ms = 30;
    expect(await changing.scores()).toBeLessThan(20);
    ms = 1;
    for (let question = 0; question < 4; question += 1) await changing.scores();
    expect(await changing.scores()).toBe(20);
  });

  it('is not spent on a model that could not score one batch, until a while has passed', async () => {
    let ms = Infinity;
    const stuck = paced(() => ms);
    expect(await stuck.scores()).toBe('skipped');
    for (let question = 0; question < 20; question += 1) expect(await stuck.scores()).toBe('skipped');
    expect(stuck.asked).toHaveLength(1);
    ms = 1;
    expect(await stuck.scores()).toBe(20);
  });

  it('ends with the question', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const reranker: RerankingModel = {
      provider: 'test',
      name: 'cancelled',
      rerank: async (_query, documents) => {
        controller.abort(reason);
        controller.signal.throwIfAborted();
        return documents.map(() => 0);
      },
    };
    const reranking = createReranking(fixedModels({ reranker }), silentLogger);
    await expect(reranking.score('q', texts, controller.signal)).rejects.toBe(reason);
  });
});

describe('the order after reranking', () => {
  it('is that of the scores where all were scored and the ranks before were close', () => {
    expect(orderAfterReranking([0, 5], 2)).toEqual([1, 0]);
  });

  it('puts what was scored badly behind what was not reached, and leaves the good before it', () => {
    const order = orderAfterReranking([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 14);
    expect(order[0]).toBe(0);
    expect(order.indexOf(9)).toBeGreaterThan(order.indexOf(10));
    expect(order.indexOf(1)).toBeLessThan(order.indexOf(10));
  });

  it('loses none', () => {
    expect(new Set(orderAfterReranking([3, 1, 2], 6))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  });
});
