import { BEGINS, BLANK, classOf, codePointAt, CONTINUES, DIGIT, MARK, NEWLINE, SIGN, unitsOf } from './character-classes.ts';

const SPACE = 0x20;
const SLASH = 0x2f;
const APOSTROPHE = 0x27;

/** The end of the run of characters with one of `bits` that begins at `at`. */
function runEnd(text: string, at: number, end: number, bits: number): number {
  let next = at;
  while (next < end) {
    const codePoint = codePointAt(text, next);
    if ((classOf(codePoint) & bits) === 0) break;
    next += unitsOf(codePoint);
  }
  return next;
}

/**
 * The end of letters that begin as a word and go on as one; where none goes on, the complement of the end of those that
 * begin.
 */
function lettersEnd(text: string, at: number, end: number): number {
  let next = at;
  let lastContinuing = -1;
  while (next < end) {
    const codePoint = codePointAt(text, next);
    const found = classOf(codePoint);
    if ((found & BEGINS) === 0) {
      if ((found & CONTINUES) === 0) break;
      return runEnd(text, next, end, CONTINUES);
    }
    next += unitsOf(codePoint);
    if ((found & CONTINUES) !== 0) lastContinuing = next;
  }
  return lastContinuing >= 0 ? lastContinuing : ~next;
}

/** Takes along an English ending after `at`: 's, 't, 'd, 'm, 're, 've, 'll. */
function withEnding(text: string, at: number, end: number): number {
  if (at + 1 >= end || text.charCodeAt(at) !== APOSTROPHE) return at;
  const first = String.fromCharCode(text.charCodeAt(at + 1) | 0x20);
  if ('stdm'.includes(first)) return at + 2;
  if (at + 2 >= end) return at;
  const both = first + String.fromCharCode(text.charCodeAt(at + 2) | 0x20);
  return both === 're' || both === 've' || both === 'll' ? at + 3 : at;
}

function digitsEnd(text: string, at: number, end: number): number {
  let next = at;
  for (let count = 0; count < 3 && next < end; count += 1) {
    const codePoint = codePointAt(text, next);
    if (classOf(codePoint) !== DIGIT) break;
    next += unitsOf(codePoint);
  }
  return next;
}

function signsEnd(text: string, at: number, end: number): number {
  let next = runEnd(text, at, end, SIGN | MARK);
  while (next < end && (text.charCodeAt(next) === SLASH || classOf(text.charCodeAt(next)) === NEWLINE)) next += 1;
  return next;
}

/** Blanks up to the last newline; without one all but the last, which belongs to what follows. */
function blanksEnd(text: string, at: number, end: number): number {
  let next = at;
  let afterNewline = -1;
  for (; next < end; next += 1) {
    const found = classOf(text.charCodeAt(next));
    if (found === NEWLINE) afterNewline = next + 1;
    else if (found !== BLANK) break;
  }
  if (afterNewline >= 0) return afterNewline;
  return next < end && next - at > 1 ? next - 1 : next;
}

/**
 * Where the word that begins at `at` ends, no further than `end`: exactly what the split pattern of o200k_base matches
 * there in `text.slice(0, end)`. The pattern itself would take longer than counting does.
 */
export function wordEnd(text: string, at: number, end: number): number {
  const codePoint = codePointAt(text, at);
  const first = classOf(codePoint);
  if (first === DIGIT) return digitsEnd(text, at, end);
  if (first === NEWLINE) return blanksEnd(text, at, end);
  const hasPrefix = (first & (SIGN | BLANK | MARK)) !== 0;
  const lettersStart = hasPrefix ? at + unitsOf(codePoint) : at;
  const letters = lettersEnd(text, lettersStart, end);
  if (letters >= 0) return withEnding(text, letters, end);
  if (first & MARK) return withEnding(text, lettersEnd(text, at, end), end);
  if (~letters > lettersStart) return withEnding(text, ~letters, end);
  const signs = codePoint === SPACE ? at + 1 : at;
  const hasSign = signs < end && (classOf(codePointAt(text, signs)) & (SIGN | MARK)) !== 0;
  return hasSign ? signsEnd(text, signs, end) : blanksEnd(text, at, end);
}
