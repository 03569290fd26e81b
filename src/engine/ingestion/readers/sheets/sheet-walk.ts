import type { XmlHandler } from '../package/read-xml.ts';
import type { CellBudget } from './cell-budget.ts';
import { cellReference, MAX_COLUMN, MAX_ROW } from './cell-reference.ts';
import type { FormatOfStyle } from './cell-styles.ts';
import { type Cell, oneLine } from './row-blocks.ts';
import { unescaped } from './shared-strings.ts';

export interface SheetRow {
  row: number;
  cells: Cell[];
}

interface CellContext {
  strings: readonly string[];
  formatOf: FormatOfStyle;
  is1904: boolean;
  budget: CellBudget;
}

/** Gathers the rows of a worksheet that hold something as its elements stream by; empty ones cost nothing. Formulas show what they came to last. */
export class SheetWalk implements XmlHandler {
  readonly #context: CellContext;
  #rows: SheetRow[] = [];
  #row: SheetRow = { row: 0, cells: [] };
  #column = 0;
  #type = '';
  #style = 0;
  #value = '';
  #inline = '';
  #taking: 'value' | 'inline' | undefined;
  #inCell = false;
  #inPhonetic = false;

  constructor(context: CellContext) {
    this.#context = context;
  }

  /** Rows finished since the last call. */
  take(): SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** The row under way, where reading stops inside of it. */
  takeOpen(): SheetRow[] {
    const row = this.#row;
    this.#row = { row: row.row, cells: [] };
    return row.cells.length > 0 ? [row] : [];
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'row': {
        const given = Number(attributes['r']);
        this.#row = { row: given >= 1 && given <= MAX_ROW ? given : this.#row.row + 1, cells: [] };
        this.#column = 0;
        break;
      }
      case 'c':
        this.#inCell = true;
        this.#column = cellReference(attributes['r'] ?? '').column ?? this.#column + 1;
        this.#type = attributes['t'] ?? 'n';
        this.#style = Number(attributes['s'] ?? 0);
        this.#value = '';
        this.#inline = '';
        break;
      case 'v':
        this.#taking = this.#inCell ? 'value' : undefined;
        break;
      case 'rPh':
        this.#inPhonetic = true;
        break;
      case 't':
        this.#taking = this.#inCell && !this.#inPhonetic ? 'inline' : undefined;
        break;
    }
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.#taking = undefined;
        break;
      case 'rPh':
        this.#inPhonetic = false;
        break;
      case 'c':
        this.#endCell();
        break;
      case 'row':
        this.#rows.push(...this.takeOpen());
        break;
    }
  }

  text(text: string): void {
    if (this.#taking === 'value') this.#value += text;
    else if (this.#taking === 'inline') this.#inline += text;
  }

  #endCell(): void {
    this.#inCell = false;
    // What lies beyond the edges of a sheet is in no sheet.
    if (this.#column > MAX_COLUMN || this.#row.row > MAX_ROW) return;
    const text = oneLine(this.#shown());
    if (text !== '' && this.#context.budget.take()) this.#row.cells.push({ column: this.#column, text });
  }

  /** What a person sees in the cell. */
  #shown(): string {
    const { strings, formatOf, is1904 } = this.#context;
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return formatOf(this.#style).text(strings[Number(value)] ?? '');
      case 'inlineStr':
        return formatOf(this.#style).text(unescaped(this.#inline));
      case 'str':
        return formatOf(this.#style).text(unescaped(value));
      case 'b':
        return value === '' ? '' : /^(?:1|true)$/.test(value.trim()) ? 'TRUE' : 'FALSE';
      case 'e':
        return value;
      case 'd':
        return value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '').replace('T', ' ');
      default: {
        if (value.trim() === '') return unescaped(this.#inline);
        const number = Number(value);
        return Number.isNaN(number) ? value : formatOf(this.#style).number(number, is1904);
      }
    }
  }
}
