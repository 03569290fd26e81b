import type { RecognisedLine } from '../pdf/ocr-page.ts';
import { inColumns } from './recognised-columns.ts';
import { median, type UprightLine, uprightLines } from './upright-lines.ts';

/** Lines that read as one piece. */
export interface RecognisedParagraph {
  kind: 'paragraph' | 'list-item' | 'table-row' | 'heading';
  /** Of a heading. */
  level: number | null;
  lines: RecognisedLine[];
  /** For each line the words that begin another cell. */
  cells: ReadonlySet<number>[];
}

interface Draft {
  kind: 'paragraph' | 'list-item' | 'table-row';
  lines: UprightLine[];
}

/** What is usual on a page. */
interface Usual {
  size: number;
  letter: number;
  /** From one line of a paragraph to the next. */
  leading: number;
}

/** Blanks in heights of letters: one that only cells have between them, and one that divides cells where there are any. */
const ROW_GAP = 2.5;
const CELL_GAP = 1.4;
/** A step so many times the usual one is a gap. */
const WIDE_STEP = 1.35;
const MIN_STEPS = 3;
const MAX_INDENT = 6;
const MAX_HEADING_CHARS = 100;
/** Bullets, and what they are taken for. */
const listMark = /^(?:[•◦▪‣●○■□–—*·+«»~_=°¢©®-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])$/;

/**
 * The lines of a recognised page, in their order, as headings, items, rows of cells and paragraphs: by gaps, size, length
 * and where they begin. Tesseract often makes one paragraph of all.
 */
export function recognisedParagraphs(found: readonly RecognisedLine[]): RecognisedParagraph[] {
  const lines = inColumns(uprightLines(found.filter(({ words }) => words.length > 0)));
  const usual = usualOf(lines);
  const drafts: Draft[] = [];
  let edge = 0;
  for (const [at, line] of lines.entries()) {
    const previous = lines[at - 1];
    const current = drafts.at(-1);
    const isApart = previous === undefined || isSetApart(previous, line, usual);
    if (isApart) edge = edgeFrom(lines, at, usual);
    const kind = kindOf(line, usual);
    if (
      current === undefined ||
      isApart ||
      kind !== 'paragraph' ||
      current.kind === 'table-row' ||
      beginsAnew(current, line, edge, usual)
    ) {
      drafts.push({ kind, lines: [line] });
    } else {
      current.lines.push(line);
    }
  }
  return drafts.map((draft) => finished(draft, usual));
}

function usualOf(lines: readonly UprightLine[]): Usual {
  const size = median(lines.flatMap((line) => line.spans.map(() => line.size)));
  const letter = median(lines.flatMap((line) => line.spans.map(() => line.letter)));
  const steps = lines.slice(1).map((line, index) => line.middle - (lines[index]?.middle ?? 0));
  const near = steps.filter((step) => step > 0.9 * size && step < 5 * size);
  return { size, letter, leading: near.length < MIN_STEPS ? 1.6 * size : median(near, 0.3) };
}

function kindOf(line: UprightLine, usual: Usual): Draft['kind'] {
  if (blanks(line).some((blank) => blank > ROW_GAP * sizeOf(line, usual))) return 'table-row';
  return line.line.words.length > 1 && listMark.test(line.line.words[0]?.text ?? '') ? 'list-item' : 'paragraph';
}

/** Letters of a scan are not measured well enough to go by those of one line alone. */
function sizeOf(line: UprightLine, usual: Usual): number {
  return Math.max(line.size, usual.size);
}

function blanks({ spans }: UprightLine): number[] {
  return spans.slice(1).map((span, index) => span.start - (spans[index]?.end ?? 0));
}

/** Whatever the text says, the two are not one paragraph. */
function isSetApart(previous: UprightLine, line: UprightLine, usual: Usual): boolean {
  if (previous.line.paragraph !== line.line.paragraph) return true;
  const step = line.middle - previous.middle;
  if (step < 0.5 * Math.min(line.size, previous.size)) return true;
  if (step > WIDE_STEP * Math.max(usual.leading, 1.2 * Math.min(line.size, previous.size))) return true;
  return isMore(line.size, previous.size, 1.28) && isMore(line.letter, previous.letter, 1.15);
}

function isMore(one: number, other: number, factor: number): boolean {
  return Math.max(one, other) > factor * Math.min(one, other);
}

/** How far the lines that stand together from here on reach. */
function edgeFrom(lines: readonly UprightLine[], at: number, usual: Usual): number {
  let edge = Number.NEGATIVE_INFINITY;
  for (let next = at; next < lines.length; next += 1) {
    const [line, previous] = [lines[next], lines[next - 1]];
    if (line === undefined || (next > at && previous !== undefined && isSetApart(previous, line, usual))) break;
    if (kindOf(line, usual) !== 'table-row') edge = Math.max(edge, line.end);
  }
  return edge;
}

function beginsAnew({ lines, kind }: Draft, line: UprightLine, edge: number, usual: Usual): boolean {
  const previous = lines.at(-1);
  const head = lines[0];
  if (previous === undefined || head === undefined) return true;
  const size = sizeOf(line, usual);
  const isCentred = Math.abs(line.start - previous.start) > size && Math.abs(centreOf(line) - centreOf(previous)) < size;
  // The first word would have found room on the line before.
  const word = line.spans[0];
  const hasRoom = word !== undefined && edge - previous.end > word.end - word.start + 2 * size;
  if (hasRoom && !isCentred && line.start - head.start < MAX_INDENT * size) return true;
  if (kind === 'list-item' || lines.length < 2) return false;
  const indent = line.start - Math.min(...lines.slice(1).map(({ start }) => start));
  return indent > 1.2 * size && indent < MAX_INDENT * size;
}

function centreOf({ start, end }: UprightLine): number {
  return (start + end) / 2;
}

function finished({ kind, lines }: Draft, usual: Usual): RecognisedParagraph {
  const level = kind === 'table-row' ? null : headingLevel(lines, kind, usual);
  return {
    kind: level === null ? kind : 'heading',
    level: level ?? (kind === 'list-item' ? 1 : null),
    lines: lines.map(({ line }) => line),
    cells: lines.map((line) => new Set(kind === 'table-row' ? cellStarts(line, usual) : [])),
  };
}

function cellStarts(line: UprightLine, usual: Usual): number[] {
  return blanks(line).flatMap((blank, index) => (blank > CELL_GAP * sizeOf(line, usual) ? [index + 1] : []));
}

/** Short lines that are larger than the text, or in capitals alone. */
function headingLevel(lines: readonly UprightLine[], kind: Draft['kind'], usual: Usual): number | null {
  const text = lines.flatMap(({ line }) => line.words.map((word) => word.text)).join(' ');
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (lines.length > 2 || text.length > MAX_HEADING_CHARS || letters < 4 || letters < 0.5 * text.length) return null;
  const isInCapitals = !/\p{Ll}/u.test(text) && /\p{Lu}{3}/u.test(text);
  if (/[.,;]$/.test(text) || (!isInCapitals && kind === 'list-item')) return null;
  const size = Math.min(...lines.map((line) => line.size)) / usual.size;
  const isWide = Math.min(...lines.map((line) => line.letter)) > 1.1 * usual.letter;
  if (size > 1.9 && isWide) return 1;
  if (size > 1.28 && isWide) return 2;
  return isInCapitals ? 3 : null;
}
