import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import { readerLimits } from '../reader-limits.ts';

interface OpenElement {
  name: string;
  lineStart: number;
  text: string;
  /** Short values of the elements below, until a block is made of them. */
  fields: { name: string; value: string }[];
  fieldsLine: number;
  hasElements: boolean;
}

const LONG_VALUE_CHARS = 300;
const MAX_PATH = 6;

/** Gathers the blocks of an XML document: an element with text of its own is prose, one without is a record of what it holds. */
export class XmlWalk {
  /** The last line of what became blocks. */
  lastLine = 0;
  readonly #line: () => number;
  readonly #open: OpenElement[] = [];
  #blocks: ReadBlock[] = [];
  /** How many elements are open below the one that is being read as prose. */
  #inProse = 0;

  constructor(line: () => number) {
    this.#line = line;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const parent = this.#open.at(-1);
    if (this.#inProse > 0 || (parent !== undefined && parent.text.trim() !== '')) {
      if (parent !== undefined) parent.hasElements = true;
      this.#inProse += 1;
      return;
    }
    if (this.#open.length >= readerLimits.xmlDepth) throw new RangeError('nested too deeply');
    if (parent !== undefined) parent.hasElements = true;
    const line = this.#line();
    const element: OpenElement = { name, lineStart: line, text: '', fields: [], fieldsLine: line, hasElements: false };
    this.#open.push(element);
    for (const [key, value] of Object.entries(attributes)) {
      if (value.trim() !== '' && !/^xmlns(?::|$)|^xsi:/.test(key)) element.fields.push({ name: key, value });
    }
  }

  text(piece: string): void {
    const element = this.#open.at(-1);
    if (element === undefined) return;
    // Text after elements shows that these were words of it.
    if (piece.trim() !== '' && element.hasElements && element.text === '' && this.#inProse === 0) {
      element.text = element.fields.map((field) => field.value).join(' ');
      element.fields = [];
      element.hasElements = true;
    }
    if (element.text !== '' || piece.trim() !== '') element.text += piece;
    if (element.text.length > readerLimits.blockChars * 4) this.#endProse(element);
  }

  close(): void {
    if (this.#inProse > 0) {
      this.#inProse -= 1;
      return;
    }
    const element = this.#open.pop();
    if (element === undefined) return;
    const text = tidy(element.text);
    const parent = this.#open.at(-1);
    const isField = !element.hasElements && text.length <= LONG_VALUE_CHARS && parent !== undefined && parent.text.trim() === '';
    if (isField) {
      for (const field of element.fields)
        this.#field(parent, { name: `${element.name} ${field.name}`, value: field.value }, element.lineStart);
      if (text !== '') this.#field(parent, { name: element.name, value: text }, element.lineStart);
      return;
    }
    for (const above of this.#open) this.#endRecord(above);
    this.#endRecord(element);
    if (text !== '') this.#push('paragraph', text, element.lineStart, element.name);
  }

  finish(): void {
    this.#inProse = 0;
    for (let element = this.#open.at(-1); element !== undefined; element = this.#open.at(-1)) this.close();
  }

  take(): ReadBlock[] {
    const blocks = this.#blocks;
    this.#blocks = [];
    return blocks;
  }

  #field(parent: OpenElement, field: { name: string; value: string }, line: number): void {
    if (parent.fields.length === 0) parent.fieldsLine = line;
    parent.fields.push(field);
    const chars = parent.fields.reduce((sum, each) => sum + each.name.length + each.value.length + 3, 0);
    if (parent.fields.length > 200 || chars > readerLimits.blockChars) this.#endRecord(parent);
  }

  #endRecord(element: OpenElement): void {
    const text = element.fields.map(({ name, value }) => `${name}: ${tidy(value)}`).join('\n');
    element.fields = [];
    if (text !== '') this.#push('code', text, element.fieldsLine, element.name, this.#open.includes(element));
  }

  #endProse(element: OpenElement): void {
    this.#push('paragraph', tidy(element.text), element.lineStart, element.name, true);
    element.text = ' ';
    element.lineStart = this.#line();
  }

  #push(kind: 'paragraph' | 'code', text: string, lineStart: number, name: string, isOpen = false): void {
    const above = this.#open.map((each) => each.name);
    const headingPath = (isOpen ? above : [...above, name]).slice(-MAX_PATH);
    const lineEnd = Math.max(lineStart, this.#line());
    this.lastLine = lineEnd;
    this.#blocks.push(block({ kind, text, lineStart, lineEnd, headingPath }));
  }
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
