import { describe, expect, test } from 'vitest';
import type { EmbeddingOutput } from '../../src/models/embedding-model.ts';
import { loadTestModel, openModels } from './open-models.ts';

const models = openModels();

function vectorsOf(output: EmbeddingOutput): Float32Array[] {
  return Array.from({ length: output.vectors.length / output.dimensions }, (_, index) =>
    output.vectors.slice(index * output.dimensions, (index + 1) * output.dimensions),
  );
}

const cosine = (left: Float32Array | undefined, right: Float32Array | undefined): number =>
  (left ?? new Float32Array()).reduce((sum, value, index) => sum + value * (right?.[index] ?? 0), 0);

const texts = ['the invoice payment has a deadline', 'payment deadline invoice', 'a small house by night'];

describe.each([
  ['embedding-small', 'bert', 'mean', 64, 512],
  ['embedding', 'qwen3', 'last', 288, 2048],
] as const)('%s', (name, architecture, pooling, dimensions, contextTokens) => {
  test('makes equal unit vectors for equal texts, nearer for related ones', async () => {
    const model = await loadTestModel(models, 'embedding', name);
    expect(model.facts).toMatchObject({ architecture, pooling, dimensions, contextTokens, gpu: 'cpu', threads: 1 });
    const first = await model.embed(texts, 'passage');
    const [related, query, unrelated] = vectorsOf(first);
    for (const vector of [related, query, unrelated]) expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    expect(cosine(query, related)).toBeGreaterThan(cosine(query, unrelated) + 0.2);
    expect(await model.embed(texts, 'passage')).toEqual(first);
    expect(first.truncated).toEqual([]);
  });

  test('cuts a text at the window, says which, and keeps its beginning', async () => {
    const model = await loadTestModel(models, 'embedding', name);
    const long = 'payment '.repeat(contextTokens * 2);
    const output = await model.embed(['payment', long, 'invoice', `${long} house`], 'passage');
    expect(output.truncated).toEqual([1, 3]);
    const [, cut, , cutToo] = vectorsOf(output);
    expect(cosine(cut, cutToo)).toBeCloseTo(1, 5);
  });

  test('a text without a word makes the zero vector or a vector, never a hole', async () => {
    const model = await loadTestModel(models, 'embedding', name);
    const output = await model.embed(['', 'payment'], 'passage');
    expect(output.vectors).toHaveLength(2 * dimensions);
    expect([...output.vectors].every(Number.isFinite)).toBe(true);
    expect(cosine(vectorsOf(output)[1], vectorsOf(output)[1])).toBeCloseTo(1, 5);
  });
});

test('a text of several batches is one text to an encoder', async () => {
  const model = await loadTestModel(models, 'embedding', 'embedding-small');
  const words = `${'invoice '.repeat(250)}${'house '.repeat(250)}`;
  const [vector, invoice, house] = vectorsOf(await model.embed([words, 'invoice', 'house'], 'passage'));
  expect(cosine(vector, invoice)).toBeCloseTo(cosine(vector, house), 1);
});

test('a query gets its turn in the middle of a batch', async () => {
  const model = await loadTestModel(models, 'embedding', 'embedding-small');
  const order: string[] = [];
  const batch = model
    .embed(
      Array.from({ length: 40 }, () => texts[0] ?? ''),
      'passage',
    )
    .then(() => order.push('batch'));
  const query = model.embed(['payment'], 'query').then(() => order.push('query'));
  await Promise.all([batch, query]);
  expect(order).toEqual(['query', 'batch']);
});

test('an abort between texts rejects with its reason and the next call works', async () => {
  const model = await loadTestModel(models, 'embedding', 'embedding-small');
  const stop = new AbortController();
  const reason = new Error('stopped');
  const batch = model.embed(
    Array.from({ length: 60 }, () => texts[0] ?? ''),
    'passage',
    stop.signal,
  );
  setImmediate(() => stop.abort(reason));
  await expect(batch).rejects.toBe(reason);
  expect((await model.embed(['payment'], 'query')).dimensions).toBe(64);
});
