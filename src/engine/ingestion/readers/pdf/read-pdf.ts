import { AppError } from '../../../../shared/errors.ts';
import type { FormatPart, FormatReader, ReadOptions } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { readerIdentities } from '../reader-identities.ts';
import { documentTitle } from './document-title.ts';
import { openPdf } from './pdf-document.ts';
import { discardPdfium } from './pdfium.ts';
import { readSecond } from './read-second.ts';
import { readPages } from './read-pages.ts';

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

/** By name: the class is not among the types of plain Node. */
function isWasmAbort(error: unknown): error is Error {
  return error instanceof Error && error.name === 'RuntimeError';
}

/** An abort or trap inside WASM leaves the instance unusable. */
function translateAbort(error: unknown, name: string): unknown {
  if (!isWasmAbort(error)) return error;
  discardPdfium();
  const isMemory = /memory|oom/i.test(error.message);
  const details = { subject: name, reason: isMemory ? 'out of memory' : 'the PDF reader gave up' };
  return isMemory
    ? new AppError('read-memory', `“${name}” needs more memory than a reader may have.`, { details, cause: error })
    : new AppError('read-crashed', `Reading “${name}” made the PDF reader crash.`, { details, cause: error });
}
