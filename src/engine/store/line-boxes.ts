import type { WordBox } from '../../shared/contract/reader.ts';
import type { Box } from '../../shared/domain/place.ts';

type Word = Box & Partial<Pick<WordBox, 'start' | 'end'>>;

const width = ({ x0, x1 }: Box): number => x1 - x0;
const height = ({ y0, y1 }: Box): number => y1 - y0;

function sameLine(line: Box, word: Box): boolean {
  const overlap = Math.min(line.y1, word.y1) - Math.max(line.y0, word.y0);
  const gap = Math.max(line.x0, word.x0) - Math.min(line.x1, word.x1);
  // A gap wider than a few characters is the next column, or the next cell of a table.
  return overlap > Math.min(height(line), height(word)) / 2 && gap < 4 * Math.max(height(line), height(word));
}

/** The same of text that runs down or up the page. */
function sameColumn(line: Box, word: Box): boolean {
  const overlap = Math.min(line.x1, word.x1) - Math.max(line.x0, word.x0);
  const gap = Math.max(line.y0, word.y0) - Math.min(line.y1, word.y1);
  return overlap > Math.min(width(line), width(word)) / 2 && gap < 2 * Math.max(width(line), width(word));
}

/** A word of several letters that is clearly taller than wide lies on its side. */
function isStanding(word: Word): boolean {
  const letters = (word.end ?? 0) - (word.start ?? 0);
  return letters > 2 && height(word) > 1.3 * width(word);
}

/** Boxes of words in reading order, merged to one box for each line they stand on. */
export function mergeToLines(words: readonly Word[]): Box[] {
  const lines: (Box & { isStanding: boolean })[] = [];
  for (const word of words) {
    const { x0, y0, x1, y1 } = word;
    const line = lines.at(-1);
    if (line && (line.isStanding ? sameColumn(line, word) : sameLine(line, word))) {
      line.x0 = Math.min(line.x0, x0);
      line.y0 = Math.min(line.y0, y0);
      line.x1 = Math.max(line.x1, x1);
      line.y1 = Math.max(line.y1, y1);
    } else {
      lines.push({ x0, y0, x1, y1, isStanding: isStanding(word) });
    }
  }
  return lines.map(({ isStanding: _isStanding, ...box }) => box);
}
