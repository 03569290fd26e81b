import type { WordBox } from '../../../../shared/contract/reader.ts';
import { cleanText } from '../blocks.ts';
import type { PageLine, PageWord } from './page-lines.ts';

export interface PlacedText {
  text: string;
  words: WordBox[];
}

/**
 * The text of a paragraph with the box of each word. Lines join with a space, without one inside a word that
 * was divided, and keep their break where they are rows of cells. A divided word has a box on each line.
 */
export function paragraphText(lines: readonly PageLine[]): PlacedText {
  let text = '';
  const words: WordBox[] = [];
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1];
    if (previous !== undefined) {
      const { between, hyphen } = lineJoin(previous, line);
      const last = words.at(-1);
      if (last !== undefined) last.end += hyphen;
      text = (hyphen < 0 ? text.slice(0, hyphen) : text + '-'.repeat(hyphen)) + between;
    }
    for (const [at, word] of line.words.entries()) {
      if (at > 0 && !word.glued) text += ' ';
      const clean = cleanText(word.text);
      words.push({ start: text.length, end: text.length + clean.length, ...rounded(word) });
      text += clean;
    }
  }
  return { text, words: words.filter((word) => word.end > word.start) };
}

/** What stands between two lines; `hyphen` is -1 to take the one at the end away, 1 to put back one that PDFium took. */
function lineJoin(previous: PageLine, line: PageLine): { between: string; hyphen: -1 | 0 | 1 } {
  const end = previous.words.at(-1)?.text ?? '';
  const start = line.words[0]?.text ?? '';
  // “exam-” + “ple” was divided; “COVID-” + “19” and “Anglo-” + “Saxon” are written so.
  const isDivided = /^\p{Ll}/u.test(start);
  if (previous.hyphenated) return { between: '', hyphen: isDivided ? 0 : 1 };
  if (/\p{L}[-‐]$/u.test(end) && end.length > 2 && /^[\p{L}\p{N}]/u.test(start)) return { between: '', hyphen: isDivided ? -1 : 0 };
  if (isCellRow(previous) || isCellRow(line)) return { between: '\n', hyphen: 0 };
  const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;
  return { between: spaceless.test(end.slice(-1)) && spaceless.test(start.slice(0, 1)) ? '' : ' ', hyphen: 0 };
}

/** True when a gap in the line is far wider than a space: a row of a table, or of two columns. */
export function isCellRow(line: PageLine): boolean {
  if (line.vertical) return false;
  return line.words.some((word, index) => {
    const previous = line.words[index - 1];
    return previous !== undefined && word.x0 - previous.x1 > 2.5 * line.size;
  });
}

const hundredth = (value: number): number => Math.round(value * 100) / 100;

function rounded(word: PageWord): Pick<WordBox, 'x0' | 'y0' | 'x1' | 'y1'> {
  return { x0: hundredth(word.x0), y0: hundredth(word.y0), x1: hundredth(word.x1), y1: hundredth(word.y1) };
}
