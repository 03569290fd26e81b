import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import type { HeadingTrail } from '../heading-trail.ts';
import type { PageNote } from './annotations.ts';
import { inReadingOrder } from './columns.ts';
import { footnoteLines } from './footnotes.ts';
import type { HeadingFinder } from './headings.ts';
import type { PageLine } from './page-lines.ts';
import { displayedBox, type Turn } from './page-turn.ts';
import { paragraphText } from './paragraph-text.ts';
import { joinParagraphs } from './paragraphs.ts';
import { tableRows } from './table-rows.ts';

export interface PageSheet {
  page: number;
  /** As displayed, in points. */
  width: number;
  height: number;
  /** How far its lines stand turned on the page as displayed. */
  turn: Turn;
  notes: readonly PageNote[];
}

/** The lines of a page as blocks in reading order, then the comments and form values on it. */
export function pageBlocks(sheet: PageSheet, lines: readonly PageLine[], headings: HeadingFinder, trail: HeadingTrail): ReadBlock[] {
  const { page, width, height, turn } = sheet;
  const ordered = inReadingOrder(lines);
  const rows = tableRows(ordered);
  const notes = footnoteLines(ordered, rows, headings.bodySize(), turn % 2 === 0 ? height : width);
  headings.startPage(page, ordered);
  const blocks: ReadBlock[] = [];
  for (const paragraph of joinParagraphs(ordered, { rows, notes })) {
    const { kind } = paragraph;
    const { text, words } = paragraphText(paragraph.lines, kind === 'table-row', (box) => displayedBox(box, turn, width, height));
    if (text.trim() === '') continue;
    const level = headings.levelOf(paragraph, text);
    if (level !== undefined) {
      blocks.push(block({ kind: 'heading', level, text, words, page, headingPath: trail.enter(level, text) }));
    } else {
      blocks.push(block({ kind, level: kind === 'list-item' ? 1 : null, text, words, page, headingPath: trail.path }));
    }
  }
  for (const { text, box } of sheet.notes) {
    const words = [{ start: 0, end: text.length, ...box }];
    blocks.push(block({ kind: 'paragraph', text, words, page, headingPath: trail.path }));
  }
  return blocks;
}
