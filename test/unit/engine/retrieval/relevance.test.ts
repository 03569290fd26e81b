import { describe, expect, it } from 'vitest';
import { judgeRelevance, standOutOf } from '../../../../src/engine/retrieval/relevance.ts';
import { informativeTerms, selectTerms, weighTerms } from '../../../../src/engine/retrieval/weigh-terms.ts';

const text = (body: string) => ({ text: body, documentName: 'a.txt', documentTitle: null, headingPath: [], ranks: [] });
const termsFor = (words: string[], frequencies: Record<string, number>, chunkCount: number, question = '') =>
  informativeTerms(weighTerms(words, new Map(Object.entries(frequencies)), chunkCount), chunkCount, question);
/** A background as a model gives it: spread around a middle. */
const background = Array.from({ length: 200 }, (_, index) => 0.1 + 0.05 * Math.sin(index));

describe('the relevance floor', () => {
  const terms = termsFor(['how', 'high', 'deposit', 'commercial', 'lease'], { high: 30, deposit: 2, lease: 3 }, 100);

  it('lets a hit through that holds the words the question is about', () => {
    const verdict = judgeRelevance({ terms, hits: [text('The deposits of the lease')], bestCosine: null, background: [], chunkCount: 100 });
    expect(verdict).toMatchObject({ relevant: true, standOut: null });
  });

  it('refuses a hit that shares only an everyday word', () => {
    const found = { terms, hits: [text('High mountains')], bestCosine: null, background: [], chunkCount: 100 };
    expect(judgeRelevance(found).relevant).toBe(false);
  });

  it('does not look for the measure that is asked for, but for what is measured', () => {
    const named = (question: string, words: string[]) => termsFor(words, {}, 100, question).map(({ word }) => word);
    expect(named('How long is the notice?', ['long', 'notice'])).toEqual(['notice']);
    expect(named('Wie HOCH ist die Kaution?', ['hoch', 'kaution'])).toEqual(['kaution']);
    expect(named('What is high blood pressure?', ['high', 'blood', 'pressure'])).toEqual(['high', 'blood', 'pressure']);
  });

  it('takes a respelt word for a guess: alone beside an everyday word it carries nothing, beside words as typed it counts', () => {
    const asked = termsFor(['teams', 'billings', 'stadium'], { teams: 60, billings: 4 }, 100);
    const found = { terms: asked, hits: [text('Billings of teams')], bestCosine: null, background: [], chunkCount: 100 };
    expect(judgeRelevance(found).relevant).toBe(true);
    expect(judgeRelevance({ ...found, respelt: new Set(['billings']) }).relevant).toBe(false);
    const misspelt = { ...found, terms, hits: [text('The deposits of the lease')] };
    expect(judgeRelevance({ ...misspelt, respelt: new Set(['deposit']) }).relevant).toBe(true);
    const onlyGuess = { ...misspelt, terms: termsFor(['deposit'], { deposit: 2 }, 100) };
    expect(judgeRelevance({ ...onlyGuess, respelt: new Set(['deposit']) }).relevant).toBe(true);
  });

  it('lets a paraphrase through whose vector stands out, and refuses one that does not', () => {
    const found = { terms, hits: [text('Money kept as security')], background, chunkCount: 100 };
    expect(judgeRelevance({ ...found, bestCosine: 0.6 }).relevant).toBe(true);
    expect(judgeRelevance({ ...found, bestCosine: 0.18 }).relevant).toBe(false);
  });

  it('measures a vector against its own background: a model that finds everything alike convinces nobody', () => {
    expect(standOutOf(0.85, [0.8, 0.82, 0.84, 0.81, 0.83])).toBeLessThan(3);
    expect(standOutOf(0.85, [0.1, 0.12, 0.08, 0.11, 0.09])).toBeGreaterThan(10);
  });

  it('is never passed by nothing', () => {
    expect(judgeRelevance({ terms: [], hits: [], bestCosine: null, background: [], chunkCount: 0 }).relevant).toBe(false);
  });
});

describe('the words looked up', () => {
  it('leave out what stands in most chunks of a library, unless there is nothing else', () => {
    const words = ['contract', 'the', 'seller'];
    const frequencies = new Map([
      ['contract', 900],
      ['the', 1000],
      ['seller', 12],
    ]);
    const terms = weighTerms(words, frequencies, 1000);
    expect(selectTerms(terms, 1000).map((term) => term.word)).toEqual(['seller']);
    expect(selectTerms(weighTerms(['the'], frequencies, 1000), 1000).map((term) => term.word)).toEqual(['the']);
  });

  it('keep an OR over a large library within its budget of rows, rarest words first', () => {
    const words = Array.from({ length: 30 }, (_, index) => `word${index}x`);
    const frequencies = new Map(words.map((word, index) => [word, 4000 - index * 100]));
    const selected = selectTerms(weighTerms(words, frequencies, 100_000), 100_000);
    expect(selected[0]?.frequency).toBe(1100);
    expect(selected.reduce((sum, term) => sum + term.frequency, 0)).toBeLessThanOrEqual(10_000);
  });
});
