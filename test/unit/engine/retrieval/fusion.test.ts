import { describe, expect, it } from 'vitest';
import { dropDuplicates } from '../../../../src/engine/retrieval/drop-duplicates.ts';
import { fuseRankings, weightsFor } from '../../../../src/engine/retrieval/fusion.ts';
import type { ChunkRow } from '../../../../src/engine/store/chunks.ts';

const ranking = (retriever: 'full-text' | 'vector', ...chunkIds: number[]) => ({
  retriever,
  entries: chunkIds.map((chunkId, index) => ({ chunkId, score: 10 - index })),
});

describe('rank fusion', () => {
  it('prefers what both retrievers found and keeps each rank', () => {
    const fused = fuseRankings([ranking('full-text', 1, 2, 3), ranking('vector', 4, 2)]);
    expect(fused[0]?.chunkId).toBe(2);
    expect(fused[0]?.ranks).toEqual([
      { retriever: 'full-text', rank: 2, score: 9 },
      { retriever: 'vector', rank: 2, score: 9 },
    ]);
  });

  it('trusts the words the more of a question they hold, and the vectors where they hold nothing', () => {
    expect(weightsFor(0).vector).toBe(1);
    expect(weightsFor(1).vector).toBeLessThan(0.5);
    expect(weightsFor(0.5).vector).toBeGreaterThan(weightsFor(1).vector);
    const rankings = [ranking('full-text', 1, 2), ranking('vector', 9, 2)];
    expect(fuseRankings(rankings, weightsFor(1)).map((entry) => entry.chunkId)).toEqual([2, 1, 9]);
    expect(fuseRankings([ranking('full-text', 1), ranking('vector', 9)], weightsFor(1))[0]?.chunkId).toBe(1);
  });

  it('keeps the order of a single retriever and gives 1 to what is first everywhere', () => {
    expect(fuseRankings([ranking('full-text', 5, 3, 9)]).map((entry) => entry.chunkId)).toEqual([5, 3, 9]);
    expect(fuseRankings([ranking('full-text', 5), ranking('vector', 5)])[0]?.score).toBeCloseTo(1);
  });
});

const chunk = (documentId: number, start: number, end: number, text = `${documentId}:${start}`): { chunk: ChunkRow } => ({
  chunk: {
    chunkId: start,
    documentId,
    documentName: '',
    documentTitle: null,
    ordinal: 0,
    start,
    end,
    text,
    headingPath: [],
    tokenCount: 1,
    embedHash: '',
  },
});

describe('duplicates', () => {
  it('collapse when two documents hold the same text, whatever its blanks and case', () => {
    expect(dropDuplicates([chunk(1, 0, 9, 'Same  text'), chunk(2, 40, 49, 'same text\n')], 10)).toHaveLength(1);
  });

  it('collapse when spans of one document overlap by more than half, not when they only touch', () => {
    const kept = dropDuplicates([chunk(1, 0, 100), chunk(1, 40, 140), chunk(1, 90, 190), chunk(2, 40, 140)], 10);
    expect(kept.map((entry) => [entry.chunk.documentId, entry.chunk.start])).toEqual([
      [1, 0],
      [1, 90],
      [2, 40],
    ]);
  });
});
