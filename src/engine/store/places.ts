import type { Box, Place, Span } from '../../shared/domain/place.ts';
import { blocksOverlapping, type StoredBlock } from './blocks.ts';
import type { ReadableDb } from './handles.ts';
import { mergeToLines } from './line-boxes.ts';

function wordsInSpan(block: StoredBlock, { start, end }: Span): Box[] {
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

/**
 * Where a span stands in the original: one place for each page with a box for each line, else one range of
 * lines, else one place for each paragraph (counted from 1). A span that holds no text has no place.
 */
export function placesOf(db: ReadableDb, span: Span): Place[] {
  const blocks = blocksOverlapping(db, span.documentId, span.start, span.end);
  if (blocks.length === 0) return [];
  if (blocks.some((block) => block.page !== null)) return pagePlaces(blocks, span);
  if (blocks.some((block) => block.lineStart !== null)) return linePlaces(blocks, span);
  return blocks.map(({ ordinal, headingPath }) => ({ kind: 'paragraph', index: ordinal + 1, headingPath }));
}
