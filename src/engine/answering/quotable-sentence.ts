import type { Passage } from '../../shared/domain/answer.ts';
import { isCommonTerm } from '../retrieval/common-words.ts';
import { termOf, wordsOf } from '../retrieval/terms.ts';
import { askedFor, holdsAskedFor, yearsIn, type AskedFor } from './asked-for.ts';
import { isFunctionWord } from './function-words.ts';
import { sentencesOf, type TextRange } from './sentences.ts';
import { endsAsSentence } from './span-match.ts';

/** The sentences of a passage that answer a question best. */
export interface QuotableRange extends TextRange {
  /** Share of the question's weight that stands in the range, 0 to 1. */
  share: number;
  /** Greater is better, across the passages of one question. */
  value: number;
  /** It speaks of another year than the one asked about. */
  isOfAnotherYear: boolean;
}

const widestWindow = 3;
/** A further sentence must add this share of the question to be taken along, and more when it is of another paragraph. */
const worthAnother = 0.12;
const worthAnotherParagraph = 0.1;
/** Between equals a whole sentence says more than a caption or a heading with the same words. */
const fragmentLoss = 0.05;
/** What a figure, sum or date is worth where one is asked for. */
const worthOfKind = 0.25;
/** Of all words of the question that follow each other and do so in the sentence. */
const worthOfNearness = 0.15;
const nearTerms = 3;
const lossOfAnotherYear = 0.4;
/** Headings and the rest of a passage say what its sentences are about: so much of what the words are worth in them. */
const worthOfContext = 0.6;
/** How far a word that is rare in its passage, rather than in all that was found, decides within the passage. */
const passageRarity = 0.8;
const smallWordWeight = 0.1;
const headWeight = 1.5;
const longestHead = 3;

interface Word {
  term: string;
  /** It joins or asks and names nothing. */
  isSmall: boolean;
}

interface Asked {
  kind: AskedFor;
  /** Shares of the question, 1 together. */
  weights: ReadonlyMap<string, number>;
  /** Words that follow each other in the question, small ones left out. */
  pairs: readonly (readonly [string, string])[];
  years: ReadonlySet<string>;
}

interface Sentence extends TextRange {
  text: string;
  terms: readonly string[];
  held: ReadonlySet<string>;
}

const termsIn = (text: string): string[] => wordsOf(text).map(termOf);

function sentencesIn({ text }: Passage): Sentence[] {
  return sentencesOf(text).map(({ start, end }) => {
    const own = text.slice(start, end);
    const terms = termsIn(own);
    return { start, end, text: own, terms, held: new Set(terms) };
  });
}

function rarityOf(term: string, sentences: readonly Sentence[]): number {
  const frequency = sentences.reduce((sum, { held }) => sum + (held.has(term) ? 1 : 0), 0);
  return Math.log(1 + (sentences.length + 1) / (frequency + 0.5));
}

function inShares(weights: ReadonlyMap<string, number>): Map<string, number> {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return new Map([...weights].map(([term, weight]) => [term, weight / total]));
}

function shareHeld(weights: ReadonlyMap<string, number>, holders: readonly { held: ReadonlySet<string> }[]): number {
  let share = 0;
  for (const [term, weight] of weights) if (holders.some(({ held }) => held.has(term))) share += weight;
  return share;
}

/** The first words that name something, "notice period" of "how long is the notice period for the offices". */
function headOf(words: readonly Word[]): ReadonlySet<string> {
  const from = words.findIndex(({ isSmall }) => !isSmall);
  const behind = from === -1 ? [] : words.slice(from);
  const length = behind.findIndex(({ isSmall }) => isSmall);
  const head = length === -1 ? behind : behind.slice(0, length);
  return new Set(head.length <= longestHead ? head.map(({ term }) => term) : []);
}

/** Weighs the question's words by how rare they are in all that was found. */
function weighQuestion(question: string, all: readonly Sentence[]): Asked {
  const { kind, rest } = askedFor(question);
  const words = wordsOf(rest).map((word) => ({ term: termOf(word), isSmall: isFunctionWord(word) || isCommonTerm(termOf(word)) }));
  const head = headOf(words);
  const weights = new Map<string, number>();
  for (const { term, isSmall } of words) {
    const importance = isSmall ? smallWordWeight : head.has(term) ? headWeight : 1;
    weights.set(term, rarityOf(term, all) * importance);
  }
  const telling = words.filter(({ isSmall }) => !isSmall).map(({ term }) => term);
  const pairs = telling.slice(1).map((term, index) => [telling[index] ?? term, term] as const);
  return { kind, weights: inShares(weights), pairs, years: yearsIn(question) };
}

/** Share of the question's pairs whose words stand near each other. */
function nearness(pairs: Asked['pairs'], { terms, held }: Sentence): number {
  if (pairs.length === 0) return 0;
  const isNear = ([first, second]: readonly [string, string]): boolean =>
    held.has(first) &&
    held.has(second) &&
    terms.some((term, at) => term === first && terms.slice(Math.max(0, at - nearTerms), at + nearTerms + 1).includes(second));
  return pairs.filter(isNear).length / pairs.length;
}

/** What a sentence is worth beside the words it shares with the question. */
function judge(sentence: Sentence, { kind, pairs }: Asked): { extra: number; isWhole: boolean } {
  const ofKind = kind === null ? 0 : worthOfKind * holdsAskedFor(kind, sentence.text);
  return { extra: ofKind + worthOfNearness * nearness(pairs, sentence), isWhole: endsAsSentence(sentence.text) };
}

function isOfOther(asked: ReadonlySet<string>, years: ReadonlySet<string>): boolean {
  return asked.size > 0 && years.size > 0 && ![...asked].some((year) => years.has(year));
}

function bestRange(passage: Passage, sentences: readonly Sentence[], asked: Asked, all: readonly Sentence[]): QuotableRange | null {
  const heading = [passage.documentName, ...passage.headingPath].join('\n');
  const context = shareHeld(asked.weights, [{ held: new Set(termsIn(heading)) }, ...sentences]);
  if (context === 0) return null;
  const isHeadingOfAnother = isOfOther(asked.years, yearsIn(heading));
  const within = inShares(
    new Map(
      [...asked.weights].map(([term, weight]) => [term, weight * (rarityOf(term, sentences) / rarityOf(term, all)) ** passageRarity]),
    ),
  );
  const judged = sentences.map((sentence) => ({ ...sentence, ...judge(sentence, asked) }));
  let best: { range: QuotableRange; here: number } | null = null;
  for (let from = 0; from < judged.length; from += 1) {
    for (let count = 1; count <= widestWindow && from + count <= judged.length; count += 1) {
      const window = judged.slice(from, from + count);
      const start = window[0]?.start ?? 0;
      const end = window.at(-1)?.end ?? start;
      const text = passage.text.slice(start, end);
      const years = yearsIn(text);
      const isOfAnotherYear = years.size === 0 ? isHeadingOfAnother : isOfOther(asked.years, years);
      const share = shareHeld(asked.weights, window);
      const worth =
        Math.max(...window.map(({ extra }) => extra)) -
        (isOfAnotherYear ? lossOfAnotherYear : 0) -
        worthAnother * (count - 1) -
        worthAnotherParagraph * (text.split(/\n[^\S\n]*\n/).length - 1) -
        (window.some(({ isWhole }) => isWhole) ? 0 : fragmentLoss);
      const here = shareHeld(within, window) + worth;
      if (best !== null && here <= best.here + 1e-9) continue;
      best = { range: { start, end, share, value: share + worthOfContext * (context - share) + worth, isOfAnotherYear }, here };
    }
  }
  return best?.range ?? null;
}

/**
 * For each passage the one to three sentences that answer the question best; the whole passage where it has none of the
 * question's words. Within a passage the words that are rare there decide; between passages those that are rare in all.
 */
export function quotableRanges(passages: readonly Passage[], question: string): QuotableRange[] {
  const sentences = passages.map(sentencesIn);
  const all = sentences.flat();
  const asked = weighQuestion(question, all);
  return passages.map(
    (passage, index) =>
      bestRange(passage, sentences[index] ?? [], asked, all) ?? {
        start: 0,
        end: passage.text.length,
        share: 0,
        value: 0,
        isOfAnotherYear: false,
      },
  );
}
