import { termOf } from '../../retrieval/terms.ts';
import { isFunctionWord } from '../function-words.ts';

/** A word, a number or one character of a script without blanks. */
export interface Token {
  /** As written, after {@link plainText}. */
  text: string;
  /** The form in which two tokens are the same. */
  term: string;
  start: number;
  end: number;
  isCjk: boolean;
  /** Holds a sentence together and says nothing by itself. */
  isSmall: boolean;
}

const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆〇]/u;
const token =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆〇]|\p{N}+(?:[.,:]\p{N}+)*(?![\p{Script=Latin}\p{N}])|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆〇])[\p{L}\p{M}\p{N}])+|[%€$£¥°§]/gu;
const smallCjk = new Set(
  '的了是在与和及或之其也而且就都被把将从对向于以为着过吗呢吧啊は が を に の と も で や か へ です ます た て し い'.replaceAll(' ', ''),
);

/** Chinese commas and stops stay what they are: a figure does not go on behind them. */
const narrow = /[^，。！？：；（）、「」『』《》【】～—…・]+/gu;

/** The text without Markdown's marks, with one kind of digits, blanks and apostrophes, and with "n't" written out. */
export function plainText(text: string): string {
  return text
    .replaceAll(narrow, (piece) => piece.normalize('NFKC'))
    .replaceAll(/\[\d{1,3}(?:[,;–-]\s*\d{1,3})*\]|【\d+】|\*{1,3}|`|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/\\(?=[\\`*[\]<|~_#>.+=)-])/g, '')
    .replaceAll('’', "'")
    .replaceAll(/\bcan(?:'t|not)\b/gi, (found) => `${found.startsWith('C') ? 'C' : 'c'}an not`)
    .replaceAll(/\bwon't\b/gi, 'will not')
    .replaceAll(/(?<=\p{L})n't\b/gu, ' not')
    .replaceAll('⁄', '/')
    .replaceAll('μ', 'µ');
}

export function tokensOf(plain: string): Token[] {
  return [...plain.matchAll(token)].map((match) => {
    const [text] = match;
    const lower = text.toLowerCase();
    const isCjk = cjk.test(text);
    return {
      text,
      term: isCjk ? text : termOf(lower) || lower,
      start: match.index,
      end: match.index + text.length,
      isCjk,
      isSmall: isCjk ? smallCjk.has(text) : isFunctionWord(lower) || lower === 's',
    };
  });
}
