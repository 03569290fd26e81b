import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meanQuality, ndcgAt, rankingQuality, recallAt, reciprocalRankAt } from '../../../../src/engine/retrieval/ranking-quality.ts';

const gainsOf = (entries: Record<string, number>) => new Map(Object.entries(entries));
const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm');
const rankings = fc.uniqueArray(ids, { maxLength: 13 });
const judgements = fc.dictionary(ids, fc.integer({ min: -1, max: 4 })).map(gainsOf);
const relevantOf = (gains: ReadonlyMap<string, number>) => [...gains].filter(([, gain]) => gain > 0);

describe('the quality of a ranking', () => {
  test('graded gains are discounted by rank, as worked out by hand', () => {
    const gains = gainsOf({ a: 3, b: 2, c: 1 });
    const found = 2 + 3 / Math.log2(3) + 1 / Math.log2(5);
    const ideal = 3 + 2 / Math.log2(3) + 1 / 2;
    expect(ndcgAt(['b', 'a', 'x', 'c'], gains, 10)).toBeCloseTo(found / ideal, 12);
    expect(ndcgAt(['b', 'a', 'x', 'c'], gains, 1)).toBeCloseTo(2 / 3, 12);
  });

  test('one relevant document in third place: 1/log2(4), a third, found', () => {
    const quality = rankingQuality(['x', 'y', 'a'], gainsOf({ a: 1 }));
    expect(quality).toEqual({ ndcg10: 0.5, recall5: 1, recall10: 1, mrr10: 1 / 3 });
  });

  test('recall counts against all that is relevant, and what stands below the depth counts for nothing', () => {
    const gains = gainsOf({ a: 1, b: 1, c: 2, d: 0 });
    const ranked = ['x', 'a', 'd', 'y', 'z', 'b'];
    expect(recallAt(ranked, gains, 5)).toBeCloseTo(1 / 3, 12);
    expect(recallAt(ranked, gains, 10)).toBeCloseTo(2 / 3, 12);
    expect(reciprocalRankAt(ranked, gains, 1)).toBe(0);
  });

  test('a document named twice earns nothing twice', () => {
    expect(recallAt(['a', 'a'], gainsOf({ a: 1, b: 1 }), 10)).toBe(0.5);
    expect(ndcgAt(['x', 'x', 'a'], gainsOf({ a: 1 }), 10)).toBeCloseTo(1 / Math.log2(3), 12);
  });

  test('every figure lies between 0 and 1, whatever was ranked and judged', () => {
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 30 }), judgements, (ranked, gains) => {
        for (const figure of Object.values(rankingQuality(ranked, gains))) {
          expect(figure).toBeGreaterThanOrEqual(0);
          expect(figure).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('only the ideal order is perfect', () => {
    fc.assert(
      fc.property(rankings, judgements, (ranked, gains) => {
        const ideal = relevantOf(gains).toSorted(([, a], [, b]) => b - a);
        if (ideal.length === 0) return;
        expect(
          ndcgAt(
            ideal.map(([id]) => id),
            gains,
            10,
          ),
        ).toBeCloseTo(1, 12);
        const first = ranked[0] === undefined ? 0 : (gains.get(ranked[0]) ?? 0);
        if (first < (ideal[0]?.[1] ?? 0)) expect(ndcgAt(ranked, gains, 10)).toBeLessThan(1);
      }),
    );
  });

  test('moving a relevant document up past an irrelevant one never lowers a figure', () => {
    fc.assert(
      fc.property(rankings, judgements, fc.nat(), (ranked, gains, at) => {
        const index = ranked.length < 2 ? 0 : 1 + (at % (ranked.length - 1));
        const [above, below] = [ranked[index - 1], ranked[index]];
        if (above === undefined || below === undefined) return;
        if ((gains.get(above) ?? 0) > 0 || (gains.get(below) ?? 0) <= 0) return;
        const better = ranked.with(index - 1, below).with(index, above);
        const [before, after] = [rankingQuality(ranked, gains), rankingQuality(better, gains)];
        for (const figure of ['ndcg10', 'recall5', 'recall10', 'mrr10'] as const) {
          expect(after[figure]).toBeGreaterThanOrEqual(before[figure] - 1e-12);
        }
      }),
    );
  });

  test('the mean counts every question the same, and there is none of no questions', () => {
    const perfect = rankingQuality(['a'], gainsOf({ a: 1 }));
    const nothing = rankingQuality(['b'], gainsOf({ a: 1 }));
    expect(meanQuality([perfect, nothing])).toEqual({ ndcg10: 0.5, recall5: 0.5, recall10: 0.5, mrr10: 0.5 });
    expect(meanQuality([])).toBeNull();
  });
});
