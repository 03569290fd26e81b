import type { ReadBlock, WordBox } from '../../../../shared/contract/reader.ts';
import { block, cleanText } from '../blocks.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { RecognisedLine } from '../pdf/ocr-page.ts';
import { recognisedParagraphs } from './recognised-paragraphs.ts';

/** A word cut by a hyphen at the end of its line. */
const hyphenated = /\p{Ll}-$/u;
const CELL_BAR = ' | ';

/**
 * Lines of a page as blocks with a box for every word; words divided between lines are joined, cells have a bar between
 * them. `trail` has the headings of the pages before.
 */
export function recognisedBlocks(lines: readonly RecognisedLine[], page: number, trail = new HeadingTrail()): ReadBlock[] {
  return recognisedParagraphs(lines).map((paragraph) => {
    const { kind, level } = paragraph;
    const { text, words } = textOf(paragraph);
    const headingPath = kind === 'heading' && level !== null ? trail.enter(level, text) : trail.path;
    return block({ kind, level, page, text, words, headingPath });
  });
}

function textOf({ lines, cells }: { lines: readonly RecognisedLine[]; cells: readonly ReadonlySet<number>[] }): {
  text: string;
  words: WordBox[];
} {
  let text = '';
  const words: WordBox[] = [];
  let isDivided = false;
  for (const [index, line] of lines.entries()) {
    for (const [at, word] of line.words.entries()) {
      if (text !== '' && !(at === 0 && isDivided)) text += cells[index]?.has(at) === true ? CELL_BAR : ' ';
      const isLast = at === line.words.length - 1;
      const next = lines[index + 1]?.words[0]?.text;
      isDivided = isLast && hyphenated.test(word.text) && next !== undefined && /^\p{Ll}/u.test(next);
      const shown = cleanText(isDivided ? word.text.slice(0, -1) : word.text);
      words.push({ start: text.length, end: text.length + shown.length, x0: word.x0, y0: word.y0, x1: word.x1, y1: word.y1 });
      text += shown;
    }
  }
  return { text, words };
}
