/** A text as the manifest compares it, with the offset in the original of each of its characters. */
export interface ComparableText {
  text: string;
  /** `offsets[i]` is where the i-th UTF-16 unit of `text` came from. */
  offsets: number[];
}

const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** What is ours and not the document's: the divisions between cells, and quotation marks and separators of CSV. */
const ours = / \| /g;

/**
 * NFKC, without soft hyphens, zero-width and bidi marks; white space collapsed, and dropped beside CJK, as the
 * manifest's `compare` says. The divisions we set between cells count as white space.
 */
export function comparableText(original: string): ComparableText {
  const source = original.replaceAll(ours, '   ');
  let text = '';
  const offsets: number[] = [];
  let blankAt: number | null = null;
  const push = (part: string, at: number): void => {
    text += part;
    for (let unit = 0; unit < part.length; unit += 1) offsets.push(at);
  };
  for (const { segment, index } of graphemes.segment(source)) {
    const part = segment.normalize('NFKC').replaceAll(new RegExp(invisible, 'gu'), '');
    for (const character of part) {
      if (/\s/u.test(character)) {
        blankAt ??= index;
        continue;
      }
      if (blankAt !== null && text !== '' && !cjk.test(character) && !cjk.test(text.at(-1) ?? '')) push(' ', blankAt);
      blankAt = null;
      push(character, index);
    }
  }
  return { text, offsets };
}

/** Every place of `phrase` in `haystack`, as a range of the original text. */
export function* occurrences(haystack: ComparableText, phrase: string): Generator<{ start: number; end: number }> {
  const wanted = comparableText(phrase).text;
  if (wanted === '') return;
  for (let at = haystack.text.indexOf(wanted); at !== -1; at = haystack.text.indexOf(wanted, at + 1)) {
    const last = haystack.offsets[at + wanted.length - 1] ?? 0;
    yield { start: haystack.offsets[at] ?? 0, end: last + 1 };
  }
}
