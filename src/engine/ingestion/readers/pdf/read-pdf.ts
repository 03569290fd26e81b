import type { FormatPart, FormatReader, ReadOptions } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { readerIdentities } from '../reader-identities.ts';
import { documentTitle } from './document-title.ts';
import { openPdf } from './pdf-document.ts';
import { readSecond } from './read-second.ts';
import { readPages } from './read-pages.ts';
import { isWasmAbort, translateAbort } from './wasm-abort.ts';

/**
 * PDF through PDFium: text with the place of each word, page by page; pages it gets wrong through pdf.js. With
 * `options.ocr`, pages that are pictures are recognised.
 */
export const pdfReader: FormatReader = {
  ...readerIdentities.pdf,
  async *read(file: InputFile, signal: AbortSignal | undefined, options: ReadOptions): AsyncGenerator<FormatPart> {
    if (options.engine === 'second') return yield* readSecond(file, signal, options, this);
    try {
      const document = await openPdf(file, signal, options.password ?? null);
      let isSpent = false;
      try {
        const title = documentTitle(document);
        yield { type: 'begin', format: 'pdf', reader: this.reader, readerVersion: this.version, title, pageCount: document.pageCount };
        yield* readPages(file, document, signal, options);
      } catch (error) {
        isSpent = isWasmAbort(error);
        throw error;
      } finally {
        if (!isSpent) document.close();
      }
    } catch (error) {
      throw translateAbort(error, file.name);
    }
  },
};
