import type { RecognisedPage } from '../pdf/ocr-page.ts';

/** Letters of scripts whose words may be one letter long. */
const wordsOfOne = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const isWord = /\p{L}{3}|\p{N}{2}/u;

/**
 * How much of what was recognised is words, 0 to 100. The confidence alone does not tell: in text on its side single
 * letters are found with much of it.
 */
export function legibility({ lines }: Pick<RecognisedPage, 'lines'>): number {
  let chars = 0;
  let sure = 0;
  for (const { words } of lines) {
    for (const { text, confidence } of words) {
      chars += text.length;
      if (isWord.test(text) || wordsOfOne.test(text)) sure += text.length * confidence;
    }
  }
  return chars === 0 ? 0 : sure / chars;
}

/** Compares the same picture read in two directions: noise does not outweigh words by its mere amount. */
export function legibleAmount(page: Pick<RecognisedPage, 'lines'>): number {
  const chars = page.lines.reduce((sum, line) => sum + line.words.reduce((length, word) => length + word.text.length, 0), 0);
  return legibility(page) * Math.sqrt(chars);
}
