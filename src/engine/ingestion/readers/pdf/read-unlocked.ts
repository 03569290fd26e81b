import type { ReadPart } from '../../../../shared/contract/reader.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { InputFile } from '../input-file.ts';
import { corrupt } from '../read-errors.ts';
import { readerLimits } from '../reader-limits.ts';
import { bytesParts } from '../read-identity.ts';
import { noMemory } from './pdf-bytes.ts';
import { openPdf, type PdfDocument } from './pdf-document.ts';
import { isWasmAbort, translateAbort } from './wasm-abort.ts';

/** PDFium's FPDF_REMOVE_SECURITY. */
const REMOVE_SECURITY = 3;
const FILE_WRITE_BYTES = 8;

/**
 * A PDF's bytes without the protection that `password` opens; none where it opens without one. The `end` is of the file
 * as it is. Errors: `read-encrypted`, `read-wrong-password`, `read-corrupt`, `read-memory`, `read-crashed`, and
 * `read-too-large` for a copy that may not be held.
 */
export async function* readUnlocked(file: InputFile, signal: AbortSignal | undefined, password: string | null): AsyncGenerator<ReadPart> {
  const copy = await unlockedCopy(file, signal, password);
  if (password !== null) for (const chunk of copy) yield* bytesParts(chunk);
  yield { type: 'end', ...file.digest() };
}

async function unlockedCopy(file: InputFile, signal: AbortSignal | undefined, password: string | null): Promise<Buffer[]> {
  try {
    const document = await openPdf(file, signal, password);
    let isSpent = false;
    try {
      return password === null ? [] : save(document, file);
    } catch (error) {
      isSpent = isWasmAbort(error);
      throw error;
    } finally {
      if (!isSpent) document.close();
    }
  } catch (error) {
    throw translateAbort(error, file.name);
  }
}

function save({ pdfium, handle }: PdfDocument, file: InputFile): Buffer[] {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const chunks: Buffer[] = [];
  let length = 0;
  const writer = malloc(FILE_WRITE_BYTES);
  if (writer === 0) throw noMemory(file.name);
  const write = (_: number, address: number, bytes: number): number => {
    length += bytes >>> 0;
    if (length > readerLimits.unlockedBytes) return 0;
    chunks.push(Buffer.from(pdfium.pdfium.HEAPU8.slice(address >>> 0, (address >>> 0) + (bytes >>> 0))));
    return 1;
  };
  const callback = pdfium.pdfium.addFunction(write, 'iiii');
  try {
    const fields = new DataView(pdfium.pdfium.HEAPU8.buffer);
    fields.setUint32(writer, 1, true);
    fields.setUint32(writer + 4, callback, true);
    const isSaved = pdfium.FPDF_SaveAsCopy(handle, writer, REMOVE_SECURITY);
    if (length > readerLimits.unlockedBytes) {
      throw new AppError('read-too-large', `“${file.name}” is too large to be shown without its protection.`, {
        details: { subject: file.name, limit: readerLimits.unlockedBytes },
      });
    }
    if (!isSaved) throw corrupt(file.name, 'no copy of it could be made without its protection');
    return chunks;
  } finally {
    pdfium.pdfium.removeFunction(callback);
    free(writer);
  }
}
