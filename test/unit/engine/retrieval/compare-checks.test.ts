import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkFigures, compareRanks } from '../../../../src/engine/retrieval/library-check/compare-checks.ts';
import { checkedPassages, placeStandingSchema, type CheckChange, type CheckRanks } from '../../../../src/shared/domain/library-check.ts';

const rank = fc.option(fc.integer({ min: 1, max: checkedPassages }));
/** A document is found no later than a passage of it; only what is judged has a passage. */
const ranks: fc.Arbitrary<CheckRanks> = fc
  .record({ standing: fc.constantFrom(...placeStandingSchema.options), passageRank: rank, documentRank: rank })
  .map(({ standing, passageRank, documentRank }) => {
    if (standing === 'document-gone') return { standing, documentRank: null, passageRank: null };
    if (standing === 'words-gone') return { standing, documentRank, passageRank: null };
    return {
      standing,
      passageRank,
      documentRank: passageRank === null ? documentRank : Math.min(passageRank, documentRank ?? passageRank),
    };
  });

const opposite: Record<CheckChange, CheckChange> = {
  found: 'lost',
  lost: 'found',
  better: 'worse',
  worse: 'better',
  same: 'same',
  new: 'new',
  'not-counted': 'not-counted',
};

test('what is better one way round is worse the other, and nothing changes against itself', () => {
  fc.assert(
    fc.property(ranks, ranks, (a, b) => {
      expect(compareRanks(b, a)).toBe(opposite[compareRanks(a, b)]);
      expect(compareRanks(a, a)).toBe(a.standing === 'document-gone' ? 'not-counted' : 'same');
    }),
  );
});

test('better after better is better: the order of checks does not go round in a circle', () => {
  const worth: Partial<Record<CheckChange, number>> = { found: 1, better: 1, same: 0, worse: -1, lost: -1 };
  const judged = ranks.filter(({ standing }) => standing === 'judged');
  fc.assert(
    fc.property(judged, judged, judged, (a, b, c) => {
      const [ab, bc, ac] = [compareRanks(a, b), compareRanks(b, c), compareRanks(a, c)].map((change) => worth[change] ?? 0);
      if (ab !== undefined && ab >= 0 && bc !== undefined && bc >= 0) expect(ac).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('while the passage is in neither, its document coming into sight is better; a document that is gone is not counted', () => {
  const judged = { standing: 'judged', passageRank: null } as const;
  expect(compareRanks({ ...judged, documentRank: null }, { ...judged, documentRank: 7 })).toBe('better');
  expect(compareRanks({ ...judged, documentRank: 2 }, { ...judged, documentRank: null })).toBe('worse');
  expect(
    compareRanks({ standing: 'judged', documentRank: 2, passageRank: 9 }, { standing: 'words-gone', documentRank: 1, passageRank: null }),
  ).toBe('better');
});

test('figures count every question with a document once, by its passage where its words are there', () => {
  const figures = checkFigures([
    { standing: 'judged', documentRank: 1, passageRank: 1 },
    { standing: 'judged', documentRank: 1, passageRank: 8 },
    { standing: 'judged', documentRank: 1, passageRank: null },
    { standing: 'words-gone', documentRank: 5, passageRank: null },
    { standing: 'document-gone', documentRank: null, passageRank: null },
  ]);
  expect(figures).toMatchObject({ counted: 4, foundInFive: 2, recall5: 0.5, recall10: 0.75 });
  expect(figures?.mrr10).toBeCloseTo((1 + 1 / 8 + 1 / 5) / 4);
  expect(figures?.ndcg10).toBeCloseTo((1 + 1 / Math.log2(9) + 1 / Math.log2(6)) / 4);
  expect(checkFigures([{ standing: 'document-gone', documentRank: null, passageRank: null }])).toBeNull();
});

test('five of five found are the recall of five, whatever the ranks', () => {
  fc.assert(
    fc.property(fc.array(ranks, { minLength: 1 }), (all) => {
      const figures = checkFigures(all);
      if (figures === null) return;
      expect(figures.recall5).toBeCloseTo(figures.foundInFive / figures.counted);
      expect(figures.recall10).toBeGreaterThanOrEqual(figures.recall5);
      expect(figures.ndcg10).toBeLessThanOrEqual(figures.recall10 + 1e-9);
    }),
  );
});
