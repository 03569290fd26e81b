import type { Box } from '../../shared/domain/place.ts';

function sameLine(line: Box, word: Box): boolean {
  const overlap = Math.min(line.y1, word.y1) - Math.max(line.y0, word.y0);
  const smaller = Math.min(line.y1 - line.y0, word.y1 - word.y0);
  const gap = Math.max(line.x0, word.x0) - Math.min(line.x1, word.x1);
  // A gap wider than a few characters is the next column, or the next cell of a table.
  return overlap > smaller / 2 && gap < 4 * Math.max(line.y1 - line.y0, word.y1 - word.y0);
}

/** Boxes of words in reading order, merged to one box for each line they stand on. */
export function mergeToLines(words: readonly Box[]): Box[] {
  const lines: Box[] = [];
  for (const { x0, y0, x1, y1 } of words) {
    const line = lines.at(-1);
    if (line && sameLine(line, { x0, y0, x1, y1 })) {
      line.x0 = Math.min(line.x0, x0);
      line.y0 = Math.min(line.y0, y0);
      line.x1 = Math.max(line.x1, x1);
      line.y1 = Math.max(line.y1, y1);
    } else {
      lines.push({ x0, y0, x1, y1 });
    }
  }
  return lines;
}
