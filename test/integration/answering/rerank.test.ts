import { expect, it } from 'vitest';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import type { RerankingModel } from '../../../src/engine/providers/specification.ts';
import { createReranking } from '../../../src/engine/retrieval/rerank.ts';
import { fixedModels } from './fixed-models.ts';

const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`);
const { signal } = new AbortController();

/** A model that has time for so many texts. */
function rerankerFor(most: number) {
  const asked: number[] = [];
  const reranker: RerankingModel = {
    provider: 'test',
    name: 'slow',
    async rerank(_query, documents, options = {}) {
      options.signal?.throwIfAborted();
      asked.push(documents.length);
      if (documents.length > most) {
        await new Promise<void>((resolve) => {
          options.signal?.addEventListener('abort', () => resolve(), { once: true });
        });
        options.signal?.throwIfAborted();
      }
      return documents.map((_, index) => -index);
    },
  };
  return { asked, reranking: createReranking(fixedModels({ reranker }), silentLogger, 10) };
}

it('a model that overruns the time is left out, and gets half as much next time until it keeps it', async () => {
  const { asked, reranking } = rerankerFor(5);
  const verdicts: string[] = [];
  for (let question = 0; question < 4; question += 1) verdicts.push((await reranking.score('q', texts, signal)).verdict);
  expect(asked).toEqual([20, 10, 5, 5]);
  expect(verdicts).toEqual(['skipped', 'skipped', 'scored', 'scored']);
});

it('a model that is too slow for the fewest is left alone for a while, then tried again', async () => {
  const { asked, reranking } = rerankerFor(0);
  for (let question = 0; question < 25; question += 1) expect((await reranking.score('q', texts, signal)).verdict).toBe('skipped');
  expect(asked).toEqual([20, 10, 5, 5]);
});

it('an abort of the question passes through', async () => {
  const { reranking } = rerankerFor(0);
  const reason = new Error('enough');
  await expect(reranking.score('q', texts, AbortSignal.abort(reason))).rejects.toBe(reason);
});
