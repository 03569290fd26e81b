import { datesIn } from '../retrieval/dates-in.ts';
import { termOf, wordsOf } from '../retrieval/terms.ts';
import type { EarlierTurn } from './follow-up.ts';
import { languageOfSmallWords } from './function-words.ts';
import { namingWords } from './naming-words.ts';

const longest = 300;
const mostStrangeWords = 2;
const markup = /[\n\r[\]<>{}|]/;
const questionMark = /[?？]/;
const quotation = /["“„«「『][^"“”„«»「」『』]+["”“»」』]/gu;
const number = /\p{N}+/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** How many of these words occur in a text; of Chinese and Japanese, where half of a word's pairs do. */
function countIn(words: readonly string[], terms: ReadonlySet<string>): number {
  return words.filter((word) => {
    const own = wordsOf(word).map(termOf);
    return own.filter((term) => terms.has(term)).length >= own.length / 2;
  }).length;
}

const termsIn = (...texts: readonly string[]): Set<string> => new Set(texts.flatMap((text) => wordsOf(text).map(termOf)));

function isInLanguageOf(text: string, question: string, query: string): boolean {
  if (unspaced.test(text) !== unspaced.test(question)) return false;
  const spoken = languageOfSmallWords(text);
  const expected = languageOfSmallWords(question) ?? languageOfSmallWords(query);
  return spoken === null || expected === null || spoken === expected;
}

/**
 * True when what a model wrote is the question made stand-alone: one short line in its language that still asks, keeps
 * what it names (figures and quotations to the letter), takes something of the question before along and brings hardly
 * anything of its own. An answer, a translation or anything else is none.
 */
export function isUsableRewriting(text: string, question: string, { query, documents }: EarlierTurn): boolean {
  if (text === '' || text.length > longest || markup.test(text)) return false;
  if (questionMark.test(question) && !questionMark.test(text)) return false;
  const kept = [...(question.match(number) ?? []), ...(question.match(quotation) ?? [])];
  if (kept.some((each) => !text.includes(each)) || !isInLanguageOf(text, question, query)) return false;
  const terms = termsIn(text);
  const own = namingWords(question);
  if (countIn(own, terms) < own.length / 2) return false;
  const before = [...namingWords(query), ...documents.flatMap((name) => namingWords(name))];
  if (countIn(before, terms) === 0) return false;
  const words = namingWords(text);
  const isOfDate = datesIn(question).length > 0 && datesIn(text).length > 0;
  return words.length - countIn(words, termsIn(question, query, ...documents)) <= mostStrangeWords + (isOfDate ? 1 : 0);
}
