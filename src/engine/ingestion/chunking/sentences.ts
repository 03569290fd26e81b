import { abbreviations } from './abbreviations.ts';

/** A half-open range of UTF-16 units that begins and ends with a character that is not blank. */
export interface TextRange {
  start: number;
  end: number;
}

/** Ends a sentence wherever it stands: full stops of scripts that put no blank after them, and dandas. */
const standaloneStops = '。！？｡।॥؟۔።';
const stops = `.!?…‼⁇⁈⁉${standaloneStops}`;
const closers = '"\'”’»›)]}」』）】》〉〗］｝';

const sentenceEnd = new RegExp(`[${stops}]+[${closers.replaceAll(/[\]]/g, '\\$&')}]*|\\n[^\\S\\n]*\\n`, 'gu');
const wordBefore = /[\p{L}\p{M}\p{N}.-]*$/u;
const closingQuote = /[」』]$/u;
const hiragana = /^[\u3041-\u309f]/u;
/** A day as German writes it, "am 17. März": the word in front and the month behind, so that no English sentence is meant. */
const dayBefore = /(?:^|[\s(])(?:am|vom|zum|bis|ab|seit|den|der|dem|im) \d{1,2}$/iu;
const germanMonth = /^(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)(?!\p{L})/u;
const LONGEST_MONTH = 9;
const LONGEST_ABBREVIATION = 12;
/** Beyond this any full stop ends a sentence: the text is no prose, and looking on would hold up the loop. */
const LONGEST_SENTENCE = 4_000;

/** True when the full stop at `at` belongs to a word or a number and does not end a sentence. */
function belongsToWord(text: string, sentenceStart: number, at: number, next: number): boolean {
  const before = text.slice(Math.max(sentenceStart, at - LONGEST_ABBREVIATION), at);
  const word = wordBefore.exec(before)?.[0] ?? '';
  if (abbreviations.has(word.toLowerCase())) return true;
  // An initial ("J. Smith") or the number of a clause or list item ("3. The tenant …").
  if (/^\p{Lu}$/u.test(word)) return true;
  if (/^\d{1,3}$/.test(word) && text.slice(sentenceStart, at).trim() === word) return true;
  if (dayBefore.test(before) && germanMonth.test(text.slice(next, next + LONGEST_MONTH + 1))) return true;
  return /^\p{Ll}/u.test(text.slice(next, next + 2));
}

function trimmed(text: string, start: number, end: number): TextRange | null {
  const slice = text.slice(start, end);
  const from = start + (slice.length - slice.trimStart().length);
  const to = start + slice.trimEnd().length;
  return from < to ? { start: from, end: to } : null;
}

/**
 * The sentences of `text` in order, without the blanks between them; together they hold every character
 * that is not blank. Knows full stops of Chinese, Japanese, Hindi, Arabic and Amharic, closing quotes, and
 * the common abbreviations of European languages. Lazy and linear, also on a text without any stop.
 */
export function* sentencesOf(text: string): Generator<TextRange> {
  let start = 0;
  for (const match of text.matchAll(sentenceEnd)) {
    const mark = match[0];
    const end = match.index + mark.length;
    // A quoted sentence that a particle carries on: 「…。」と言った。
    if (closingQuote.test(mark) && hiragana.test(text.charAt(end))) continue;
    if (!mark.startsWith('\n') && !standaloneStops.includes(mark.charAt(0))) {
      const gap = /^\s+/.exec(text.slice(end, end + 16))?.[0].length ?? 0;
      if (gap === 0 && end < text.length) continue;
      const isFullStop = mark.startsWith('.') && !mark.startsWith('..') && end < text.length && end - start < LONGEST_SENTENCE;
      if (isFullStop && belongsToWord(text, start, match.index, end + gap)) continue;
    }
    const range = trimmed(text, start, end);
    if (range) yield range;
    start = end;
  }
  const rest = trimmed(text, start, text.length);
  if (rest) yield rest;
}
