import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import { cutLongLine } from '../text/line-blocks.ts';

/** Between the cells of a row. */
export const CELL_SEPARATOR = ' | ';
/** Short enough that no block is cut later, where nobody knows its cells. */
const MAX_ROW_CHARS = 12 * 1024;

export interface Cell {
  /** Counts from 1. */
  column: number;
  text: string;
}

type RowPlace = Pick<ReadBlock, 'headingPath'> & Partial<Pick<ReadBlock, 'lineStart' | 'lineEnd'>> & { sheet: string; row: number };

/** One block for a row, its cells in their order; several for a row of absurd length. Empty cells are left out. */
export function* rowBlocks({ sheet, row, ...fields }: RowPlace, cells: Iterable<Cell>): Generator<ReadBlock> {
  let text = '';
  let places: { column: number; start: number; end: number }[] = [];
  const made = (): ReadBlock => block({ kind: 'table-row', text, locator: { kind: 'cells', sheet, row, cells: places }, ...fields });
  for (const { column, text: content } of cells) {
    for (const piece of cutLongLine(oneLine(content), MAX_ROW_CHARS)) {
      if (text !== '' && text.length + piece.length > MAX_ROW_CHARS) {
        yield made();
        text = '';
        places = [];
      }
      const start = text === '' ? 0 : text.length + CELL_SEPARATOR.length;
      text = text === '' ? piece : text + CELL_SEPARATOR + piece;
      places.push({ column, start, end: start + piece.length });
    }
  }
  if (text !== '') yield made();
}

/** A block that is no row but stands at a cell: a heading, a comment, a table's name, a chart's text. */
export function blockAtCell(
  fields: Pick<ReadBlock, 'kind' | 'text' | 'headingPath'> & { level?: number },
  { sheet, row, column }: { sheet: string; row: number; column: number },
): ReadBlock {
  const text = fields.text.slice(0, MAX_ROW_CHARS);
  return block({ ...fields, text, locator: { kind: 'cells', sheet, row, cells: [{ column, start: 0, end: text.length }] } });
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
