/**
 * Goes up when the same text would be indexed differently; kept with each content, so that an index made
 * with another version can be told.
 */
export const SEARCHABLE_TEXT_VERSION = 2;

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

/** A soft hyphen that was used stands at the end of a line. */
const softHyphen = /\u00ad(?:[ \t]*\r?\n[ \t]*)?/g;
/** Marks of width nothing, of direction and of elongation: a reader sees the same word without them. */
const invisible = /[\u0640\u061c\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
/** In Latin words this only keeps letters from being set as one; in Persian it divides what is written with it. */
const latinNonJoiner = /(?<=\p{Script=Latin})\u200c(?=\p{Script=Latin})/gu;
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;

/**
 * Text as the full-text index takes it, for chunks and questions alike: compatibility forms unified (NFKC: ligatures,
 * full-width letters), what nobody sees taken out (soft hyphens, marks of no width and of direction), control characters
 * as spaces, and runs of Han, kana, Hangul and Thai turned into overlapping pairs of characters. The text itself stays
 * as it is, and so do all offsets into it.
 */
export function searchableText(text: string): string {
  const seen = text.replace(softHyphen, '').replace(invisible, '').replace(latinNonJoiner, '').replace(control, ' ');
  return seen.normalize('NFKC').replace(unspacedRun, bigrams);
}
