import { describe, expect, it } from 'vitest';
import { exactFirst, fuseScores, weightOfMeaning, type Found } from '../../../../src/engine/retrieval/fusion.ts';

const background = Array.from({ length: 100 }, (_, index) => 0.1 + 0.001 * index);
const byWords = [1, 2, 3].map((chunkId, index) => ({ chunkId, score: 10 - 3 * index }));

function found(given: Partial<Found>): Found {
  return { byWords, byMeaning: [], cosines: new Map(), background, wordShare: 0.8, chunkCount: 1_000, ...given };
}
const order = (given: Found) => fuseScores(given).map(({ chunkId }) => chunkId);

describe('fusion', () => {
  it('keeps the order of the words alone, and of the meaning alone', () => {
    expect(order(found({}))).toEqual([1, 2, 3]);
    const byMeaning = [5, 9].map((chunkId, index) => ({ chunkId, score: 0.9 - index / 10 }));
    expect(order(found({ byWords: [], byMeaning }))).toEqual([5, 9]);
  });

  it('lets vectors decide between chunks that the words hardly tell apart', () => {
    const close = [1, 2].map((chunkId, index) => ({ chunkId, score: 10 - index }));
    const cosines = new Map([[1, 0.4], [2, 0.8]]); // prettier-ignore
    const fused = fuseScores(found({ byWords: close, byMeaning: [{ chunkId: 2, score: 0.8 }], cosines }));
    expect(fused.map(({ chunkId }) => chunkId)).toEqual([2, 1]);
    expect(fused[0]?.ranks).toEqual([
      { retriever: 'full-text', rank: 2, score: 9 },
      { retriever: 'vector', rank: 1, score: 0.8 },
    ]);
  });

  it('gives no weight to vectors that put what the words found where chance puts it, however sure they look', () => {
    const cosines = new Map([[1, 0.15], [2, 0.14], [3, 0.16]]); // prettier-ignore
    const wrong = found({ byMeaning: [7, 8, 9].map((chunkId) => ({ chunkId, score: 0.99 })), cosines });
    expect(weightOfMeaning(wrong)).toBe(0);
    expect(order(wrong)).toEqual([1, 2, 3, 7, 8, 9]);
  });

  it('trusts a nearest vector that stands out where the words of the question are hardly found', () => {
    const apart = { byMeaning: [{ chunkId: 7, score: 0.9 }], cosines: new Map([[1, 0.15]]) };
    expect(weightOfMeaning(found({ ...apart, wordShare: 0.1 }))).toBeGreaterThan(0.3);
    expect(weightOfMeaning(found({ ...apart, wordShare: 0.8 }))).toBe(0);
  });
});

describe('exact matches', () => {
  const fused = [1, 2, 3, 4, 5].map((chunkId) => ({ chunkId, score: 1 / chunkId, ranks: [] }));
  const ids = (exact: number[], alone: number[]) => exactFirst(fused, new Set(exact), new Set(alone)).map(({ chunkId }) => chunkId);

  it('come first, and what alone holds a word is among the first three', () => {
    expect(ids([4, 2], [])).toEqual([2, 4, 1, 3, 5]);
    expect(ids([], [5])).toEqual([1, 2, 5, 3, 4]);
    expect(ids([], [2])).toEqual([1, 2, 3, 4, 5]);
  });
});
