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

interface Token {
  written: string;
  /** Its terms that tell something. */
  telling: readonly string[];
}

function tokenOf(word: string): Token {
  return { written: word, telling: wordsOf(word).map(termOf).filter((term) => !isCommonTerm(term)) }; // prettier-ignore
}

/** One everyday word names no file, for `contract` in a question is any contract; nor does what begins or ends with a joining word. */
function tells(run: readonly Token[]): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined || first.telling.length === 0 || last.telling.length === 0) return false;
  if (new Set(run.flatMap(({ telling }) => telling)).size < 2) return false;
  return run.length > 1 || /\p{N}/u.test(first.written);
}

/** Names that a file may have of those that a question holds; most are none. */
export function namesIn(question: string): PossibleNames {
  const tokens = question
    .replaceAll(beforeUnspaced, '$1 ')
    .split(/\s+/)
    .filter((word) => word.length <= longestWord)
    .map(bare)
    .filter((word) => word !== '')
    .slice(0, 40)
    .map(tokenOf);
  const names = new Set<string>();
  const beginnings = new Set<string>();
  for (let end = 1; end <= tokens.length; end += 1) {
    const isWhole = extension.test(tokens[end - 1]?.written ?? '');
    for (let start = end - 1; start >= Math.max(0, end - mostWords); start -= 1) {
      const run = tokens.slice(start, end);
      const written = run.map((token) => token.written);
      if (isWhole) for (const name of withLaterStarts(written.join(' '))) names.add(name);
      else if (run.length === tokens.length || tells(run)) for (const joiner of joiners) beginnings.add(written.join(joiner));
    }
  }
  return { names: [...names], beginnings: [...beginnings] };
}

/** Where no blank stands before a name, it may begin at any character. */
function withLaterStarts(name: string): string[] {
  const starts = Array.from(name.matchAll(behindUnspaced), ({ index }) => index).slice(-mostStarts);
  return [name, ...starts.map((start) => name.slice(start))];
}
