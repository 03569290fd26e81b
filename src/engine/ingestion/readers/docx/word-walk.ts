import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import type { HeadingTrail } from '../heading-trail.ts';
import type { ParagraphStyle } from './styles.ts';
import type { XmlHandler } from '../package/read-xml.ts';

interface OpenParagraph {
  text: string;
  styleId: string;
  outlineLevel: number | undefined;
  listLevel: number;
  isList: boolean | undefined;
}

interface OpenTable {
  cells: string[] | undefined;
  cell: string[] | undefined;
}

/** Whatever is inside is not part of the text: deleted, moved away, a second rendering, instructions. */
const skipped = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delText', 'annotationRef', 'pPrChange', 'rPrChange', 'sectPr', 'rt']);

/**
 * Turns WordprocessingML into blocks as its elements stream by. Text boxes come before the paragraph they
 * are anchored in; a table inside a cell becomes text of that cell.
 */
export class WordWalk implements XmlHandler {
  readonly #trail: HeadingTrail;
  readonly #styleOf: (styleId: string) => ParagraphStyle;
  readonly #notes: ReadonlyMap<string, string>;
  #blocks: ReadBlock[] = [];
  /** Innermost last: a text box holds paragraphs inside a paragraph. */
  #paragraphs: OpenParagraph[] = [];
  #tables: OpenTable[] = [];
  #pendingNotes: string[] = [];
  #skipping: string | undefined;
  #skipDepth = 0;
  #inText = false;
  #inProperties = false;

  /** `notes` holds footnotes by `footnote:<id>` and `endnote:<id>`; each follows the block that refers to it. */
  constructor(trail: HeadingTrail, styleOf: (styleId: string) => ParagraphStyle, notes: ReadonlyMap<string, string> = new Map()) {
    this.#trail = trail;
    this.#styleOf = styleOf;
    this.#notes = notes;
  }

  /** Blocks finished since the last call. */
  take(): ReadBlock[] {
    const blocks = this.#blocks;
    this.#blocks = [];
    return blocks;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#skipping !== undefined) {
      if (name === this.#skipping) this.#skipDepth += 1;
      return;
    }
    // `<w:del/>` inside properties marks the paragraph's end as deleted; it has no content to skip.
    if (skipped.has(name)) {
      this.#skipping = name;
      this.#skipDepth = 1;
      return;
    }
    if (this.#inProperties) {
      this.#property(name, attributes);
      return;
    }
    switch (name) {
      case 'p':
        this.#paragraphs.push({ text: '', styleId: '', outlineLevel: undefined, listLevel: 0, isList: undefined });
        break;
      case 'pPr':
        this.#inProperties = true;
        break;
      case 't':
        this.#inText = true;
        break;
      case 'tab':
      case 'ptab':
        this.#add('\t');
        break;
      case 'br':
      case 'cr':
        this.#add(attributes['type'] === 'page' ? '' : '\n');
        break;
      case 'noBreakHyphen':
        this.#add('-');
        break;
      case 'sym':
        this.#add(symbol(attributes['char']));
        break;
      case 'footnoteReference':
        this.#pendingNotes.push(`footnote:${attributes['id'] ?? ''}`);
        break;
      case 'endnoteReference':
        this.#pendingNotes.push(`endnote:${attributes['id'] ?? ''}`);
        break;
      case 'tbl':
        this.#tables.push({ cells: undefined, cell: undefined });
        break;
      case 'tr':
        this.#table((table) => (table.cells = []));
        break;
      case 'tc':
        this.#table((table) => (table.cell = []));
        break;
    }
  }

  close(name: string): void {
    if (this.#skipping !== undefined) {
      if (name === this.#skipping) this.#skipDepth -= 1;
      if (this.#skipDepth === 0) this.#skipping = undefined;
      return;
    }
    switch (name) {
      case 'pPr':
        this.#inProperties = false;
        break;
      case 't':
        this.#inText = false;
        break;
      case 'p':
        this.#endParagraph();
        break;
      case 'tc':
        this.#table((table) => {
          table.cells?.push((table.cell ?? []).join(' '));
          table.cell = undefined;
        });
        break;
      case 'tr':
        this.#endRow();
        break;
      case 'tbl':
        this.#tables.pop();
        break;
    }
  }

  text(text: string): void {
    if (this.#inText && this.#skipping === undefined) this.#add(text);
  }

  #add(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph !== undefined) paragraph.text += text;
  }

  #table(change: (table: OpenTable) => void): void {
    const table = this.#tables.at(-1);
    if (table !== undefined) change(table);
  }

  #property(name: string, attributes: Readonly<Record<string, string>>): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph === undefined) return;
    const value = attributes['val'] ?? '';
    if (name === 'pStyle') paragraph.styleId = value;
    else if (name === 'outlineLvl') paragraph.outlineLevel = Number(value);
    else if (name === 'ilvl') paragraph.listLevel = Number(value) || 0;
    else if (name === 'numId') paragraph.isList = value !== '0';
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (paragraph === undefined) return;
    const text = paragraph.text.replace(/[^\S\n\t]+/g, ' ').trim();
    const cell = this.#tables.at(-1)?.cell;
    if (cell !== undefined) {
      if (text !== '') cell.push(text.replace(/\s+/g, ' '));
      return;
    }
    if (text !== '') this.#blocks.push(this.#blockOf(paragraph, text));
    this.#flushNotes();
  }

  #blockOf(paragraph: OpenParagraph, text: string): ReadBlock {
    const style = this.#styleOf(paragraph.styleId);
    const level = headingLevel(paragraph.outlineLevel) ?? style.headingLevel;
    if (level !== undefined && text.length <= 500) {
      const heading = text.replace(/\s+/g, ' ');
      return block({ kind: 'heading', level, text: heading, headingPath: this.#trail.enter(level, heading) });
    }
    const headingPath = this.#trail.path;
    if (paragraph.isList ?? style.isList) return block({ kind: 'list-item', level: paragraph.listLevel + 1, text, headingPath });
    return block({ kind: style.kind ?? 'paragraph', text, headingPath });
  }

  #endRow(): void {
    const table = this.#tables.at(-1);
    const cells = table?.cells ?? [];
    if (table !== undefined) table.cells = undefined;
    const row = cells.join(' | ').replace(/[\s|]+$/, '');
    if (row === '') return;
    const outer = this.#tables.at(-2)?.cell;
    if (outer !== undefined) {
      outer.push(cells.filter((cell) => cell !== '').join(', '));
      return;
    }
    this.#blocks.push(block({ kind: 'table-row', text: row, headingPath: this.#trail.path }));
    this.#flushNotes();
  }

  #flushNotes(): void {
    if (this.#paragraphs.length > 0 || this.#tables.some((table) => table.cell !== undefined)) return;
    for (const key of this.#pendingNotes) {
      const text = this.#notes.get(key);
      if (text !== undefined && text !== '') this.#blocks.push(block({ kind: 'footnote', text, headingPath: this.#trail.path }));
    }
    this.#pendingNotes = [];
  }
}

function headingLevel(outlineLevel: number | undefined): number | undefined {
  return outlineLevel !== undefined && outlineLevel >= 0 && outlineLevel < 9 ? Math.min(outlineLevel + 1, 6) : undefined;
}

/** Symbol fonts keep their characters in a private range, where only the font knows what they show. */
function symbol(hex: string | undefined): string {
  const code = Number.parseInt(hex ?? '', 16);
  if (!Number.isInteger(code) || code <= 0 || code > 0x10ffff) return '';
  if (code === 0xf0b7) return '•';
  return code >= 0xe000 && code <= 0xf8ff ? '' : String.fromCodePoint(code);
}
