import { isCommonTerm } from './common-words.ts';
import { termOf, wordsOf } from './terms.ts';

/** What of a question may be the name of a file. */
export interface PossibleNames {
  /** With their extension: what stands before it may be several words. */
  names: string[];
  /** Without one: two words or more that tell something, one with a digit in it, or the whole question. */
  beginnings: string[];
}

const mostWords = 6;
/** No name of a file is longer on any system. */
const longestWord = 255;
const extension = /[^.\s]\.[\p{L}\p{N}]{1,5}$/u;
const edges = /^[\s"“”„«»‘(（[<]+|[\s"“”„«»’)）\]>?？!,;:、。]+$/gu;
const joiners = [' ', '_', '-'];
const unspaced = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]';
const beforeUnspaced = new RegExp(`(\\.[A-Za-z0-9]{2,5})(?=${unspaced})`, 'gu');
const behindUnspaced = new RegExp(`(?<=${unspaced}).`, 'gu');
const mostStarts = 24;

function bare(word: string): string {
  return word.replaceAll(edges, '').replace(/(?<=[\p{L}\p{N}])\.$|['’]s$/u, '');
}

/** Names that a file may have of those that a question holds; most are none. */
export function namesIn(question: string): PossibleNames {
  const words = question
    .replaceAll(beforeUnspaced, '$1 ')
    .split(/\s+/)
    .filter((word) => word.length <= longestWord)
    .map(bare)
    .filter((word) => word !== '')
    .slice(0, 40);
  const names = new Set<string>();
  const beginnings = new Set<string>();
  for (let end = 1; end <= words.length; end += 1) {
    const isWhole = extension.test(words[end - 1] ?? '');
    for (let start = end - 1; start >= Math.max(0, end - mostWords); start -= 1) {
      const run = words.slice(start, end);
      if (isWhole) for (const name of withLaterStarts(run.join(' '))) names.add(name);
      else if (run.length === words.length || tells(run)) for (const joiner of joiners) beginnings.add(run.join(joiner));
    }
  }
  return { names: [...names], beginnings: [...beginnings] };
}

/** Where no blank stands before a name, it may begin at any character. */
function withLaterStarts(name: string): string[] {
  const starts = Array.from(name.matchAll(behindUnspaced), ({ index }) => index).slice(-mostStarts);
  return [name, ...starts.map((start) => name.slice(start))];
}

/** One everyday word names no file: `contract` in a question is any contract. */
function tells(run: readonly string[]): boolean {
  const terms = new Set(wordsOf(run.join(' ')).map(termOf));
  const telling = [...terms].filter((term) => !isCommonTerm(term));
  const [word = ''] = run;
  return run.length > 1 ? telling.length > 1 && !isEdge(run) : /\p{N}/u.test(word) && telling.length > 1;
}

/** A run that begins or ends with a joining word is a part of the question, not of a name. */
function isEdge(run: readonly string[]): boolean {
  return [run[0] ?? '', run.at(-1) ?? ''].some((word) => wordsOf(word).every((each) => isCommonTerm(termOf(each))));
}
