import { isCellRow } from './columns.ts';
import { isOnOneRow, lineText, type PageLine } from './page-lines.ts';

/** A line near the top or bottom of a page, as far as it takes to recognise it on other pages. */
export interface EdgeLine {
  line: PageLine;
  text: string;
  zone: 'top' | 'bottom';
  y: number;
  size: number;
  /** In the outermost tenth of the page. */
  isOutermost: boolean;
  /** A blank wider than between lines divides it from the text. */
  isApart: boolean;
  /** Nothing stands between it and the edge of the page. */
  isFirst: boolean;
}

const TOP_ROWS = 3;
const BOTTOM_ROWS = 3;
const MAX_EDGE_CHARS = 200;
const MAX_EDGES = 40;
/** So much larger than the text, a line is set as a heading. */
const LOUD = 1.2;
const PLACE_SLACK_PT = 4;

/** The lines of a page that may be running heads or feet: its first and last rows, from the edge inwards. */
export function edgeLines(lines: readonly PageLine[], height: number): EdgeLine[] {
  const upright = lines.filter((line) => !line.vertical).toSorted((a, b) => a.y0 - b.y0);
  const edges: EdgeLine[] = [];
  const rows: PageLine[][] = [];
  for (const line of upright) {
    const row = rows.at(-1);
    if (row?.[0] !== undefined && isOnOneRow(row[0], line)) row.push(line);
    else rows.push([line]);
  }
  const take = (at: number, zone: 'top' | 'bottom'): void => {
    const isApart = standsApart(rows, at, zone);
    const isFirst = at === (zone === 'top' ? 0 : rows.length - 1);
    for (const line of rows[at] ?? []) {
      const text = lineText(line);
      const isOutermost = zone === 'top' ? line.y1 < 0.1 * height : line.y0 > 0.9 * height;
      if (text.length <= MAX_EDGE_CHARS && edges.length < MAX_EDGES)
        edges.push({ line, text, zone, y: line.y0, size: line.size, isOutermost, isApart, isFirst });
    }
  };
  for (let at = 0; at < Math.min(TOP_ROWS, rows.length); at += 1) {
    if ((rows[at]?.[0]?.y0 ?? height) < 0.25 * height) take(at, 'top');
  }
  for (let at = rows.length - 1; at >= Math.max(0, rows.length - BOTTOM_ROWS); at -= 1) {
    const [first] = rows[at] ?? [];
    // Pages made from web pages end with their number wherever their text ends.
    const isNumber = first !== undefined && at === rows.length - 1 && isCounter(lineText(first));
    if ((first?.y0 ?? 0) > 0.75 * height || isNumber) take(at, 'bottom');
  }
  return edges;
}

/** True when a blank divides a row, or the rows it is set close to, from the text; the head of a table is part of it. */
function standsApart(rows: readonly PageLine[][], at: number, zone: 'top' | 'bottom'): boolean {
  const inwards = zone === 'top' ? 1 : -1;
  for (let row = at; Math.abs(row - at) < TOP_ROWS; row += inwards) {
    const [line] = rows[row] ?? [];
    const [next] = rows[row + inwards] ?? [];
    if (line === undefined || next === undefined) return true;
    const blank = zone === 'top' ? next.y0 - line.y1 : line.y0 - next.y1;
    if (zone === 'top' && isCells(rows[row]) && isCells(rows[row + 1]) && blank < 2.5 * line.size) return false;
    if (blank > 0.55 * line.size) return true;
  }
  return false;
}

function isCells(row: readonly PageLine[] | undefined): boolean {
  return row !== undefined && (row.length > 1 || row.some(isCellRow));
}

/** The edge lines of a page near the one in question; `page` is its number. */
export interface PageEdges {
  page: number;
  edges: readonly EdgeLine[];
}

/**
 * The running heads, feet and page numbers of a page: at the same place with the same text, or text that counts with
 * the pages, on pages near it. What occurs once is never among them, nor what is set like a heading.
 */
export function runningLines(page: PageEdges, others: readonly PageEdges[], bodySize: number): Set<PageLine> {
  const found = new Set<PageLine>();
  for (const zone of ['top', 'bottom'] as const) {
    for (const edge of page.edges) {
      if (edge.zone !== zone) continue;
      const isRunning = isRunningLine(edge, page.page, others, bodySize);
      if (isRunning) found.add(edge.line);
      // From the edge inwards: what stands between text is text. Others on the same row are looked at still.
      else if (
        !page.edges.some((other) => other !== edge && other.zone === zone && found.has(other.line) && isOnOneRow(other.line, edge.line))
      ) {
        const sameRow = page.edges.filter((other) => other.zone === zone && isOnOneRow(other.line, edge.line));
        for (const other of sameRow) if (isRunningLine(other, page.page, others, bodySize)) found.add(other.line);
        break;
      }
    }
  }
  return found;
}

function isRunningLine(edge: EdgeLine, page: number, others: readonly PageEdges[], bodySize: number): boolean {
  const isNumber = isCounter(edge.text);
  let same = 0;
  let counting = 0;
  let numbered = 0;
  let floating = 0;
  for (const { edges, page: otherPage } of others) {
    const pages = otherPage - page;
    const likeness = likenessOn(edges, edge, pages);
    if (likeness === 'same') same += 1;
    else if (likeness === 'counting') counting += 1;
    else if (likeness === 'numbered') numbered += 1;
    if (isNumber && edges.some((each) => each.isFirst && each.zone === edge.zone && countsAlong(edge.text, each.text, pages)))
      floating += 1;
  }
  // Alone on its line, a number that counts with the pages is their number.
  if (isNumber) return counting >= 1 || (edge.isFirst && floating >= 2);
  if (!edge.isApart) return false;
  if (edge.size > LOUD * bodySize) return same >= 4 && edge.isOutermost;
  if (same + counting >= (edge.isOutermost || others.length <= 2 ? 1 : 2)) return true;
  // The head of a section of one page: its number counts, its text is its own.
  return edge.isOutermost && !edge.line.bold && same + counting + numbered >= 3;
}

/** The most that a line has in common with those at its place on a page so many pages on. */
function likenessOn(edges: readonly EdgeLine[], edge: EdgeLine, pages: number): 'same' | 'counting' | 'numbered' | undefined {
  let likeness: 'counting' | 'numbered' | undefined;
  for (const each of edges) {
    if (!isSamePlace(edge, each)) continue;
    if (each.text === edge.text) return 'same';
    if (likeness !== 'counting' && countsAlong(edge.text, each.text, pages)) likeness = 'counting';
    else if (likeness === undefined && isNumberedAlike(edge.text, each.text, pages)) likeness = 'numbered';
  }
  return likeness;
}

function isSamePlace(edge: EdgeLine, other: EdgeLine): boolean {
  return edge.zone === other.zone && Math.abs(edge.y - other.y) <= PLACE_SLACK_PT && Math.abs(edge.size - other.size) <= 0.1 * edge.size;
}

/** “7”, “- 7 -”, “vii”, “Page 7 of 30”, “Seite 7/30”, “7 | 30”. */
function isCounter(text: string): boolean {
  return /^\W*(?:(?:page|seite|p\.?|pg\.?|s\.?|página|pagina|стр\.?|第)\s*)?(?:\d{1,5}|[ivxlc]{1,7})(?:\s*(?:of|von|de|di|sur|\/|\||из|van)\s*\d{1,5})?\s*(?:页|頁|ページ)?\W*$/iu.test(
    text,
  );
}

/**
 * True when two texts are the same but for numbers, and one of those counts on by as many as there are pages between
 * them. Roman numerals count when they stand alone.
 */
export function countsAlong(text: string, other: string, pages: number): boolean {
  if (!/\d/.test(text)) {
    const first = romanNumber(text);
    return first !== undefined && (romanNumber(other) ?? Infinity) - first === pages;
  }
  let counts = false;
  let at = 0;
  let otherAt = 0;
  while (at < text.length && otherAt < other.length) {
    const end = numberEnd(text, at);
    const otherEnd = numberEnd(other, otherAt);
    if ((end === at) !== (otherEnd === otherAt)) return false;
    if (end === at) {
      if (text.charCodeAt(at) !== other.charCodeAt(otherAt)) return false;
      at += 1;
      otherAt += 1;
      continue;
    }
    const step = Number(other.slice(otherAt, otherEnd)) - Number(text.slice(at, end));
    if (step === pages) counts = true;
    else if (step !== 0) return false;
    at = end;
    otherAt = otherEnd;
  }
  return counts && at === text.length && otherAt === other.length;
}

/** Where the digits that begin at a place end. */
function numberEnd(text: string, from: number): number {
  let end = from;
  while (text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) end += 1;
  return end;
}

const numberAtEdge = [/^\d{1,5}(?=\s)/, /(?<=\s)\d{1,5}$/];

/** True when two texts begin or end with numbers that count with the pages; “1.” before a heading is none. */
function isNumberedAlike(text: string, other: string, pages: number): boolean {
  return numberAtEdge.some((pattern) => {
    const number = pattern.exec(text);
    const otherNumber = number === null ? null : pattern.exec(other);
    return number !== null && otherNumber !== null && Number(otherNumber[0]) - Number(number[0]) === pages;
  });
}

/** With the dashes that may stand around it. */
const MAX_ROMAN_CHARS = 12;
const romanDigits: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

function romanNumber(text: string): number | undefined {
  if (text.length > MAX_ROMAN_CHARS) return undefined;
  return romanValue(text.replace(/\W/g, ''));
}

function romanValue(text: string): number | undefined {
  if (!/^[ivxlc]{1,8}$/i.test(text)) return undefined;
  const values = text
    .toLowerCase()
    .split('')
    .map((digit) => romanDigits[digit] ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}
