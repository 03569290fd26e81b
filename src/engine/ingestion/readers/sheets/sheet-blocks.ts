import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { blockAtCell, type Cell, oneLine, rowBlocks } from './row-blocks.ts';
import type { CellNote } from './sheet-comments.ts';

/** The blocks of one sheet: its name as a heading once there is anything, its rows, and after each what is noted at its cells. */
export class SheetBlocks {
  readonly #sheet: string;
  readonly #heading: string;
  readonly #notes: CellNote[];
  #tables: readonly CellNote[];
  #isBegun = false;
  #headerRow = 0;
  #nextNote = 0;

  /** `notes` come in the order of their rows. */
  constructor(sheet: string, isHidden: boolean, notes: CellNote[] = [], tables: readonly CellNote[] = []) {
    this.#sheet = sheet;
    this.#heading = `${oneLine(sheet) || 'Sheet'}${isHidden ? ' (hidden sheet)' : ''}`.slice(0, 200);
    this.#notes = notes;
    this.#tables = tables.toSorted((a, b) => a.row - b.row);
  }

  *row(row: number, cells: Iterable<Cell>): Generator<ReadBlock> {
    yield* this.#notesBefore(row);
    for (const each of rowBlocks({ sheet: this.#sheet, row, headingPath: [this.#heading] }, cells)) {
      yield* this.#begin();
      yield* this.#tablesFrom(row);
      // The first row of a table that is marked out names its columns.
      yield this.#headerRow === row ? { ...each, level: 1 } : each;
    }
    yield* this.#notesBefore(row + 1);
  }

  /** What is left: notes below the last row. */
  *rest(): Generator<ReadBlock> {
    yield* this.#notesBefore(Number.POSITIVE_INFINITY);
  }

  /** A block at a cell. */
  *at(kind: ReadBlock['kind'], { text, row, column }: CellNote): Generator<ReadBlock> {
    yield* this.#begin();
    yield blockAtCell({ kind, text, headingPath: [this.#heading] }, { sheet: this.#sheet, row, column });
  }

  *#begin(): Generator<ReadBlock> {
    if (this.#isBegun) return;
    this.#isBegun = true;
    yield blockAtCell({ kind: 'heading', level: 1, text: this.#heading, headingPath: [] }, { sheet: this.#sheet, row: 1, column: 1 });
  }

  *#tablesFrom(row: number): Generator<ReadBlock> {
    while (this.#tables[0] !== undefined && this.#tables[0].row <= row) {
      const [table, ...later] = this.#tables;
      this.#tables = later;
      this.#headerRow = table.row;
      yield* this.at('caption', table);
    }
  }

  *#notesBefore(row: number): Generator<ReadBlock> {
    for (let note = this.#notes[this.#nextNote]; note !== undefined && note.row < row; note = this.#notes[this.#nextNote]) {
      this.#nextNote += 1;
      yield* this.at('footnote', note);
    }
  }
}
