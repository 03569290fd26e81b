import type { Pdfium } from './pdfium.ts';

/** The characters of a PDFium text page by their index, read in one go. */
export class PageChars {
  /** Code points; 0 and 2 as PDFium gives them. */
  readonly codes: Int32Array;
  #narrow = '';
  #wide = '';

  constructor({ FPDFText_GetUnicode: codeAt }: Pdfium, text: number, count: number) {
    const codes = new Int32Array(count);
    for (let at = 0; at < count; at += 1) codes[at] = codeAt(text, at);
    this.codes = codes;
  }

  /** The characters of two indices and between. `bits` are those set in any of their codes. */
  slice(from: number, to: number, bits: number): string {
    if (bits <= 0xff) return this.#latin1().slice(from, to + 1);
    if (bits <= 0xffff) return this.#utf16().slice(from, to + 1);
    let text = '';
    for (const code of this.codes.subarray(from, to + 1)) text += String.fromCodePoint(code);
    return text;
  }

  #latin1(): string {
    if (this.#narrow === '') this.#narrow = Buffer.from(this.codes).toString('latin1');
    return this.#narrow;
  }

  #utf16(): string {
    if (this.#wide === '') {
      const units = Uint16Array.from(this.codes);
      this.#wide = Buffer.from(units.buffer).toString('utf16le');
    }
    return this.#wide;
  }
}
