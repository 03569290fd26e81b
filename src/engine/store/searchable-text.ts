/**
 * Goes up when the same text would be indexed differently; kept with each content, so that an index made
 * with another version can be told.
 */
export const SEARCHABLE_TEXT_VERSION = 1;

/** Scripts that put no spaces between words; unicode61 would take a whole run for one word. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}ー々〆〇';
const unspacedRun = new RegExp(`[${UNSPACED}]+`, 'gu');

function bigrams(run: string): string {
  const characters = Array.from(run);
  if (characters.length === 1) return ` ${run} `;
  let pairs = ' ';
  for (let index = 1; index < characters.length; index++) pairs += `${characters[index - 1]}${characters[index]} `;
  return pairs;
}

/**
 * Text as the full-text index takes it, for chunks and questions alike: compatibility forms unified (NFKC)
 * and runs of Han, kana, Hangul and Thai turned into overlapping pairs of characters.
 */
export function searchableText(text: string): string {
  return text.normalize('NFKC').replace(unspacedRun, bigrams);
}
