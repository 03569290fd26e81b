import { spreadOf } from './fusion.ts';
import type { Hit } from '../../shared/domain/retrieval.ts';
import { termsOf } from './terms.ts';
import { isAmong, weightOf, type WeightedTerm } from './weigh-terms.ts';

/** How much there is to cite. `relevant` is false when answering from these hits would be making things up. */
export interface Relevance {
  relevant: boolean;
  /** Weight share of the question's informative terms that the best hit holds, 0 to 1. */
  wordShare: number;
  /** How far the nearest vector stands out from the background, in standard deviations; null without vectors. */
  standOut: number | null;
}

/*
 * Measured on the development sets: questions with an answer in the library hold 0.44 or more of
 * their weight in the best hit in 95 of 100 cases (pairs of CJK characters: 0.28), questions about another subject
 * 0.31 or less (0.19). The nearest of n unrelated chunks stands out by about √(2 ln n) standard deviations.
 */
const wordFloor = 0.34;
const cjkWordFloor = 0.26;
const standOutMargin = 1;
const hitsLookedAt = 3;
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

const none: ReadonlySet<string> = new Set();

function weightOfAll(terms: readonly WeightedTerm[]): number {
  return terms.reduce((sum, term) => sum + term.weight, 0);
}

/**
 * Weight share of `terms` found among `textTerms`. A word of `respelt` is a guess: it counts at most as much as what is
 * found beside it as it was typed, unless nothing was typed that did not need respelling.
 */
function wordShare(terms: readonly WeightedTerm[], textTerms: ReadonlySet<string>, respelt: ReadonlySet<string>): number {
  const total = weightOfAll(terms);
  const found = terms.filter((term) => isAmong(term, textTerms));
  const guessed = weightOfAll(found.filter(({ word }) => respelt.has(word)));
  const typed = weightOfAll(found) - guessed;
  const isAllGuessed = terms.every(({ word }) => respelt.has(word));
  return total === 0 ? 0 : (typed + (isAllGuessed ? guessed : Math.min(guessed, typed))) / total;
}

type Searched = Pick<Hit, 'text' | 'documentName' | 'documentTitle' | 'headingPath'>;

/**
 * The largest weight share of `terms` that one of these holds, in its text or in what stands above it. Words of
 * `respelt` are doubted.
 */
export function bestWordShare(terms: readonly WeightedTerm[], texts: readonly Searched[], respelt = none): number {
  return texts.reduce((best, { text, documentTitle, documentName, headingPath }) => {
    const found = new Set(termsOf([text, documentTitle ?? '', documentName, ...headingPath].join('\n')));
    return Math.max(best, wordShare(terms, found, respelt));
  }, 0);
}

/** Robust standard deviations between the best score and the middle of the background. */
export function standOutOf(best: number, background: readonly number[]): number {
  const { middle, deviation } = spreadOf(background);
  return (best - middle) / deviation;
}

/**
 * Decides whether anything found is worth citing: the words of one hit, or the nearest vector, must say more than
 * a question about another subject would find by chance. Errs towards answering; the model can still say no.
 */
export function judgeRelevance(found: {
  /** The question's informative terms. */
  terms: readonly WeightedTerm[];
  /** Words of `terms` that nobody typed: the nearest of the library to one that stands nowhere in it. */
  respelt?: ReadonlySet<string>;
  hits: readonly (Searched & Pick<Hit, 'ranks'>)[];
  bestCosine: number | null;
  background: readonly number[];
  chunkCount: number;
}): Relevance {
  const { respelt = none, hits, bestCosine, background, chunkCount } = found;
  // As much is missing where a guess is not found as if the word had been left as it was typed.
  const terms = found.terms.map((term) => (respelt.has(term.word) ? { ...term, weight: weightOf(0, chunkCount) } : term));
  const wordRank = (hit: Pick<Hit, 'ranks'>): number => hit.ranks.find((each) => each.retriever === 'full-text')?.rank ?? Infinity;
  const best = bestWordShare(
    terms,
    hits.filter((hit, index) => index < hitsLookedAt || wordRank(hit) <= hitsLookedAt),
    respelt,
  );
  const cjkShare = terms.length === 0 ? 0 : terms.filter((term) => cjk.test(term.term)).length / terms.length;
  const floor = wordFloor + (cjkWordFloor - wordFloor) * cjkShare;
  const standOut = bestCosine === null || background.length === 0 ? null : standOutOf(bestCosine, background);
  const standOutFloor = Math.sqrt(2 * Math.log(Math.max(chunkCount, 10))) + standOutMargin;
  const relevant = hits.length > 0 && (best >= floor || (standOut !== null && standOut >= standOutFloor));
  return { relevant, wordShare: best, standOut };
}
