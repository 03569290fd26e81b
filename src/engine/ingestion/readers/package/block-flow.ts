import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import type { HeadingTrail } from '../heading-trail.ts';

/** A block before its place among the headings is known. */
export type Piece = Pick<ReadBlock, 'kind' | 'level' | 'text'>;

interface Cell {
  columns: number;
  isContinued: boolean;
  pieces: Piece[];
}

interface Table {
  row: Cell[];
  isInRow: boolean;
  /** Undefined between cells. */
  cell: Cell | undefined;
  isHeaderRow: boolean;
}

const MAX_HEADING_CHARS = 500;

/**
 * Puts the pieces of a word processor's text in their order: a table row is one block, whatever its cells are made
 * of; a table inside a cell is text of that cell; a table of one column that holds more than one paragraph a row is
 * only a frame. What belongs to a paragraph but stands outside of it (notes, comments) waits until it, or the table
 * it is in, has ended.
 */
export class BlockFlow {
  readonly #trail: HeadingTrail;
  #blocks: ReadBlock[] = [];
  #waiting: Piece[] = [];
  #tables: Table[] = [];

  constructor(trail: HeadingTrail) {
    this.#trail = trail;
  }

  /** Blocks finished since the last call. */
  take(): ReadBlock[] {
    const blocks = this.#blocks;
    this.#blocks = [];
    return blocks;
  }

  get isInTable(): boolean {
    return this.#tables.length > 0;
  }

  add(piece: Piece): void {
    if (piece.text === '') return;
    const table = this.#tables.at(-1);
    if (table === undefined) this.#emit(piece);
    else table.cell?.pieces.push(piece);
  }

  /** For what follows the paragraph under way. */
  addAfter(...pieces: readonly Piece[]): void {
    this.#waiting.push(...pieces.filter(({ text }) => text !== ''));
  }

  /** The paragraph has ended; what waited comes now, or after the table. */
  settle(): void {
    if (this.isInTable || this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const piece of waiting) this.#emit(piece);
  }

  openTable(): void {
    this.#tables.push({ row: [], isInRow: false, cell: undefined, isHeaderRow: false });
  }

  closeTable(): void {
    this.#tables.pop();
  }

  openRow(isHeader = false): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    table.row = [];
    table.isInRow = true;
    table.isHeaderRow = isHeader;
  }

  /** Says of the row under way that it names the columns. */
  markHeaderRow(): void {
    const table = this.#tables.at(-1);
    if (table !== undefined) table.isHeaderRow = true;
  }

  openCell(): void {
    const table = this.#tables.at(-1);
    if (table === undefined || !table.isInRow) return;
    table.cell = { columns: 1, isContinued: false, pieces: [] };
    table.row.push(table.cell);
  }

  spanColumns(columns: number): void {
    const cell = this.#tables.at(-1)?.cell;
    if (cell !== undefined && columns > 1) cell.columns = columns;
  }

  /** The cell under way is part of the one above or before it; what it holds is not shown. */
  continueCell(): void {
    const cell = this.#tables.at(-1)?.cell;
    if (cell !== undefined) cell.isContinued = true;
  }

  closeCell(): void {
    const table = this.#tables.at(-1);
    if (table !== undefined) table.cell = undefined;
  }

  closeRow(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    const { row } = table;
    table.row = [];
    table.cell = undefined;
    table.isInRow = false;
    while (row.length > 0 && isEmpty(row.at(-1))) row.pop();
    if (row.length === 0) return;
    const outer = this.#tables.at(-2)?.cell;
    const [first] = row;
    if (row.length === 1 && first !== undefined && first.columns === 1 && isFrame(first)) {
      for (const piece of first.pieces) {
        if (outer === undefined) this.#emit(piece);
        else outer.pieces.push(piece);
      }
    } else if (outer !== undefined) {
      const text = row
        .filter((cell) => !isEmpty(cell))
        .map(textOf)
        .join(', ');
      outer.pieces.push({ kind: 'table-row', level: null, text });
    } else {
      this.#emit({ kind: 'table-row', level: table.isHeaderRow ? 1 : null, text: row.map(textOf).join(' | ').trimStart() });
    }
  }

  #emit({ kind, level, text }: Piece): void {
    if (kind === 'heading' && text.length <= MAX_HEADING_CHARS) {
      const heading = text.replace(/\s+/g, ' ');
      this.#blocks.push(block({ kind, level, text: heading, headingPath: this.#trail.enter(level ?? 1, heading) }));
      return;
    }
    const isTooLong = kind === 'heading';
    const headingPath = this.#trail.path;
    this.#blocks.push(block({ kind: isTooLong ? 'paragraph' : kind, level: isTooLong ? null : level, text, headingPath }));
  }
}

const isEmpty = (cell: Cell | undefined): boolean => cell === undefined || cell.isContinued || cell.pieces.length === 0;

const isFrame = ({ pieces }: Cell): boolean => pieces.length > 1 || pieces[0]?.kind === 'heading';

/** Rows of a table inside a cell are told apart by semicolons. */
function textOf({ pieces, isContinued }: Cell): string {
  if (isContinued) return '';
  let text = '';
  let before: Piece | undefined;
  for (const piece of pieces) {
    const isNextRow = piece.kind === 'table-row' && before?.kind === 'table-row';
    if (before !== undefined) text += isNextRow ? '; ' : ' ';
    text += piece.text.replace(/\s+/g, ' ');
    before = piece;
  }
  return text;
}
