const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** Chinese and Japanese, written without spaces. */
export function isSpaceless(char: string): boolean {
  return cjk.test(char);
}

export function isSpacelessCode(code: number): boolean {
  return code >= 0x2e80 && (code < 0xac00 || (code >= 0xf900 && code < 0xfb00) || code >= 0xfe30) && cjk.test(String.fromCodePoint(code));
}

/** Hebrew, Arabic and their kin, and their presentation forms. */
export function isRightToLeftCode(code: number): boolean {
  return (code >= 0x590 && code <= 0x8ff) || (code >= 0xfb1d && code <= 0xfdff) || (code >= 0xfe70 && code <= 0xfefc);
}

/** A letter of the Latin, Greek or Cyrillic script. */
export function isLeftToRightCode(code: number): boolean {
  return (
    (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || (code >= 0xc0 && code <= 0x52f && code !== 0xd7 && code !== 0xf7)
  );
}

export function hasRightToLeft(text: string): boolean {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.test(text);
}
