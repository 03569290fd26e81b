import { isCellRow } from './columns.ts';
import { gapBetween, isOnOneRow, type PageLine } from './page-lines.ts';

/** Wider than a space of justified text, in sizes of the font. */
const CELL_GAP = 1.1;

/** Where the cells of a line begin. */
function cellStarts(line: PageLine): number[] {
  const [first] = line.words;
  if (first !== undefined && line.widestGap <= CELL_GAP * line.size) return [first.x0];
  return line.words.flatMap((word, index) => {
    const previous = line.words[index - 1];
    return previous === undefined || isCellGap(line, index) ? [word.x0] : [];
  });
}

/** True when the blank before a word of a row divides two of its cells. */
export function isCellGap(line: PageLine, index: number): boolean {
  const previous = line.words[index - 1];
  const word = line.words[index];
  return previous !== undefined && word !== undefined && gapBetween(previous, word) > CELL_GAP * line.size;
}

/**
 * The lines that are rows of tables: two or more in sequence with cells far apart, and between or above them lines
 * whose cells begin where theirs do. No promise: a table without clear gaps stays text.
 */
export function tableRows(lines: readonly PageLine[]): Set<PageLine> {
  const rows = new Set<PageLine>();
  const wide = lines.map(isCellRow);
  for (let at = 0; at < lines.length; at += 1) {
    if (!wide[at]) continue;
    let end = at;
    const starts = new Set<number>();
    const note = (line: PageLine | undefined): void => {
      for (const start of line === undefined ? [] : cellStarts(line)) starts.add(Math.round(start));
    };
    note(lines[at]);
    for (let next = at + 1; next < lines.length && follows(lines[next - 1], lines[next]); next += 1) {
      if (wide[next]) end = next;
      else if (!belongs(lines[next], starts)) break;
      note(lines[next]);
    }
    if (end === at && !hasManyCells(lines[at])) continue;
    let first = at;
    while (first > 0 && follows(lines[first - 1], lines[first]) && isHead(lines[first - 1], starts)) first -= 1;
    for (const line of lines.slice(first, end + 1)) rows.add(line);
    at = end;
  }
  return rows;
}

/** A row that needs no other to be one. */
function hasManyCells(line: PageLine | undefined): boolean {
  return line !== undefined && cellStarts(line).length >= 4;
}

/** The next row down, or another part of the same row. */
function follows(line: PageLine | undefined, next: PageLine | undefined): boolean {
  if (line === undefined || next === undefined || line.vertical || next.vertical) return false;
  return isOnOneRow(line, next) || (next.y0 >= line.y0 && next.y0 - line.y1 < 2.5 * line.size);
}

/** A row most of whose cells are empty: what it has begins where cells of other rows do. */
function belongs(line: PageLine | undefined, starts: ReadonlySet<number>): boolean {
  if (line === undefined || line.x1 - line.x0 > 25 * line.size) return false;
  const cells = cellStarts(line);
  const first = Math.min(...starts);
  // The name of a group of rows stands out to the left of them.
  const isGroupName = cells.length === 1 && line.x0 <= first && line.x0 > first - 3 * line.size;
  return isGroupName || cells.every((start) => isNear(start, starts));
}

function isHead(line: PageLine | undefined, starts: ReadonlySet<number>): boolean {
  if (line === undefined) return false;
  const cells = cellStarts(line);
  return cells.length > 1 && cells.some((start) => isNear(start, starts));
}

function isNear(start: number, starts: ReadonlySet<number>): boolean {
  const at = Math.round(start);
  return starts.has(at) || starts.has(at - 1) || starts.has(at + 1) || starts.has(at - 2) || starts.has(at + 2);
}
