import type { Box } from '../../../../shared/domain/place.ts';
import { readerLimits } from '../reader-limits.ts';
import type { PdfDocument } from './pdf-document.ts';
import { type DisplayTransform, displayTransform } from './display-transform.ts';

/** A word, or a few characters of a script without spaces. `glued` when no space stands before it. */
export interface PageWord extends Box {
  text: string;
  glued: boolean;
}

export interface PageLine extends Box {
  words: PageWord[];
  /** The word at its end goes on in the next line, without the hyphen that is shown. */
  hyphenated: boolean;
  /** Runs up or down the page as displayed. */
  vertical: boolean;
  /** Font size as displayed, in points. */
  size: number;
  /** All of it, as far as start, middle and end tell. */
  bold: boolean;
}

export interface PageText {
  width: number;
  height: number;
  lines: PageLine[];
  /** Nothing at all stands on the page. */
  blank: boolean;
  /** The page has more characters than are kept. */
  cut: boolean;
  chars: number;
  /** Characters that no one can read: no mapping to Unicode, or to a private one. */
  junkChars: number;
}

/** Of a font name; the scratch buffer has room for the flags behind it. */
const NAME_BYTES = 96;
const HYPHEN_MARK = 0x02;
const CJK_BOX_CHARS = 4;
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** The text of one page (0-based index) in the order of the file, as lines of words with their boxes. */
export function readPageLines(document: PdfDocument, index: number): PageText {
  const { pdfium } = document;
  const page = pdfium.FPDF_LoadPage(document.handle, index);
  if (page === 0) return { width: 0, height: 0, lines: [], blank: false, cut: false, chars: 0, junkChars: 0 };
  const text = pdfium.FPDFText_LoadPage(page);
  try {
    const width = pdfium.FPDF_GetPageWidthF(page);
    const height = pdfium.FPDF_GetPageHeightF(page);
    const transform = displayTransform(document, page, width, height);
    const count = text === 0 ? 0 : Math.max(0, pdfium.FPDFText_CountChars(text));
    const builder = new LineBuilder(document, text, transform);
    const kept = Math.min(count, readerLimits.pageChars);
    for (let at = 0; at < kept; at += 1) builder.add(at);
    builder.endLine();
    const blank = count === 0 && pdfium.FPDFPage_CountObjects(page) === 0;
    return { width, height, lines: builder.lines, blank, cut: kept < count, chars: builder.chars, junkChars: builder.junkChars };
  } finally {
    if (text !== 0) pdfium.FPDFText_ClosePage(text);
    pdfium.FPDF_ClosePage(page);
  }
}

class LineBuilder {
  readonly lines: PageLine[] = [];
  chars = 0;
  junkChars = 0;
  readonly #document: PdfDocument;
  readonly #text: number;
  readonly #transform: DisplayTransform;
  #words: PageWord[] = [];
  #word: PageWord | undefined;
  #spaceBefore = true;
  #line: Box | undefined;
  #vertical = false;
  #indexes: number[] = [];
  #hyphenated = false;
  #breakPending = false;

  constructor(document: PdfDocument, text: number, transform: DisplayTransform) {
    this.#document = document;
    this.#text = text;
    this.#transform = transform;
  }

  add(at: number): void {
    const code = this.#document.pdfium.FPDFText_GetUnicode(this.#text, at);
    if (code === 0x0a || code === 0x0d) {
      this.#breakPending = true;
      return;
    }
    if (code === HYPHEN_MARK || code === 0xfffe || code === 0xad) {
      this.#hyphenated = this.#words.length > 0 || this.#word !== undefined;
      return;
    }
    if (code <= 0x20 || code === 0xa0 || (code >= 0x2000 && code <= 0x200b) || code === 0x3000) {
      this.#endWord();
      this.#spaceBefore = true;
      return;
    }
    this.chars += 1;
    if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff) || (code >= 0x7f && code <= 0x9f)) this.junkChars += 1;
    this.#addChar(String.fromCodePoint(code), this.#boxOf(at), at);
  }

  #addChar(char: string, box: Box, at: number): void {
    const line = this.#line;
    if (line !== undefined && (this.#breakPending ? !goesOn(line, box, this.#vertical) : !this.#vertical && isElsewhere(line, box))) {
      this.endLine();
    } else {
      // PDFium also breaks before and after raised characters of one line.
      if (this.#breakPending && line !== undefined && box.x0 - line.x1 > (box.y1 - box.y0) * 0.15) this.#spaceBefore = true;
      if (this.#spaceBefore) this.#endWord();
    }
    this.#breakPending = false;
    this.#hyphenated = false;
    const isCjk = cjk.test(char);
    const word = this.#word;
    if (word === undefined || (isCjk && word.text.length >= CJK_BOX_CHARS) || (!isCjk && cjk.test(word.text.slice(-1)))) {
      this.#endWord();
      this.#word = { ...box, text: char, glued: !this.#spaceBefore };
    } else {
      word.text += char;
      extend(word, box);
    }
    this.#spaceBefore = false;
    if (this.#line === undefined) {
      this.#line = { ...box };
      this.#vertical = this.#isVerticalAt(at);
    } else {
      extend(this.#line, box);
    }
    this.#indexes.push(at);
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#words.push(this.#word);
    this.#word = undefined;
  }

  endLine(): void {
    this.#endWord();
    const indexes = this.#indexes;
    const middle = indexes[indexes.length >> 1];
    if (this.#line !== undefined && middle !== undefined) {
      const size = this.#sizeAt(middle);
      // A bold start alone is a label in a line of text.
      const bold = [indexes[0], middle, indexes.at(-1)].every((at) => at !== undefined && this.#isBold(at));
      this.lines.push({ ...this.#line, words: this.#words, hyphenated: this.#hyphenated, vertical: this.#vertical, size, bold });
    }
    this.#words = [];
    this.#line = undefined;
    this.#indexes = [];
    this.#spaceBefore = true;
    this.#hyphenated = false;
  }

  /** The box of a character by its font's height and advance, else by its ink. */
  #boxOf(at: number): Box {
    const { pdfium, scratch } = this.#document;
    const loose = pdfium.FPDFText_GetLooseCharBox(this.#text, at, scratch);
    if (loose) {
      const [left = 0, top = 0, right = 0, bottom = 0] = new Float32Array(pdfium.pdfium.HEAPU8.buffer, scratch, 4);
      if (left !== right && top !== bottom) return this.#transform.box(left, bottom, right, top);
    }
    pdfium.FPDFText_GetCharBox(this.#text, at, scratch, scratch + 8, scratch + 16, scratch + 24);
    const [left = 0, right = 0, bottom = 0, top = 0] = new Float64Array(pdfium.pdfium.HEAPU8.buffer, scratch, 4);
    return this.#transform.box(left, bottom, right, top);
  }

  #isVerticalAt(at: number): boolean {
    const [a = 1, b = 0] = this.#matrixAt(at);
    return this.#transform.isVertical(a, b);
  }

  #sizeAt(at: number): number {
    const [, , c = 0, d = 1] = this.#matrixAt(at);
    return this.#document.pdfium.FPDFText_GetFontSize(this.#text, at) * Math.hypot(c, d);
  }

  /** By the font's name, since most files give no weight to be relied on. */
  #isBold(at: number): boolean {
    const { pdfium, scratch } = this.#document;
    const bytes = pdfium.FPDFText_GetFontInfo(this.#text, at, scratch, NAME_BYTES, scratch + NAME_BYTES);
    if (bytes <= 1 || bytes > NAME_BYTES) return pdfium.FPDFText_GetFontWeight(this.#text, at) >= 700;
    const name = Buffer.from(pdfium.pdfium.HEAPU8.slice(scratch, scratch + bytes - 1)).toString('latin1');
    return /bold|black|heavy|cmbx|-bd/i.test(name);
  }

  /** Text space to user space, of the character. */
  #matrixAt(at: number): Float32Array | readonly number[] {
    const { pdfium, scratch } = this.#document;
    if (!pdfium.FPDFText_GetMatrix(this.#text, at, scratch)) return [1, 0, 0, 1];
    return new Float32Array(pdfium.pdfium.HEAPU8.buffer, scratch, 4);
  }
}

/** True when a character cannot belong to the line: the middle of each lies above or below all of the other. */
function isElsewhere(line: Box, box: Box): boolean {
  const middle = (box.y0 + box.y1) / 2;
  const lineMiddle = (line.y0 + line.y1) / 2;
  return (middle < line.y0 || middle > line.y1) && (lineMiddle < box.y0 || lineMiddle > box.y1);
}

/** True when a line break was no real one: the character stands right behind the line, on its height. */
function goesOn(line: Box, box: Box, vertical: boolean): boolean {
  const gap = box.x0 - line.x1;
  return !vertical && !isElsewhere(line, box) && gap > -0.2 * (box.y1 - box.y0) && gap < 0.6 * (line.y1 - line.y0);
}

function extend(box: Box, by: Box): void {
  box.x0 = Math.min(box.x0, by.x0);
  box.y0 = Math.min(box.y0, by.y0);
  box.x1 = Math.max(box.x1, by.x1);
  box.y1 = Math.max(box.y1, by.y1);
}
