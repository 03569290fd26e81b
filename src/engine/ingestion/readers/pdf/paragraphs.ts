import { startsNote } from './footnotes.ts';
import { isOnOneRow, type PageLine } from './page-lines.ts';
import { hasRightToLeft } from './scripts.ts';

/** Lines that read as one piece of text. */
export interface Paragraph {
  lines: PageLine[];
  kind: 'paragraph' | 'list-item' | 'table-row' | 'footnote';
}

/** What the lines of a page are known to be, whatever their spacing says. */
export interface KnownLines {
  rows: ReadonlySet<PageLine>;
  notes: ReadonlySet<PageLine>;
}

/** So many lines show where a paragraph begins and ends. */
const EDGE_LINES = 60;
const listMark = /^(?:[•◦▪‣●○■□–—*·-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])$/;

/** Joins the lines of a page, in their order, by spacing, size, position and list marks. */
export function joinParagraphs(lines: readonly PageLine[], known: KnownLines): Paragraph[] {
  const leading = usualLeading(lines);
  const paragraphs: Paragraph[] = [];
  let current: Paragraph | undefined;
  for (const line of lines) {
    const kind = kindOf(line, known);
    if (current === undefined || isNew(current, line, kind, leading)) {
      current = { lines: [line], kind };
      paragraphs.push(current);
    } else {
      current.lines.push(line);
    }
  }
  return paragraphs;
}

function kindOf(line: PageLine, { rows, notes }: KnownLines): Paragraph['kind'] {
  if (rows.has(line)) return 'table-row';
  if (notes.has(line)) return 'footnote';
  return startsItem(line) ? 'list-item' : 'paragraph';
}

function isNew(current: Paragraph, line: PageLine, kind: Paragraph['kind'], leading: number): boolean {
  if (kind === 'table-row') return current.kind !== kind || !goesOnInRow(current.lines, line);
  if (kind === 'footnote') return current.kind !== kind || startsNote(line);
  if (current.kind === 'table-row' || current.kind === 'footnote' || kind === 'list-item') return true;
  return beginsAnew(current, line, leading);
}

/** A mark needs something after it: a lone “1.” may be a page number. */
function startsItem(line: PageLine): boolean {
  return line.words.length > 1 && listMark.test(line.words[0]?.text ?? '');
}

/** A row of a table may come in parts that stand at one height; a word divided in a cell is not torn. */
function goesOnInRow(row: readonly PageLine[], line: PageLine): boolean {
  return row.at(-1)?.hyphenated === true || row.every((each) => isOnOneRow(each, line));
}

function beginsAnew(paragraph: Paragraph, line: PageLine, leading: number): boolean {
  const previous = paragraph.lines.at(-1);
  if (previous === undefined) return true;
  if (previous.vertical || line.vertical) return previous.vertical !== line.vertical;
  if (Math.abs(previous.size - line.size) > 0.12 * Math.max(previous.size, line.size)) return true;
  const step = line.y0 - previous.y0;
  const sameRow = Math.abs(step) < 0.3 * line.size;
  // Up the page means another column or box; a word joined by its hyphen goes on even there.
  if (step < 0 && !sameRow) return !previous.hyphenated;
  if (sameRow) return false;
  if (step > Math.max(1.35 * leading, 1.5 * line.size) || step > 3 * line.size) return true;
  if (line.x0 > previous.x1 || line.x1 < previous.x0) return true;
  if (previous.bold !== line.bold && paragraph.lines.every((each) => each.bold === previous.bold)) return true;
  return endsShort(paragraph, previous, line) || isIndented(paragraph, line);
}

/** The line before stopped well short of the edge it runs to, at the end of a sentence. */
function endsShort(paragraph: Paragraph, previous: PageLine, line: PageLine): boolean {
  if (!/[.!?:;؟]["'”’)]?$/.test(previous.words.at(-1)?.text ?? '')) return false;
  const ends = paragraph.lines.slice(-EDGE_LINES, -1).map(endOf);
  return Math.max(endOf(line), ...ends) - endOf(previous) > 4 * line.size;
}

/** A first-line indent, where the paragraph before it has shown the edge it begins at. */
function isIndented(paragraph: Paragraph, line: PageLine): boolean {
  if (paragraph.kind === 'list-item' || paragraph.lines.length < 2) return false;
  const start = Math.min(...paragraph.lines.slice(1).slice(-EDGE_LINES).map(startOf));
  const indent = startOf(line) - start;
  return indent > 0.8 * line.size && indent < 4 * line.size;
}

/** How far in the line begins, in the direction it is read. */
function startOf(line: PageLine): number {
  return isRightToLeft(line) ? -line.x1 : line.x0;
}

function endOf(line: PageLine): number {
  return isRightToLeft(line) ? -line.x0 : line.x1;
}

function isRightToLeft({ words }: PageLine): boolean {
  return hasRightToLeft(words[0]?.text ?? '');
}

/** The commonest distance from line to line on the page, in points. */
function usualLeading(lines: readonly PageLine[]): number {
  const counts = new Map<number, number>();
  for (let at = 1; at < lines.length; at += 1) {
    const line = lines[at];
    const step = Math.round(2 * ((line?.y0 ?? 0) - (lines[at - 1]?.y0 ?? 0))) / 2;
    if (line !== undefined && step > 0.8 * line.size && step < 2.5 * line.size) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let best = 0;
  let bestCount = 1;
  for (const [step, count] of counts) {
    if (count > bestCount || (count === bestCount && step < best)) {
      best = step;
      bestCount = count;
    }
  }
  return best;
}
