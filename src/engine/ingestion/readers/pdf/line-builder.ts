import type { Box } from '../../../../shared/domain/place.ts';
import type { DisplayTransform } from './display-transform.ts';
import { type DrawnWord, inLogicalOrder } from './logical-order.ts';
import type { PageChars } from './page-chars.ts';
import { FontWeight, matrixAt } from './page-fonts.ts';
import { extend, gapBetween, type PageLine, widestGap } from './page-lines.ts';
import type { PdfDocument } from './pdf-document.ts';
import { isLeftToRightCode, isRightToLeftCode, isSpacelessCode } from './scripts.ts';
import { isJunkCode } from './text-sanity.ts';

const HYPHEN_MARK = 0x02;
const SPACELESS_BOX_CHARS = 4;
/** Where the last character of a word has its place in `#ends`; the first has it at 0. */
const LAST = 4;

/**
 * Gathers the characters of PDFium's text page into lines of words. Only the ends of a word are asked for their boxes,
 * and no object is made for what is not kept: this runs for every character of every page.
 */
export class LineBuilder {
  readonly lines: PageLine[] = [];
  chars = 0;
  /** Characters that no one can read: no mapping to Unicode, or to a private one. */
  junkChars = 0;
  readonly #document: PdfDocument;
  readonly #text: number;
  readonly #chars: PageChars;
  readonly #transform: DisplayTransform;
  readonly #font = new FontWeight();
  /** The boxes of the first and the last character of a word: x0, y0, x1, y1 each. */
  readonly #ends = new Float64Array(8);

  #runFrom = -1;
  #runTo = -1;
  #runBits = 0;
  #runUnits = 0;
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

  constructor(document: PdfDocument, text: number, chars: PageChars, transform: DisplayTransform) {
    this.#document = document;
    this.#text = text;
    this.#chars = chars;
    this.#transform = transform;
    const { codes } = chars;
    for (let at = 0; at < codes.length; at += 1) this.#add(codes[at] ?? 0, at);
    this.#endRun();
    this.#closeLine();
  }

  #add(code: number, at: number): void {
    if (code > 0x20 && code < 0x7f) {
      this.#addChar(code, at, false);
    } else if (code === 0x0a || code === 0x0d) {
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
      if (isJunkCode(code)) this.junkChars += 1;
      this.#addChar(code, at, isSpacelessCode(code));
    }
  }

  #addChar(code: number, at: number, isSpaceless: boolean): void {
    this.chars += 1;
    if (isSpaceless !== this.#runIsSpaceless || (isSpaceless && this.#runUnits >= SPACELESS_BOX_CHARS)) this.#endRun();
    const isRightToLeft = isRightToLeftCode(code);
    if (isRightToLeft || isLeftToRightCode(code)) {
      if (this.#runIsRightToLeft !== undefined && this.#runIsRightToLeft !== isRightToLeft && this.#runUnits > 0) {
        this.#endRun();
        this.#scriptChanged = true;
      }
      this.#runIsRightToLeft = isRightToLeft;
    }
    if (this.#runUnits === 0) this.#runFrom = at;
    this.#runUnits += code > 0xffff ? 2 : 1;
    this.#runBits |= code;
    this.#runTo = at;
    this.#runIsSpaceless = isSpaceless;
  }

  #endRun(): void {
    if (this.#runUnits === 0) return;
    const from = this.#runFrom;
    const to = this.#runTo;
    const isRightToLeft = this.#runIsRightToLeft === true;
    const run = this.#chars.slice(from, to, this.#runBits);
    const text = isRightToLeft ? this.#wordGlyphTurned(run, from, to) : run;
    this.#runUnits = 0;
    this.#runBits = 0;
    this.#runIsRightToLeft = undefined;
    const ends = this.#ends;
    this.#placeChar(from, 0);
    if (from === to) ends.copyWithin(LAST, 0, LAST);
    else this.#placeChar(to, LAST);
    const { 0: x0 = 0, 1: y0 = 0, 2: x1 = 0, 3: y1 = 0, 4: lastX0 = 0, 5: lastY0 = 0, 6: lastX1 = 0, 7: lastY1 = 0 } = ends;
    if (from !== to && isElsewhere(y0, y1, lastY0, lastY1) && !this.#isVerticalAt(from)) {
      this.#addScattered(from, to);
      return;
    }
    const isVisual = isRightToLeft && lastX0 > x1 - 0.3 * (x1 - x0);
    const word: DrawnWord = {
      x0: Math.min(x0, lastX0),
      y0: Math.min(y0, lastY0),
      x1: Math.max(x1, lastX1),
      y1: Math.max(y1, lastY1),
      text,
      glued: false,
      isVisual,
    };
    this.#addWord(word, y0, y1, from, to);
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
      const code = this.#chars.codes[at] ?? 0;
      const box = this.#boxOf(at);
      if (code > 0x20) {
        this.#addWord({ ...box, text: String.fromCodePoint(code), glued: false, isVisual: false }, box.y0, box.y1, at, at);
      }
    }
  }

  /** `firstY0` and `firstY1` are of its first character. */
  #addWord(word: DrawnWord, firstY0: number, firstY1: number, from: number, to: number): void {
    const line = this.#line;
    const height = firstY1 - firstY0;
    const isNew =
      line !== undefined &&
      (this.#breakPending ? !goesOn(line, word, this.#vertical) : !this.#vertical && isElsewhere(line.y0, line.y1, firstY0, firstY1));
    if (isNew) {
      this.#closeLine();
    } else if (line !== undefined) {
      // PDFium also breaks before and after raised characters of one line.
      if (this.#breakPending && word.x0 - line.x1 > height * 0.15) this.#spaceBefore = true;
      const previous = this.#words.at(-1);
      // It gives no space between a Latin word and an Arabic one.
      if (this.#scriptChanged && previous !== undefined && gapBetween(previous, word) > height * 0.1) this.#spaceBefore = true;
    }
    this.#scriptChanged = false;
    this.#breakPending = false;
    this.#hyphenated = false;
    word.glued = !this.#spaceBefore;
    this.#words.push(word);
    this.#spaceBefore = false;
    this.#starts.push(from);
    this.#lastIndex = to;
    if (this.#line === undefined) {
      const { x0, y0, x1, y1 } = word;
      this.#line = { x0, y0, x1, y1 };
      this.#vertical = this.#isVerticalAt(from);
    } else {
      extend(this.#line, word);
    }
  }

  #closeLine(): void {
    const start = this.#starts[0];
    const middle = this.#starts[this.#starts.length >> 1];
    if (this.#line !== undefined && start !== undefined && middle !== undefined) {
      const { x0, y0, x1, y1 } = this.#line;
      const words = this.#hasRightToLeft ? [...inLogicalOrder(this.#words)] : this.#words;
      this.lines.push({
        x0,
        y0,
        x1,
        y1,
        words,
        widestGap: widestGap(words),
        hyphenated: this.#hyphenated,
        vertical: this.#vertical,
        size: this.#sizeAt(middle),
        // A bold start alone is a label in a line of text.
        bold: this.#isBold(start) && (middle === start || this.#isBold(middle)) && this.#isBold(this.#lastIndex),
      });
    }
    this.#words = [];
    this.#hasRightToLeft = false;
    this.#starts = [];
    this.#line = undefined;
    this.#spaceBefore = true;
    this.#hyphenated = false;
  }

  #boxOf(at: number): Box {
    this.#placeChar(at, 0);
    const { 0: x0 = 0, 1: y0 = 0, 2: x1 = 0, 3: y1 = 0 } = this.#ends;
    return { x0, y0, x1, y1 };
  }

  /** Notes the box of a character by its font's height and advance, else by its ink. */
  #placeChar(at: number, index: number): void {
    const { pdfium, scratch } = this.#document;
    if (pdfium.FPDFText_GetLooseCharBox(this.#text, at, scratch)) {
      const { 0: left = 0, 1: top = 0, 2: right = 0, 3: bottom = 0 } = this.#document.scratchFloats();
      if (left !== right && top !== bottom) {
        this.#transform.place(this.#ends, index, left, bottom, right, top);
        return;
      }
    }
    pdfium.FPDFText_GetCharBox(this.#text, at, scratch, scratch + 8, scratch + 16, scratch + 24);
    const [left = 0, right = 0, bottom = 0, top = 0] = new Float64Array(pdfium.pdfium.HEAPU8.buffer, scratch, 4);
    this.#transform.place(this.#ends, index, left, bottom, right, top);
  }

  #isVerticalAt(at: number): boolean {
    const { 0: a = 1, 1: b = 0 } = matrixAt(this.#document, this.#text, at);
    return this.#transform.turn(a, b) % 2 === 1;
  }

  #sizeAt(at: number): number {
    const { 0: a = 1, 1: b = 0, 2: c = 0, 3: d = 1 } = matrixAt(this.#document, this.#text, at);
    const size = this.#document.pdfium.FPDFText_GetFontSize(this.#text, at) * Math.sqrt(Math.abs(a * d - b * c));
    return Number.isFinite(size) ? size : 0;
  }

  #isBold(at: number): boolean {
    return this.#font.isBoldAt(this.#document, this.#text, at);
  }
}

function isSameBox(one: Box, other: Box): boolean {
  return one.x0 === other.x0 && one.x1 === other.x1 && one.y0 === other.y0 && one.y1 === other.y1;
}

/** True when what reaches from y0 to y1 cannot belong to a line: the middle of each lies above or below all of the other. */
function isElsewhere(lineY0: number, lineY1: number, y0: number, y1: number): boolean {
  const middle = (y0 + y1) / 2;
  const lineMiddle = (lineY0 + lineY1) / 2;
  return (middle < lineY0 || middle > lineY1) && (lineMiddle < y0 || lineMiddle > y1);
}

/** True when a line break was no real one: the word stands right behind the line, on its height. */
function goesOn(line: Box, box: Box, vertical: boolean): boolean {
  const gap = box.x0 - line.x1;
  return !vertical && !isElsewhere(line.y0, line.y1, box.y0, box.y1) && gap > -0.2 * (box.y1 - box.y0) && gap < 0.6 * (line.y1 - line.y0);
}
