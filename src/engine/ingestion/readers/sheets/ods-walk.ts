import type { OdfObject } from '../odf-text/odf-walk.ts';
import type { XmlHandler } from '../package/read-xml.ts';
import { pictureText } from '../package/picture-text.ts';
import type { CellBudget } from './cell-budget.ts';
import { MAX_COLUMN, MAX_ROW } from './cell-reference.ts';
import { type Cell, oneLine } from './row-blocks.ts';
import { commentText, type CellNote } from './sheet-comments.ts';
import type { SheetRow } from './sheet-walk.ts';

/** What streams out of a spreadsheet, in its order; `isCut`: a value was repeated more often than is kept. */
export type OdsItem =
  | { type: 'sheet'; name: string; isHidden: boolean }
  | ({ type: 'row' } & SheetRow)
  | ({ type: 'note' | 'drawing' } & CellNote)
  | { type: 'cut' };

/** Files fill a row or column by saying a value once with a number of times. */
const MAX_REPEATED_CELLS = 1_000;
const MAX_REPEATED_ROWS = 1_000;
const MAX_CELL_CHARS = 1_000_000;

const skipped = new Set([
  'ruby-text',
  'binary-data',
  'forms',
  'event-listeners',
  'tracked-changes',
  'filter',
  'dde-links',
  'master-styles',
]);

interface OpenCell {
  times: number;
  /** Behind a merged one, where nobody sees it. */
  isCovered: boolean;
  texts: string[];
  value: string;
}

/** Gathers the rows of an OpenDocument spreadsheet as its elements stream by; cells hold their text as it was last shown. */
export class OdsWalk implements XmlHandler {
  readonly #budget: CellBudget;
  readonly #objects: ReadonlyMap<string, OdfObject>;
  readonly #hiddenStyles = new Set<string>();
  #items: OdsItem[] = [];
  #style = '';
  #tableDepth = 0;
  #row = 0;
  #column = 0;
  #rowTimes = 1;
  #cells: Cell[] = [];
  #notes: (CellNote & { type: 'note' | 'drawing' })[] = [];
  #cell: OpenCell | undefined;
  #paragraph: string | undefined;
  #comment: { author: string; texts: string[] } | undefined;
  #taking: 'author' | 'alt' | 'nothing' | undefined;
  #alt = '';
  #shapeDepth = 0;
  #skipDepth = 0;

  constructor(budget: CellBudget, objects: ReadonlyMap<string, OdfObject>) {
    this.#budget = budget;
    this.#objects = objects;
  }

  /** What is complete since the last call. */
  take(): OdsItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#skipDepth > 0 || skipped.has(name)) {
      this.#skipDepth += 1;
      return;
    }
    switch (name) {
      case 'style':
        this.#style = attributes['name'] ?? '';
        break;
      case 'table-properties':
        if (attributes['display'] === 'false') this.#hiddenStyles.add(this.#style);
        break;
      case 'table':
        this.#tableDepth += 1;
        if (this.#tableDepth === 1) this.#openTable(attributes);
        break;
      case 'table-row':
        if (this.#tableDepth === 1) this.#openRow(attributes);
        break;
      case 'table-cell':
      case 'covered-table-cell':
        if (this.#tableDepth === 1) this.#openCell(name, attributes);
        break;
      case 'annotation':
        this.#comment = { author: '', texts: [] };
        break;
      case 'frame':
      case 'custom-shape':
        this.#shapeDepth += 1;
        this.#alt = '';
        break;
      case 'object':
        this.#object(attributes['href'] ?? '');
        break;
      case 'creator':
        this.#taking = 'author';
        break;
      case 'date':
      case 'date-string':
      case 'initials':
      case 'sender-initials':
        this.#taking = this.#comment === undefined ? undefined : 'nothing';
        break;
      case 'title':
      case 'desc':
        if (this.#shapeDepth > 0) this.#taking = 'alt';
        break;
      case 'p':
      case 'h':
        this.#paragraph = '';
        break;
      case 's':
      case 'tab':
      case 'line-break':
        this.#say(' ');
        break;
    }
  }

  close(name: string): void {
    if (this.#skipDepth > 0) {
      this.#skipDepth -= 1;
      return;
    }
    switch (name) {
      case 'table':
        this.#tableDepth = Math.max(0, this.#tableDepth - 1);
        break;
      case 'table-row':
        if (this.#tableDepth === 1) this.#closeRow();
        break;
      case 'table-cell':
      case 'covered-table-cell':
        if (this.#tableDepth === 1) this.#closeCell();
        break;
      case 'annotation':
        this.#closeComment();
        break;
      case 'frame':
      case 'custom-shape':
        this.#shapeDepth = Math.max(0, this.#shapeDepth - 1);
        this.#note('drawing', pictureText(this.#alt));
        this.#alt = '';
        break;
      case 'creator':
      case 'date':
      case 'date-string':
      case 'initials':
      case 'sender-initials':
      case 'title':
      case 'desc':
        this.#taking = undefined;
        break;
      case 'p':
      case 'h':
        this.#closeParagraph();
        break;
    }
  }

  text(text: string): void {
    if (this.#skipDepth > 0) return;
    if (this.#taking === 'author' && this.#comment !== undefined) this.#comment.author += text.slice(0, 100);
    else if (this.#taking === 'alt') this.#alt += text.slice(0, 2_000);
    else if (this.#taking === undefined) this.#say(text);
  }

  #say(text: string): void {
    if (this.#paragraph !== undefined && this.#paragraph.length < MAX_CELL_CHARS) this.#paragraph += text;
  }

  #openTable(attributes: Readonly<Record<string, string>>): void {
    this.#row = 0;
    this.#notes = [];
    const isHidden = this.#hiddenStyles.has(attributes['style-name'] ?? '');
    this.#items.push({ type: 'sheet', name: attributes['name'] ?? '', isHidden });
  }

  #openRow(attributes: Readonly<Record<string, string>>): void {
    this.#row += 1;
    this.#rowTimes = times(attributes['number-rows-repeated'], MAX_ROW);
    this.#column = 0;
    this.#cells = [];
    this.#notes = [];
  }

  #openCell(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#column += 1;
    const value =
      attributes['value'] ??
      attributes['string-value'] ??
      attributes['date-value'] ??
      attributes['time-value'] ??
      attributes['boolean-value'] ??
      '';
    this.#cell = {
      times: times(attributes['number-columns-repeated'], MAX_COLUMN),
      texts: [],
      isCovered: name === 'covered-table-cell',
      value,
    };
  }

  #closeCell(): void {
    const cell = this.#cell;
    this.#cell = undefined;
    if (cell === undefined) return;
    const text = oneLine(cell.texts.length > 0 ? cell.texts.join(' ') : cell.value);
    // What lies beyond the edges of a sheet is in no sheet.
    const room = this.#row > MAX_ROW ? 0 : Math.max(0, MAX_COLUMN - this.#column + 1);
    const kept = text === '' || cell.isCovered ? 0 : Math.min(cell.times, room, MAX_REPEATED_CELLS);
    for (let time = 0; time < kept && this.#budget.take(); time += 1) this.#cells.push({ column: this.#column + time, text });
    if (kept > 0 && kept < cell.times) this.#items.push({ type: 'cut' });
    this.#column += cell.times - 1;
  }

  #closeRow(): void {
    const cells = this.#cells;
    const kept = cells.length === 0 ? 0 : Math.min(this.#rowTimes, MAX_ROW - this.#row + 1, MAX_REPEATED_ROWS);
    for (let time = 0; time < kept; time += 1) {
      if (time > 0 && !cells.every(() => this.#budget.take())) break;
      this.#items.push({ type: 'row', row: this.#row + time, cells });
    }
    if (kept > 0 && kept < this.#rowTimes) this.#items.push({ type: 'cut' });
    this.#items.push(...this.#notes);
    this.#notes = [];
    this.#row += this.#rowTimes - 1;
  }

  #closeParagraph(): void {
    const text = oneLine(this.#paragraph ?? '');
    this.#paragraph = undefined;
    if (text === '') return;
    if (this.#comment !== undefined) this.#comment.texts.push(text);
    else if (this.#shapeDepth > 0) this.#note('drawing', text);
    else this.#cell?.texts.push(text);
  }

  #closeComment(): void {
    const comment = this.#comment;
    this.#comment = undefined;
    if (comment !== undefined) this.#note('note', commentText(comment.author, comment.texts.join(' ')));
  }

  #object(href: string): void {
    const object = this.#objects.get(href.replace(/^\.\//, '').replace(/\/$/, '').toLowerCase());
    if (object?.kind === 'formula') this.#note('drawing', object.text);
    // A chart's figures stand in the cells.
    else for (const piece of object?.pieces ?? []) if (piece.kind === 'caption') this.#note('drawing', piece.text);
  }

  /** Something at the cell under way, or at the start of the sheet for what floats above it. */
  #note(type: 'note' | 'drawing', text: string): void {
    if (text === '' || this.#tableDepth === 0) return;
    const note = {
      type,
      row: Math.min(Math.max(1, this.#row), MAX_ROW),
      column: this.#row === 0 ? 1 : Math.min(Math.max(1, this.#column), MAX_COLUMN),
      text,
    };
    if (this.#row === 0) this.#items.push(note);
    else this.#notes.push(note);
  }
}

function times(attribute: string | undefined, most: number): number {
  return Math.min(Math.max(Number(attribute ?? 1) || 1, 1), most);
}
