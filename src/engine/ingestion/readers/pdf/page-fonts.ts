import type { PdfDocument } from './pdf-document.ts';

/** Of a font name; the scratch buffer has room for the flags behind it. */
const NAME_BYTES = 96;
const IDENTITY: readonly number[] = [1, 0, 0, 1];

/** Text space to user space, of a character; good until the scratch buffer is used again. */
export function matrixAt(document: PdfDocument, text: number, at: number): ArrayLike<number> {
  return document.pdfium.FPDFText_GetMatrix(text, at, document.scratch) ? document.scratchFloats() : IDENTITY;
}

/** Tells bold characters; remembers the last font asked for, since lines of one font follow each other. */
export class FontWeight {
  readonly #name = new Uint8Array(NAME_BYTES);
  #bytes = 0;
  #isBold = false;

  /** By the name where there is one: PDFium derives the weight of Type 1 fonts from their stems, often wrongly. */
  isBoldAt({ pdfium, scratch }: PdfDocument, text: number, at: number): boolean {
    const bytes = pdfium.FPDFText_GetFontInfo(text, at, scratch, NAME_BYTES, scratch + NAME_BYTES);
    if (bytes <= 1 || bytes > NAME_BYTES) return pdfium.FPDFText_GetFontWeight(text, at) >= 700;
    const heap = pdfium.pdfium.HEAPU8;
    let isSame = bytes === this.#bytes;
    for (let index = 0; isSame && index < bytes; index += 1) isSame = heap[scratch + index] === this.#name[index];
    if (isSame) return this.#isBold;
    this.#name.set(heap.subarray(scratch, scratch + bytes));
    this.#bytes = bytes;
    this.#isBold = /bold|black|heavy|cmbx|-bd/i.test(Buffer.from(this.#name.buffer, 0, bytes - 1).toString('latin1'));
    return this.#isBold;
  }
}
