/*
 * What the split pattern of o200k_base asks of a character, as bits. A letter has BEGINS, CONTINUES or both: the
 * pattern lets a word begin with capitals and go on with small letters, and letters without case may do either.
 */
export const BEGINS = 1;
export const CONTINUES = 2;
/** Always with BEGINS and CONTINUES: marks stand inside words as letters do, and outside as signs do. */
export const MARK = 4;
export const DIGIT = 8;
export const BLANK = 16;
export const NEWLINE = 32;
export const SIGN = 64;

/** Classes by code point, filled as characters are met; 0 is not looked at yet. */
const known = new Uint8Array(0x110000);

function classify(character: string): number {
  if (/^\p{M}/u.test(character)) return BEGINS | CONTINUES | MARK;
  if (/^[\p{Lu}\p{Lt}]/u.test(character)) return BEGINS;
  if (/^\p{Ll}/u.test(character)) return CONTINUES;
  if (/^\p{L}/u.test(character)) return BEGINS | CONTINUES;
  if (/^\p{N}/u.test(character)) return DIGIT;
  if (/^[\r\n]/.test(character)) return NEWLINE;
  return /^\s/u.test(character) ? BLANK : SIGN;
}

/** The code point at `at`; half of a surrogate pair that stands alone is one of its own. */
export function codePointAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return (unit & 0xfc00) === 0xd800 ? (text.codePointAt(at) ?? unit) : unit;
}

/** The bits above for a code point. */
export function classOf(codePoint: number): number {
  const found = known[codePoint] ?? 0;
  if (found !== 0) return found;
  const made = classify(String.fromCodePoint(codePoint));
  known[codePoint] = made;
  return made;
}

/** UTF-16 units that a code point takes. */
export function unitsOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}
