import type { ReadBlock, WordBox } from '../../../../shared/contract/reader.ts';
import { block, cleanText } from '../blocks.ts';
import type { RecognisedLine } from '../pdf/ocr-page.ts';

/** A word cut by a hyphen at the end of its line. */
const hyphenated = /\p{Ll}-$/u;

/** Lines as paragraphs with a box for every word; words divided between lines are joined. */
export function recognisedBlocks(lines: readonly RecognisedLine[], page: number): ReadBlock[] {
  const paragraphs = new Map<number, RecognisedLine[]>();
  for (const line of lines) paragraphs.set(line.paragraph, [...(paragraphs.get(line.paragraph) ?? []), line]);
  return [...paragraphs.values()].map((paragraph) => block({ kind: 'paragraph', page, ...textOf(paragraph) }));
}

function textOf(lines: readonly RecognisedLine[]): { text: string; words: WordBox[] } {
  let text = '';
  const words: WordBox[] = [];
  let isDivided = false;
  for (const [index, line] of lines.entries()) {
    for (const [at, word] of line.words.entries()) {
      if (text !== '' && !(at === 0 && isDivided)) text += ' ';
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
