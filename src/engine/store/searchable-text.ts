/**
 * Goes up when the same text would be indexed differently; kept with each content, so that an index made
 * with another version can be told.
 */
export const SEARCHABLE_TEXT_VERSION = 3;

const SYLLABIC = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー々〆〇';
/** Scripts that put no spaces between words, and Hangul, whose words carry endings: unicode61 would take a run for one word. */
const UNSPACED = `${SYLLABIC}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}`;
const unspacedRun = new RegExp(`[${UNSPACED}]+`, 'gu');
const syllabic = new RegExp(`^[${SYLLABIC}]$`, 'u');
const runAtEnd = new RegExp(`[${UNSPACED}][${SYLLABIC}][^\\p{L}\\p{N}\\p{M}\\p{Co}]*$`, 'u');

/** Pairs, then the last character alone: with it every character begins some term, and `猫*` finds a lone one anywhere. */
function bigrams(run: string): string {
  const characters = Array.from(run);
  if (characters.length === 1) return ` ${run} `;
  let pairs = ' ';
  for (let index = 1; index < characters.length; index++) pairs += `${characters[index - 1]}${characters[index]} `;
  const last = characters.at(-1) ?? '';
  return syllabic.test(last) ? `${pairs}${last} ` : pairs;
}

function pairsOnly(run: string): string {
  const characters = Array.from(run);
  if (characters.length === 1) return ` ${run} `;
  return ` ${characters
    .slice(1)
    .map((character, index) => `${characters[index]}${character}`)
    .join(' ')} `;
}

/** A soft hyphen that was used stands at the end of a line. */
const softHyphen = /\u00ad(?:[ \t]*\r?\n[ \t]*)?/g;
/** Marks of width nothing, of direction and of elongation: a reader sees the same word without them. */
const invisible = /[\u0640\u061c\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
/** In Latin words this only keeps letters from being set as one; in Persian it divides what is written with it. */
const latinNonJoiner = /(?<=\p{Script=Latin})\u200c(?=\p{Script=Latin})/gu;
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;

/** Letters that the tokenizer would not take for those they are otherwise written with. */
const letters: Readonly<Record<string, string>> = { ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i' }; // prettier-ignore
const letter = /[ßẞæÆœŒøØłŁđĐı]/g;

/** Signs that are part of a name, as characters of the private use area: the tokenizer takes those for letters. */
const SECTION = '\ue0a7';
const plusPlus = /(?<![\p{L}\p{N}])([A-Za-z][A-Za-z0-9]*)\+\+(?![\p{L}\p{N}+])/gu;
const sharp = /(?<![\p{L}\p{N}])([A-Z])#(?![\p{L}#])/gu;
const dotNet = /(?:\.NET|(?<![\p{L}\p{N}])\.[Nn]et)(?!\p{L})/gu;

/** A number with thousands apart, an account number, a telephone number: found by its digits too. */
const thousands = /(?<![\p{L}\p{N}.,])\d{1,3}([.,'’])\d{3}(?:\1\d{3})*(?!\1?\d)/gu;
const account = '[A-Z]{2}\\d{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?';
const phone = '(?:\\+\\d{1,3}|\\(?0\\d{1,5}\\)?)(?:[ \\-/()]{1,3}\\d{2,}){1,5}';
const inGroups = new RegExp(`(?<![\\p{L}\\p{N}+])(?:${account}|${phone})(?![\\p{L}\\p{N}])`, 'gu');
/** With fewer it may be a date. */
const phoneDigits = 9;
const version = /(?<![\p{L}\p{N}])([vV])(\d+)(?=\.\d)/gu;

/** A name in code made of words with capitals inside. */
const camelWord = /(?<![\p{L}\p{N}])[A-Za-z][A-Za-z0-9]*(?:[a-z0-9][A-Z]|[A-Z]{2}[a-z]{2})[A-Za-z0-9]*(?![\p{L}\p{N}])/gu;
const camelBorder = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})/;
const mostParts = 8;
const longestName = 64;

function withParts(name: string): string {
  if (name.length > longestName) return name;
  const parts = name.split(camelBorder);
  const isName = parts.length > 1 && parts.length <= mostParts && parts.every((part) => part.length > 1);
  return isName ? `${name} ${parts.join(' ')}` : name;
}

type Numbers = 'both' | 'joined';

function withDigits(text: string, numbers: Numbers): string {
  const also = (written: string, joined: string): string => (numbers === 'both' ? `${written} ${joined}` : joined);
  return text
    .replace(inGroups, (written) => {
      const joined = written.replaceAll(/[^A-Z0-9]/g, '');
      return joined.length < phoneDigits ? written : also(written, joined);
    })
    .replace(thousands, (written) => also(written, written.replaceAll(/\D/g, '')))
    .replace(version, (_, v: string, first: string) => `${v}${first} ${first}`);
}

function unified(text: string): string {
  const seen = text.replace(softHyphen, '').replace(invisible, '').replace(latinNonJoiner, '').replace(control, ' ');
  return seen
    .normalize('NFKC')
    .replace(letter, (each) => letters[each] ?? each)
    .replaceAll('§', ` ${SECTION} `)
    .replace(plusPlus, '$1 $1\ue02b\ue02b ')
    .replace(sharp, '$1 $1\ue023 ')
    .replace(dotNet, ' \ue02eNET NET');
}

/**
 * Text as the full-text index takes it: compatibility forms unified (NFKC: ligatures, full-width letters), what nobody
 * sees taken out (soft hyphens, marks of no width and of direction), control characters as spaces, runs of scripts
 * without spaces turned into overlapping pairs of characters, names in code followed by their parts, and numbers in
 * groups by their digits. The text itself stays as it is, and so do all offsets into it.
 */
export function searchableText(text: string): string {
  return withDigits(unified(text).replace(camelWord, withParts), 'both').replace(unspacedRun, bigrams);
}

/** As {@link searchableText}, without the characters that stand alone only so that they can be found alone. */
export function searchableWords(text: string): string {
  return withDigits(unified(text).replace(camelWord, withParts), 'both').replace(unspacedRun, pairsOnly);
}

/**
 * A piece of text as it stands in {@link searchableText} of a longer one, cut off anywhere. With `joined` numbers are
 * their digits only and names in code their parts, whichever way a document writes them.
 */
export function searchablePhrase(text: string, numbers: Numbers = 'both'): string {
  const parts = (name: string): string =>
    numbers === 'joined' && name !== withParts(name) ? withParts(name).slice(name.length + 1) : withParts(name);
  const whole = unified(text).replace(camelWord, parts);
  const cut = withDigits(whole, numbers).replace(unspacedRun, bigrams);
  return runAtEnd.test(whole) ? cut.trimEnd().replace(/\S+[^\p{L}\p{N}\p{M}\p{Co}]*$/u, '') : cut;
}

/** True for a character that is a word of its own in a script of pairs: whatever follows it is found by its beginning. */
export function isLoneCharacter(word: string): boolean {
  return syllabic.test(word);
}
