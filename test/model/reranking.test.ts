import { beforeAll, expect, test } from 'vitest';
import type { LoadedRerankingModel } from '../../src/models/reranking-model.ts';
import { loadTestModel, openModels } from './open-models.ts';

const models = openModels();
let reranker: LoadedRerankingModel;

beforeAll(async () => {
  reranker = await loadTestModel(models, 'reranker', 'reranker', 256);
});

test('scores a document higher the more of the question it holds', async () => {
  const [none, some, all] = await reranker.rerank('payment deadline invoice', [
    'the court case of a patient and study',
    'the invoice payment has a deadline',
    'payment deadline of the invoice',
  ]);
  expect(all).toBeGreaterThan(some ?? 1);
  expect(some).toBeGreaterThan(none ?? 1);
});

test('the order of the documents does not matter to their scores', async () => {
  const documents = ['the court case', 'invoice payment', 'garden'];
  const scores = await reranker.rerank('invoice', documents);
  expect(await reranker.rerank('invoice', documents.toReversed())).toEqual(scores.toReversed());
});

test('a document over the window is scored by its best part', async () => {
  const [long] = await reranker.rerank('payment deadline', [`${'house '.repeat(300)} payment deadline`]);
  expect(long).toBeGreaterThan(0.3);
});

test('a question over the window is refused with the figures', async () => {
  await expect(reranker.rerank('payment '.repeat(300), ['invoice'])).rejects.toMatchObject({
    code: 'context-overflow',
    details: { limit: 256 },
  });
});
