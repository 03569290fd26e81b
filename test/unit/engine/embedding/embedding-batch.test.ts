import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estimateTokens,
  firstBudget,
  MAX_BATCH_TEXTS,
  nextBudget,
  withinBudget,
} from '../../../../src/engine/embedding/embedding-batch.ts';

const texts = (count: number, characters: number) => Array.from({ length: count }, () => ({ embedText: 'a'.repeat(characters) }));

describe('withinBudget', () => {
  it('begins with eight texts of full length', () => {
    expect(withinBudget(texts(40, 2_048), firstBudget)).toHaveLength(8);
  });

  it('takes the first items, at least one, and never more than one call takes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ embedText: fc.string({ maxLength: 3_000 }) }), { minLength: 1, maxLength: 90 }),
        fc.nat(50_000),
        (items, budget) => {
          const batch = withinBudget(items, budget);
          expect(batch).toEqual(items.slice(0, batch.length));
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(MAX_BATCH_TEXTS);
          const tokens = batch.reduce((sum, item) => sum + estimateTokens(item.embedText), 0);
          expect(batch.length === 1 || tokens <= budget).toBe(true);
        },
      ),
    );
  });
});

describe('nextBudget', () => {
  it('grows while full batches are quick and shrinks when they take long, within bounds', () => {
    expect(nextBudget(4_096, 100, true)).toBe(8_192);
    expect(nextBudget(4_096, 100, false)).toBe(4_096);
    expect(nextBudget(4_096, 900, true)).toBe(4_096);
    expect(nextBudget(4_096, 5_000, true)).toBe(2_048);
    let budget = firstBudget;
    for (let round = 0; round < 20; round += 1) budget = nextBudget(budget, 10_000, true);
    expect(budget).toBe(512);
    for (let round = 0; round < 20; round += 1) budget = nextBudget(budget, 1, true);
    expect(budget).toBe(64 * 512);
  });
});

describe('estimateTokens', () => {
  it('takes four Latin letters or one other character for a token', () => {
    expect(estimateTokens('abcdefgh')).toBe(2);
    expect(estimateTokens('合同条款')).toBe(4);
    expect(estimateTokens('')).toBe(0);
  });
});
