import { BEGINS, classOf, codePointAt, CONTINUES, DIGIT, unitsOf } from './character-classes.ts';

/** Longest run without a boundary that a tokenizer is given; above it js-tiktoken, the reference, turns quadratic and hangs. */
export const MAX_RUN_CHARACTERS = 256;

const LETTER = BEGINS | CONTINUES;

/**
 * Where the piece of `text` that begins at `start` ends: no run of letters, or of blanks and signs, in it is longer
 * than {@link MAX_RUN_CHARACTERS} UTF-16 units. Between such runs a tokenizer's own split pattern cuts, so most texts
 * are one piece. Digits never form a run: the pattern takes three at a time. Surrogate pairs stay together.
 */
export function pieceEnd(text: string, start: number): number {
  let runStart = start;
  let runClass = -1;
  for (let at = start; at < text.length;) {
    const codePoint = codePointAt(text, at);
    const found = classOf(codePoint);
    const own = (found & LETTER) !== 0 ? LETTER : found & DIGIT;
    if (own !== runClass || own === DIGIT) {
      runClass = own;
      runStart = at;
    } else if (at - runStart >= MAX_RUN_CHARACTERS - 1) {
      return at;
    }
    at += unitsOf(codePoint);
  }
  return text.length;
}
