import { monthOfName } from '../retrieval/month-names.ts';
import { isFunctionWord } from './function-words.ts';

/** A half-open range of UTF-16 code units. */
export interface TextRange {
  start: number;
  end: number;
}

const terminators = new Set(['.', '!', '?', '…']);
const wideTerminators = new Set(['。', '！', '？', '｡']);
const closers = new Set(['"', "'", ')', ']', '»', '”', '’', '」', '』', '）', '】', '*', '_']);
const abbreviations = new Set([
  'e.g', 'i.e', 'cf', 'vs', 'etc', 'al', 'fig', 'figs', 'no', 'nr', 'p', 'pp', 'eq', 'sec', 'ch', 'vol', 'approx', 'ca', 'inc',
  'ltd', 'co', 'corp', 'dr', 'mr', 'mrs', 'ms', 'prof', 'st', 'jr', 'sr', 'z.b', 'd.h', 'bzw', 'art', 'par', 'abs',
  'ziff', 'vgl', 'inkl', 'zzgl', 'ggf', 'str',
]); // prettier-ignore

/** Words in front of an ordinal number in languages that write it with a full stop: "am 17. März", "die 3. Kammer". */
const beforeOrdinal =
  /(?:^|[\s(])(?:am|der|die|das|den|dem|des|im|vom|zum|zur|beim|bis|ab|seit|ein|eine|einen|einem|einer|eines|jeder|jede|jeden|jedem|diese[mnrs]?|zu|und|oder|ihre[mnrs]?|seine[mnrs]?|unsere[mnrs]?)\s+$/iu;

/** A day in front of its month, or the number of one of many, as German and its neighbours write them. */
function isOrdinal(text: string, lineStart: number, begin: number, stop: number): boolean {
  if (!/^\d{1,2}$/.test(text.slice(begin, stop))) return false;
  const next = /^[^\S\n]+([\p{L}\p{M}]+)/u.exec(text.slice(stop + 1, stop + 40))?.[1];
  if (next === undefined) return false;
  if (monthOfName(next) !== null || /^\p{Ll}/u.test(next)) return true;
  // A sentence that begins behind a figure begins with a small word more often than an ordinal's noun is one.
  return !isFunctionWord(next.toLowerCase()) && beforeOrdinal.test(text.slice(Math.max(lineStart, begin - 16), begin));
}

/** True for the characters that may end a sentence, with or without a blank behind them. */
export function isSentenceEnd(character: string): boolean {
  return terminators.has(character) || wideTerminators.has(character);
}

/** True for quotes and brackets that still belong to the sentence they close. */
export function isCloser(character: string): boolean {
  return closers.has(character);
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}

/** A full stop after an abbreviation, an initial, an ordinal or the number of a list item ends nothing. */
function endsNothing(text: string, lineStart: number, stop: number): boolean {
  if (text[stop] !== '.') return false;
  let begin = stop;
  while (begin > lineStart && !/[\s(["'“]/.test(text[begin - 1] as string)) begin -= 1;
  const word = text.slice(begin, stop);
  if (/^\p{Lu}$/u.test(word)) return true;
  if (/^\d{1,3}$/.test(word) && text.slice(lineStart, begin).trim() === '') return true;
  return abbreviations.has(word.toLowerCase()) || isOrdinal(text, lineStart, begin, stop);
}

/** Where the words of a line begin: behind blanks, list marks, quote marks and heading marks. */
export function lineContentStart(line: string): number {
  return /^\s*(?:(?:[-*+•>]|#{1,6}|\d{1,3}[.)])\s+)*/.exec(line)?.[0].length ?? 0;
}

/**
 * The sentences of a text in order, without the blanks around them. A line break always ends a sentence, since
 * rows, list items and headings are lines; works for scripts with and without blanks between sentences.
 */
export function sentencesOf(text: string): TextRange[] {
  const sentences: TextRange[] = [];
  const push = (start: number, end: number): void => {
    let [from, to] = [start, end];
    while (from < to && isBlank(text[from])) from += 1;
    while (to > from && isBlank(text[to - 1])) to -= 1;
    if (to > from) sentences.push({ start: from, end: to });
  };
  let lineStart = 0;
  while (lineStart <= text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    let start = lineStart + lineContentStart(text.slice(lineStart, lineEnd));
    for (let at = start; at < lineEnd; at += 1) {
      const character = text[at] as string;
      if (!isSentenceEnd(character)) continue;
      let end = at + 1;
      while (end < lineEnd && (isSentenceEnd(text[end] as string) || isCloser(text[end] as string))) end += 1;
      const ends = wideTerminators.has(character) || (isBlank(text[end]) && !endsNothing(text, lineStart, at));
      if (ends) {
        push(start, end);
        start = end;
      }
      at = end - 1;
    }
    push(start, lineEnd);
    lineStart = lineEnd + 1;
  }
  return sentences;
}

/** Start of the sentence that holds the last word before `offset`; `offset` itself when there is none. */
export function sentenceStartBefore(text: string, offset: number): number {
  const lineStart = text.lastIndexOf('\n', Math.max(0, text.slice(0, offset).trimEnd().length - 1)) + 1;
  const last = sentencesOf(text.slice(lineStart, offset)).at(-1);
  return last === undefined ? offset : lineStart + last.start;
}
