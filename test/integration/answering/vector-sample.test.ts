import { afterEach, describe, expect, it } from 'vitest';
import { currentEmbeddingModelId } from '../../../src/engine/store/embeddings.ts';
import { sampleVectors } from '../../../src/engine/store/vector-sample.ts';
import { createTextLibrary, type TextLibrary } from './text-library.ts';

let texts: TextLibrary | undefined;
afterEach(() => texts?.dispose());

describe('a sample of vectors', () => {
  it('is spread over the library, has no vector twice, and is all of them when there are few', async () => {
    texts = createTextLibrary();
    for (let index = 0; index < 40; index += 1) texts.add({ name: `${index}.txt`, paragraphs: [`Text number ${index}.`] });
    let made = 0;
    const embed = async (given: readonly string[]) => given.map(() => Float32Array.from([(made += 1), 1, 0]));
    await texts.embed({ provider: 'test', name: 'counting', identity: 'test:counting', dimensions: 3, embed });
    const modelId = currentEmbeddingModelId(texts.library.read) ?? 0;
    const numbers = (limit: number) =>
      sampleVectors(texts?.library.read ?? expect.fail(), { modelId, limit }).map((vector) =>
        Math.round((vector[0] ?? 0) / (vector[1] ?? 1)),
      );
    expect(numbers(200).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    const few = numbers(8);
    expect(new Set(few).size).toBe(8);
    expect(Math.max(...few) - Math.min(...few)).toBeGreaterThan(25);
  });
});
