import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import type { HeadingTrail } from '../heading-trail.ts';
import { type LineBlock, LineGatherer } from '../text/line-blocks.ts';
import type { MarkdownPiece } from './split-pieces.ts';

const MAX_LINE_CHARS = 2_000;

/**
 * Markdown by lines, for a piece that the parser may not have: linear in its size. Knows headings, list
 * marks and table rows at the start of a line; inline marks stay in the text.
 */
export function fallbackBlocks(piece: MarkdownPiece, trail: HeadingTrail): ReadBlock[] {
  const blocks: ReadBlock[] = [];
  const gatherer = new LineGatherer();
  const paragraphs = (found: LineBlock[]): void => {
    for (const each of found) blocks.push(block({ kind: 'paragraph', headingPath: trail.path, ...each }));
  };
  for (const [index, line] of piece.lines.entries()) {
    const number = piece.lineStart + index;
    const own = line.length <= MAX_LINE_CHARS ? lineBlock(line, number, trail, () => paragraphs(gatherer.flush())) : undefined;
    if (own === undefined) paragraphs(gatherer.add(line, number));
    else blocks.push(...own);
  }
  paragraphs(gatherer.flush());
  return blocks;
}

/** The block that a line is by itself; undefined for a line of running text. `before` runs ahead of it. */
function lineBlock(line: string, number: number, trail: HeadingTrail, before: () => void): ReadBlock[] | undefined {
  const lines = { lineStart: number, lineEnd: number };
  const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
  if (heading) {
    before();
    const [, marks = '#', text = ''] = heading;
    return [block({ kind: 'heading', level: marks.length, text, headingPath: trail.enter(marks.length, text), ...lines })];
  }
  if (/^\s*\|.*\|\s*$/.test(line)) {
    before();
    if (/^[\s|:-]+$/.test(line)) return [];
    const cells = line.trim().slice(1, -1).split('|');
    return [block({ kind: 'table-row', text: cells.map((cell) => cell.trim()).join(' | '), headingPath: trail.path, ...lines })];
  }
  const item = /^(\s*)(?:[-*+]|\d{1,9}[.)])\s+(\S.*)$/.exec(line);
  if (item) {
    before();
    const [, indent = '', text = ''] = item;
    return [block({ kind: 'list-item', level: Math.floor(indent.length / 2) + 1, text, headingPath: trail.path, ...lines })];
  }
  return undefined;
}
