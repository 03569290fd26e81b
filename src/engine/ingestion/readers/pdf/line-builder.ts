import type { Box } from '../../../../shared/domain/place.ts';
import type { DisplayTransform } from './display-transform.ts';
import { type DrawnWord, inLogicalOrder } from './logical-order.ts';
import { extend, gapBetween, type PageLine } from './page-lines.ts';
import type { PdfDocument } from './pdf-document.ts';
import { isLeftToRightCode, isRightToLeftCode, isSpacelessCode } from './scripts.ts';
import { isJunkCode } from './text-sanity.ts';

/** Of a font name; the scratch buffer has room for the flags behind it. */
const NAME_BYTES = 96;
const HYPHEN_MARK = 0x02;
const SPACELESS_BOX_CHARS = 4;

/** Gathers characters of PDFium's text page into lines of words. Only the ends of a word are asked for their boxes. */
export class LineBuilder {
  readonly lines: PageLine[] = [];
  chars = 0;
  /** Characters that no one can read: no mapping to Unicode, or to a private one. */
  junkChars = 0;
  readonly #document: PdfDocument;
  readonly #text: number;
  readonly #transform: DisplayTransform;
  #floats: Float32Array;

  #run = '';
  #runFrom = -1;
  #runTo = -1;
  #runIsRightToLeft: boolean | undefined;
  #runIsSpaceless = false;
  #scriptChanged = false;

  #words: DrawnWord[] = [];
  #hasRightToLeft = false;
  #starts: number[] = [];
  #lastIndex = -1;
  #line: Box | undefined;
  #vertical = false;
  #spaceBefore = true;
  #hyphenated = false;
  #breakPending = false;

  constructor(document: PdfDocument, text: number, transform: DisplayTransform) {
    this.#document = document;
    this.#text = text;
    this.#transform = transform;
    this.#floats = new Float32Array(document.pdfium.pdfium.HEAPU8.buffer, document.scratch, 4);
  }

  add(at: number): void {
    const code = this.#document.pdfium.FPDFText_GetUnicode(this.#text, at);
    if (code === 0x0a || code === 0x0d) {
      this.#endRun();
      this.#breakPending = true;
    } else if (code === HYPHEN_MARK || code === 0xfffe || code === 0xad) {
      this.#endRun();
      this.#hyphenated = this.#words.length > 0;
    } else if (code <= 0x20 || code === 0xa0 || (code >= 0x2000 && code <= 0x200b) || code === 0x3000) {
      this.#endRun();
      this.#spaceBefore = true;
      // A glyph that means nothing comes as NUL.
      if (code < 0x09) {
        this.chars += 1;
        this.junkChars += 1;
      }
    } else {
      this.#addChar(code, at);
    }
  }

  endLine(): void {
    this.#endRun();
    this.#closeLine();
  }

  #addChar(code: number, at: number): void {
    this.chars += 1;
    if (isJunkCode(code)) this.junkChars += 1;
    const isSpaceless = isSpacelessCode(code);
    if (isSpaceless !== this.#runIsSpaceless || (isSpaceless && this.#run.length >= SPACELESS_BOX_CHARS)) this.#endRun();
    const isRightToLeft = isRightToLeftCode(code);
    if (isRightToLeft || isLeftToRightCode(code)) {
      if (this.#runIsRightToLeft !== undefined && this.#runIsRightToLeft !== isRightToLeft && this.#run !== '') {
        this.#endRun();
        this.#scriptChanged = true;
      }
      this.#runIsRightToLeft = isRightToLeft;
    }
    if (this.#run === '') this.#runFrom = at;
    this.#run += String.fromCodePoint(code);
    this.#runTo = at;
    this.#runIsSpaceless = isSpaceless;
  }

  #endRun(): void {
    if (this.#run === '') return;
    const from = this.#runFrom;
    const to = this.#runTo;
    const isRightToLeft = this.#runIsRightToLeft === true;
    const text = isRightToLeft ? this.#wordGlyphTurned(this.#run, from, to) : this.#run;
    this.#run = '';
    this.#runIsRightToLeft = undefined;
    const first = this.#boxOf(from);
    const last = from === to ? first : this.#boxOf(to);
    if (from !== to && isElsewhere(first, last) && !this.#isVerticalAt(from)) {
      this.#addScattered(from, to);
      return;
    }
    const isVisual = isRightToLeft && last.x0 > first.x1 - 0.3 * (first.x1 - first.x0);
    this.#addWord(text, first, from === to ? first : around(first, last), isVisual, from, to);
    if (isRightToLeft) this.#hasRightToLeft = true;
  }

  /** A glyph that stands for a whole word: PDFium gives its letters backwards, all in one place. */
  #wordGlyphTurned(text: string, from: number, to: number): string {
    if (to - from < 2 || text.length !== to - from + 1) return text;
    const first = this.#boxOf(from);
    let same = 1;
    while (from + same <= to && isSameBox(first, this.#boxOf(from + same))) same += 1;
    return same < 3 ? text : text.slice(0, same).split('').reverse().join('') + text.slice(same);
  }

  /** What PDFium takes for one word stands on several lines. */
  #addScattered(from: number, to: number): void {
    for (let at = from; at <= to; at += 1) {
      const code = this.#document.pdfium.FPDFText_GetUnicode(this.#text, at);
      const box = this.#boxOf(at);
      if (code > 0x20) this.#addWord(String.fromCodePoint(code), box, box, false, at, at);
    }
  }

  #addWord(text: string, first: Box, box: Box, isVisual: boolean, from: number, to: number): void {
    const line = this.#line;
    const height = first.y1 - first.y0;
    if (line !== undefined && (this.#breakPending ? !goesOn(line, box, this.#vertical) : !this.#vertical && isElsewhere(line, first))) {
      this.#closeLine();
    } else if (line !== undefined) {
      // PDFium also breaks before and after raised characters of one line.
      if (this.#breakPending && box.x0 - line.x1 > height * 0.15) this.#spaceBefore = true;
      const previous = this.#words.at(-1);
      // It gives no space between a Latin word and an Arabic one.
      if (this.#scriptChanged && previous !== undefined && gapBetween(previous, box) > height * 0.1) this.#spaceBefore = true;
    }
    this.#scriptChanged = false;
    this.#breakPending = false;
    this.#hyphenated = false;
    const { x0, y0, x1, y1 } = box;
    this.#words.push({ x0, y0, x1, y1, text, glued: !this.#spaceBefore, isVisual });
    this.#spaceBefore = false;
    this.#starts.push(from);
    this.#lastIndex = to;
    if (this.#line === undefined) {
      this.#line = { x0, y0, x1, y1 };
      this.#vertical = this.#isVerticalAt(from);
    } else {
      extend(this.#line, box);
    }
  }

  #closeLine(): void {
    const start = this.#starts[0];
    const middle = this.#starts[this.#starts.length >> 1];
    if (this.#line !== undefined && start !== undefined && middle !== undefined) {
      // A bold start alone is a label in a line of text.
      const bold = [start, middle, this.#lastIndex].every((at) => this.#isBold(at));
      const words = this.#hasRightToLeft ? [...inLogicalOrder(this.#words)] : this.#words;
      this.lines.push({ ...this.#line, words, hyphenated: this.#hyphenated, vertical: this.#vertical, size: this.#sizeAt(middle), bold });
    }
    this.#words = [];
    this.#hasRightToLeft = false;
    this.#starts = [];
    this.#line = undefined;
    this.#spaceBefore = true;
    this.#hyphenated = false;
  }

  /** The box of a character by its font's height and advance, else by its ink. */
  #boxOf(at: number): Box {
    const { pdfium, scratch } = this.#document;
    if (pdfium.FPDFText_GetLooseCharBox(this.#text, at, scratch)) {
      const floats = this.#scratchFloats();
      const left = floats[0] ?? 0;
      const top = floats[1] ?? 0;
      const right = floats[2] ?? 0;
      const bottom = floats[3] ?? 0;
      if (left !== right && top !== bottom) return this.#transform.box(left, bottom, right, top);
    }
    pdfium.FPDFText_GetCharBox(this.#text, at, scratch, scratch + 8, scratch + 16, scratch + 24);
    const [left = 0, right = 0, bottom = 0, top = 0] = new Float64Array(pdfium.pdfium.HEAPU8.buffer, scratch, 4);
    return this.#transform.box(left, bottom, right, top);
  }

  /** The buffer of WASM memory is another one after it grew. */
  #scratchFloats(): Float32Array {
    const { pdfium, scratch } = this.#document;
    const { buffer } = pdfium.pdfium.HEAPU8;
    if (this.#floats.buffer !== buffer) this.#floats = new Float32Array(buffer, scratch, 4);
    return this.#floats;
  }

  #isVerticalAt(at: number): boolean {
    const [a = 1, b = 0] = matrixAt(this.#document, this.#text, at);
    return this.#transform.turn(a, b) % 2 === 1;
  }

  #sizeAt(at: number): number {
    const [a = 1, b = 0, c = 0, d = 1] = matrixAt(this.#document, this.#text, at);
    const size = this.#document.pdfium.FPDFText_GetFontSize(this.#text, at) * Math.sqrt(Math.abs(a * d - b * c));
    return Number.isFinite(size) ? size : 0;
  }

  /** By the name where there is one: PDFium derives the weight of Type 1 fonts from their stems, often wrongly. */
  #isBold(at: number): boolean {
    const { pdfium, scratch } = this.#document;
    const bytes = pdfium.FPDFText_GetFontInfo(this.#text, at, scratch, NAME_BYTES, scratch + NAME_BYTES);
    if (bytes <= 1 || bytes > NAME_BYTES) return pdfium.FPDFText_GetFontWeight(this.#text, at) >= 700;
    const name = Buffer.from(pdfium.pdfium.HEAPU8.buffer, scratch, bytes - 1).toString('latin1');
    return /bold|black|heavy|cmbx|-bd/i.test(name);
  }
}

/** Text space to user space, of a character. */
export function matrixAt({ pdfium, scratch }: PdfDocument, text: number, at: number): Float32Array | readonly number[] {
  if (!pdfium.FPDFText_GetMatrix(text, at, scratch)) return [1, 0, 0, 1];
  return new Float32Array(pdfium.pdfium.HEAPU8.buffer, scratch, 4);
}

function around(one: Box, other: Box): Box {
  return { x0: Math.min(one.x0, other.x0), y0: Math.min(one.y0, other.y0), x1: Math.max(one.x1, other.x1), y1: Math.max(one.y1, other.y1) };
}

function isSameBox(one: Box, other: Box): boolean {
  return one.x0 === other.x0 && one.x1 === other.x1 && one.y0 === other.y0 && one.y1 === other.y1;
}

/** True when a character cannot belong to the line: the middle of each lies above or below all of the other. */
function isElsewhere(line: Box, box: Box): boolean {
  const middle = (box.y0 + box.y1) / 2;
  const lineMiddle = (line.y0 + line.y1) / 2;
  return (middle < line.y0 || middle > line.y1) && (lineMiddle < box.y0 || lineMiddle > box.y1);
}

/** True when a line break was no real one: the word stands right behind the line, on its height. */
function goesOn(line: Box, box: Box, vertical: boolean): boolean {
  const gap = box.x0 - line.x1;
  return !vertical && !isElsewhere(line, box) && gap > -0.2 * (box.y1 - box.y0) && gap < 0.6 * (line.y1 - line.y0);
}
