import { describe, expect, it } from 'vitest';
import { checkVectors } from '../../../../src/engine/embedding/check-vectors.ts';
import type { EmbeddingModel } from '../../../../src/engine/providers/specification.ts';

const model: EmbeddingModel = { provider: 'local', name: 'small.gguf', identity: 'small', dimensions: 3, embed: () => Promise.resolve([]) };
const vector = (...numbers: number[]) => Float32Array.from(numbers);

describe('checkVectors', () => {
  it('lets one vector per text of the promised dimension pass', () => {
    expect(() => checkVectors(model, 2, [vector(1, 0, 0), vector(0, 1, 0)])).not.toThrow();
  });

  it('names both dimensions when a model changed under its name', () => {
    expect(() => checkVectors(model, 1, [vector(1, 0)])).toThrow(
      expect.objectContaining({ code: 'dimension-mismatch', details: { subject: 'small.gguf', limit: 3, actual: 2 } }),
    );
  });

  it.each([
    ['a missing vector', 2, [vector(1, 0, 0)]],
    ['a vector that is no number', 1, [vector(1, Number.NaN, 0)]],
  ])('keeps %s out of the index', (_, count, vectors) => {
    expect(() => checkVectors(model, count, vectors)).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});
