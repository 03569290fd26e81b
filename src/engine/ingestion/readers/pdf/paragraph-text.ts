import type { WordBox } from '../../../../shared/contract/reader.ts';
import type { Box } from '../../../../shared/domain/place.ts';
import { isCellRow } from './columns.ts';
import { gapBetween, isOnOneRow, type PageLine } from './page-lines.ts';
import { isSpaceless } from './scripts.ts';
import { isCellGap } from './table-rows.ts';

export interface PlacedText {
  text: string;
  words: WordBox[];
}

/**
 * The text of a paragraph with the box of each word. Lines join with a space, without one inside a word that
 * was divided, and keep their break where they are rows of cells; cells are divided by tabs. A divided word has a box
 * on each line. `place` turns a box of a line into one of the page as displayed.
 */
export function paragraphText(lines: readonly PageLine[], isRow: boolean, place: (box: Box) => Box): PlacedText {
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
      if (at > 0) text += blankBefore(line, at, isRow);
      words.push(wordBox(text.length, word.text.length, place(word)));
      text += word.text;
    }
  }
  return { text, words: words.every(isSeen) ? words : words.filter(isSeen) };
}

function isSeen(word: WordBox): boolean {
  return word.end > word.start;
}

function blankBefore(line: PageLine, at: number, isRow: boolean): string {
  const previous = line.words[at - 1];
  const word = line.words[at];
  if (previous === undefined || word === undefined) return '';
  if (isRow ? !line.vertical && isCellGap(line, at) : isCellRow(line) && gapBetween(previous, word) > 2.5 * line.size) return '\t';
  return word.glued ? '' : ' ';
}

/** What stands between two lines; `hyphen` is -1 to take the one at the end away, 1 to put back one that PDFium took. */
function lineJoin(previous: PageLine, line: PageLine): { between: string; hyphen: -1 | 0 | 1 } {
  const end = previous.words.at(-1)?.text ?? '';
  const start = line.words[0]?.text ?? '';
  // “exam-” + “ple” was divided; “COVID-” + “19” and “Anglo-” + “Saxon” are written so.
  const isDivided = /^\p{Ll}/u.test(start);
  if (previous.hyphenated) return { between: '', hyphen: isDivided ? 0 : 1 };
  if (/\p{L}[-‐]$/u.test(end) && end.length > 2 && /^[\p{L}\p{N}]/u.test(start)) return { between: '', hyphen: isDivided ? -1 : 0 };
  if (isCellRow(previous) || isCellRow(line)) return { between: isOnOneRow(previous, line) ? '\t' : '\n', hyphen: 0 };
  return { between: isSpaceless(end.slice(-1)) && isSpaceless(start.slice(0, 1)) ? '' : ' ', hyphen: 0 };
}

const hundredth = (value: number): number => Math.round(value * 100) / 100;

function wordBox(start: number, length: number, { x0, y0, x1, y1 }: Box): WordBox {
  return { start, end: start + length, x0: hundredth(x0), y0: hundredth(y0), x1: hundredth(x1), y1: hundredth(y1) };
}
