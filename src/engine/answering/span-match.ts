import { isCommonTerm } from '../retrieval/common-words.ts';
import { termsOf } from '../retrieval/terms.ts';
import { isCloser, isSentenceEnd, sentencesOf, type TextRange } from './sentences.ts';

/** A range of a passage's text that was found to say what a claim says. */
export interface SpanMatch extends TextRange {
  /** Share of the claim's weight that the range holds, 0 to 1. */
  share: number;
}

const numberWeight = 3;
const smallWordWeight = 0.2;
const widestWindow = 3;
/** A further sentence must add this share of the claim to be taken along. */
const worthAnother = 0.15;
/** Between equals a whole sentence says more than a caption or a heading with the same words. */
const fragmentLoss = 0.05;
/** Below this the overlap is chance, and the question decides where to look. */
const chanceShare = 0.1;

/** Words and whole numbers of a text; a number keeps its separators (1,204 and 4.5 stay one term). */
function claimTerms(text: string): string[] {
  const numbers = [...text.matchAll(/\d[\d.,  ]*\d|\d/g)].map((match) => `#${match[0].replaceAll(/[,  ]/g, '')}`);
  return [...termsOf(text).filter((term) => !/^\d+$/.test(term)), ...numbers];
}

interface Sentence extends TextRange {
  terms: ReadonlySet<string>;
  /** It ends as sentences do. */
  isWhole: boolean;
}

/** True when the text ends with the mark that ends a sentence, quotation marks and brackets behind it aside. */
export function endsAsSentence(text: string): boolean {
  let last = text.length - 1;
  while (last > 0 && isCloser(text[last] ?? '')) last -= 1;
  return isSentenceEnd(text[last] ?? '');
}

function kindWeight(term: string): number {
  if (term.startsWith('#')) return numberWeight;
  return isCommonTerm(term) ? smallWordWeight : term.length < 3 ? 0.3 : 1;
}

/**
 * What finding a term in a sentence tells: rare among the passage's sentences is more, numbers are most. A word that
 * only joins or asks tells hardly anything, however seldom the passage has it.
 */
function weigh(claim: ReadonlySet<string>, sentences: readonly Sentence[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const term of claim) {
    const frequency = sentences.reduce((sum, sentence) => sum + (sentence.terms.has(term) ? 1 : 0), 0);
    const rarity = Math.log(1 + (sentences.length + 1) / (frequency + 0.5));
    weights.set(term, rarity * kindWeight(term));
  }
  return weights;
}

function bestWindow(sentences: readonly Sentence[], text: string): SpanMatch | null {
  const claim = new Set(claimTerms(text));
  const weights = weigh(claim, sentences);
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return null;
  const shareOf = (from: number, to: number): number => {
    let found = 0;
    for (const [term, weight] of weights) if (sentences.slice(from, to).some((sentence) => sentence.terms.has(term))) found += weight;
    return found / total;
  };
  let best: { from: number; to: number; share: number; value: number } | null = null;
  for (let from = 0; from < sentences.length; from += 1) {
    for (let to = from + 1; to <= Math.min(sentences.length, from + widestWindow); to += 1) {
      const share = shareOf(from, to);
      const loss = sentences.slice(from, to).some((sentence) => sentence.isWhole) ? 0 : fragmentLoss;
      const value = share - worthAnother * (to - from - 1) - loss;
      if (share > 0 && (best === null || value > best.value + 1e-9)) best = { from, to, share, value };
    }
  }
  const [first, last] = best === null ? [] : [sentences[best.from], sentences[best.to - 1]];
  return best === null || first === undefined || last === undefined ? null : { start: first.start, end: last.end, share: best.share };
}

/**
 * Our own highlight: the one to three sentences of `passage` that hold most of what `claim` says. The model's
 * quoting is not trusted. When the claim's words are not there, the question's best window, else the whole passage.
 */
export function matchSpan(passage: string, claim: string, question: string): SpanMatch {
  const sentences = sentencesOf(passage).map((range) => {
    const text = passage.slice(range.start, range.end);
    return { ...range, terms: new Set(claimTerms(text)), isWhole: endsAsSentence(text) };
  });
  const match = bestWindow(sentences, claim);
  if (match !== null && match.share >= chanceShare) return match;
  const byQuestion = bestWindow(sentences, question);
  if (byQuestion !== null) return { ...byQuestion, share: match?.share ?? 0 };
  return { start: 0, end: passage.length, share: 0 };
}
