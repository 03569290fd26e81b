import { columnLetters } from '../../shared/domain/column-letters.ts';
import type { WordBox } from '../../shared/contract/reader.ts';
import type { Box, Place, Span } from '../../shared/domain/place.ts';
import { blocksOverlapping, type StoredBlock } from './blocks.ts';
import { elementNumber } from './element-number.ts';
import type { ReadableDb } from './handles.ts';
import { mergeToLines } from './line-boxes.ts';

function wordsInSpan(block: StoredBlock, { start, end }: Span): WordBox[] {
  return block.words.filter((word) => block.start + word.start < end && block.start + word.end > start);
}

function pagePlaces(blocks: readonly StoredBlock[], span: Span): Place[] {
  const boxesByPage = new Map<number, Box[]>();
  for (const block of blocks) {
    if (block.page === null) continue;
    const boxes = boxesByPage.get(block.page) ?? [];
    boxes.push(...mergeToLines(wordsInSpan(block, span)));
    boxesByPage.set(block.page, boxes);
  }
  return [...boxesByPage].map(([page, boxes]) => ({ kind: 'page', page, boxes }));
}

const countLines = (text: string) => text.split('\n').length;

/** Line numbers of the part of a block that lies in the span; the whole block's where its text was rewrapped. */
function linesOf(block: StoredBlock, lineStart: number, { start, end }: Span): [number, number] {
  const lineEnd = block.lineEnd ?? lineStart;
  if (countLines(block.text) !== lineEnd - lineStart + 1) return [lineStart, lineEnd];
  const first = lineStart + countLines(block.text.slice(0, Math.max(0, start - block.start))) - 1;
  const last = lineStart + countLines(block.text.slice(0, Math.max(0, end - block.start))) - 1;
  return [first, last];
}

function linePlaces(blocks: readonly StoredBlock[], span: Span): Place[] {
  const lines = blocks.flatMap((block) => (block.lineStart === null ? [] : linesOf(block, block.lineStart, span)));
  const headingPath = blocks[0]?.headingPath ?? [];
  return [{ kind: 'lines', start: Math.min(...lines), end: Math.max(...lines), headingPath }];
}

/** One range a sheet, around every cell with a character in the span. */
function cellPlaces(blocks: readonly StoredBlock[], { start, end }: Span): Place[] {
  const sheets = new Map<string, { columns: number[]; rows: number[] }>();
  for (const { locator, start: blockStart } of blocks) {
    if (locator?.kind !== 'cells') continue;
    const inSpan = locator.cells.filter((cell) => blockStart + cell.start < end && blockStart + cell.end > start);
    const touched = inSpan.length > 0 ? inSpan : locator.cells;
    const sheet = sheets.get(locator.sheet) ?? { columns: [], rows: [] };
    sheet.columns.push(...touched.map((cell) => cell.column));
    sheet.rows.push(locator.row);
    sheets.set(locator.sheet, sheet);
  }
  return [...sheets].flatMap(([sheet, { columns, rows }]) => {
    if (columns.length === 0) return [];
    const first = `${columnLetters(Math.min(...columns))}${Math.min(...rows)}`;
    const last = `${columnLetters(Math.max(...columns))}${Math.max(...rows)}`;
    return [{ kind: 'cells' as const, sheet, range: first === last ? first : `${first}:${last}` }];
  });
}

/** One place for each slide, part of a message, chapter; one stretch of time. */
function locatedPlaces(blocks: readonly StoredBlock[], span: Span): Place[] {
  const places = new Map<string, Place>(cellPlaces(blocks, span).map((place) => [JSON.stringify(place), place]));
  const times: { startMs: number; endMs: number }[] = [];
  for (const { locator } of blocks) {
    if (locator === null || locator.kind === 'cells') continue;
    if (locator.kind === 'time') times.push(locator);
    else places.set(JSON.stringify(locator), locator);
  }
  if (times.length > 0) {
    const [startMs, endMs] = [Math.min(...times.map((time) => time.startMs)), Math.max(...times.map((time) => time.endMs))];
    places.set('time', { kind: 'time', startMs, endMs });
  }
  return [...places.values()];
}

/** What a block is in its list or table is looked up for the first of each depth, and counted on from there. */
function paragraphPlaces(db: ReadableDb, documentId: number, blocks: readonly StoredBlock[]): Place[] {
  let numbers: number[] = [];
  return blocks.map(({ ordinal, headingPath, kind, level }, index) => {
    const place = { kind: 'paragraph' as const, index: ordinal + 1, headingPath };
    if (blocks[index - 1]?.kind !== kind) numbers = [];
    if (kind !== 'list-item' && kind !== 'table-row') return place;
    const depth = kind === 'list-item' ? (level ?? 1) : 0;
    const last = numbers[depth];
    const number = last === undefined ? elementNumber(db, documentId, { ordinal, kind, level }) : last + 1;
    // Deeper lists end where their own begins again.
    numbers = numbers.slice(0, depth);
    numbers[depth] = number;
    return { ...place, element: { kind, number } };
  });
}

/**
 * Where a span stands in the original: one place for each page with a box for each line, else by what
 * locates its blocks (cells, slides, messages, time, chapters), else one range of lines, else one place for each paragraph (counted from 1). A span that holds no text has no place.
 */
export function placesOf(db: ReadableDb, span: Span): Place[] {
  const blocks = blocksOverlapping(db, span.documentId, span.start, span.end);
  if (blocks.length === 0) return [];
  if (blocks.some((block) => block.page !== null)) return pagePlaces(blocks, span);
  const located = locatedPlaces(blocks, span);
  if (located.length > 0) return located;
  if (blocks.some((block) => block.lineStart !== null)) return linePlaces(blocks, span);
  return paragraphPlaces(db, span.documentId, blocks);
}
