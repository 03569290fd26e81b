import { isLoneCharacter } from '../store/searchable-text.ts';
import { isCommonTerm } from './common-words.ts';
import { phraseMatch } from './match-expression.ts';
import { termOf } from './terms.ts';

export interface WeightedTerm {
  /** As written in the query. */
  word: string;
  /** Folded and stemmed, for comparison with a text. */
  term: string;
  /** Other terms that are the same word: `muller` and `mueller`. */
  variants: readonly string[];
  /** Words that begin so are this word. */
  isBeginning: boolean;
  /** For the index. */
  match: string;
  /** Chunks of the library that hold it. */
  frequency: number;
  /** Inverse document frequency: what finding this word tells. */
  weight: number;
}

const termLimit = 32;
/** Rows an OR may touch; FTS5 needs about 1.3 µs of CPU for each. */
const rowBudget = 10_000;
const alwaysKept = 2;
/** In fewer chunks than these, how often a word occurs says little about how much it tells. */
const smallLibrary = 50;
/** Rarity is weighed as in a library of at least this size: in ten chunks an everyday word is as absent as a name. */
const weighedSize = 1_000;

function isEverywhere(term: WeightedTerm, chunkCount: number): boolean {
  return chunkCount >= smallLibrary && term.frequency > chunkCount / 2;
}

/** What finding something tells that stands in `frequency` of `chunkCount` chunks. */
export function weightOf(frequency: number, chunkCount: number): number {
  return Math.log(1 + Math.max(chunkCount, weighedSize) / (Math.max(frequency, 1) + 0.5));
}

/** What each distinct word of a query tells in a library of `chunkCount` chunks. */
export function weighTerms(words: readonly string[], frequencies: ReadonlyMap<string, number>, chunkCount: number): WeightedTerm[] {
  const weighted = new Map<string, WeightedTerm>();
  for (const word of words) {
    const term = termOf(word);
    const frequency = frequencies.get(word) ?? 0;
    const weight = weightOf(frequency, chunkCount);
    const isBeginning = isLoneCharacter(word);
    if (!weighted.has(term)) weighted.set(term, { word, term, variants: [], isBeginning, match: phraseMatch([word]), frequency, weight });
  }
  return [...weighted.values()];
}

/** True when a text with these terms holds the word. */
export function isAmong(term: WeightedTerm, textTerms: ReadonlySet<string>): boolean {
  if (textTerms.has(term.term) || term.variants.some((variant) => textTerms.has(variant))) return true;
  if (!term.isBeginning) return false;
  for (const each of textTerms) if (each.startsWith(term.term) || (isLoneCharacter(term.term) && each.includes(term.term))) return true;
  return false;
}

/**
 * The terms worth looking up: those that occur, rarest first, without the common ones, at most 32 and not more
 * than the row budget allows. When only common ones occur, the rarest of those.
 */
export function selectTerms(terms: readonly WeightedTerm[], chunkCount: number): WeightedTerm[] {
  const occurring = terms.filter((term) => term.frequency > 0).toSorted((a, b) => a.frequency - b.frequency);
  const telling = occurring.filter((term) => !isEverywhere(term, chunkCount));
  const named = telling.filter((term) => !isCommonTerm(term.term));
  const pool = named.length > 0 ? named : occurring;
  const selected: WeightedTerm[] = [];
  let rows = 0;
  for (const term of pool) {
    if (selected.length >= termLimit || (selected.length >= alwaysKept && rows + term.frequency > rowBudget)) break;
    selected.push(term);
    rows += term.frequency;
  }
  return selected;
}

const measure =
  /(?<!\p{L})(?:how|wie)\s+(long|high|large|big|old|far|often|soon|deep|wide|tall|late|early|lange?|hoch|gro(?:ß|ss)|alt|weit|oft|breit|tief|teuer|spät|früh)(?!\p{L})/gu;

/** What only asks for a measure: the `long` of `how long`, though `long` itself may name something. */
function measuresIn(question: string): Set<string> {
  return new Set(Array.from(question.toLowerCase().matchAll(measure), ([, word]) => termOf(word ?? '')));
}

/** The words a question is about: neither asking nor joining words. All words when nothing else is left. */
export function informativeTerms(terms: readonly WeightedTerm[], chunkCount: number, question: string): WeightedTerm[] {
  const measures = measuresIn(question);
  const informative = terms.filter((term) => !isCommonTerm(term.term) && !measures.has(term.term) && !isEverywhere(term, chunkCount));
  return informative.length > 0 ? informative : terms.filter((term) => !isCommonTerm(term.term));
}
