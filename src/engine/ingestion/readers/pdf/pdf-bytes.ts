import { AppError } from '../../../../shared/errors.ts';
import type { InputFile } from '../input-file.ts';
import type { Pdfium } from './pdfium.ts';

/** Beyond this size a file is read by range as PDFium asks for it, never held whole. */
const HELD_BYTES = 200 * 1024 * 1024;
const ACCESS_BYTES = 12;

/** A file where PDFium can read it. `release` after the document is closed. */
export interface PdfBytes {
  /** Opens the document; 0 when it does not open. */
  open(password: string): number;
  release(): void;
}

/** Puts a file into reach of PDFium, all of it taken for its hash. Errors: `read-memory`. */
export async function pdfBytes(
  pdfium: Pdfium,
  file: InputFile,
  signal: AbortSignal | undefined,
  heldBytes = HELD_BYTES,
): Promise<PdfBytes> {
  return file.sizeBytes > heldBytes ? await byRange(pdfium, file, signal) : await held(pdfium, file, signal);
}

/** Straight into WASM memory, so that it is held once. */
async function held(pdfium: Pdfium, file: InputFile, signal: AbortSignal | undefined): Promise<PdfBytes> {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const address = malloc(file.sizeBytes);
  if (address === 0) throw noMemory(file.name);
  try {
    let length = 0;
    for await (const chunk of file.chunks(signal)) {
      pdfium.pdfium.HEAPU8.set(chunk, address + length);
      length += chunk.length;
    }
    return { open: (password) => pdfium.FPDF_LoadMemDocument(address, length, password), release: () => free(address) };
  } catch (error) {
    free(address);
    throw error;
  }
}

async function byRange(pdfium: Pdfium, file: InputFile, signal: AbortSignal | undefined): Promise<PdfBytes> {
  for await (const _ of file.chunks(signal));
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const access = malloc(ACCESS_BYTES);
  if (access === 0) throw noMemory(file.name);
  const getBlock = (_: number, position: number, buffer: number, bytes: number): number => {
    const target = pdfium.pdfium.HEAPU8.subarray(buffer >>> 0, (buffer >>> 0) + (bytes >>> 0));
    return file.fillSync(target, position >>> 0) === target.length ? 1 : 0;
  };
  const callback = pdfium.pdfium.addFunction(getBlock, 'iiiii');
  new DataView(pdfium.pdfium.HEAPU8.buffer).setUint32(access, file.sizeBytes, true);
  new DataView(pdfium.pdfium.HEAPU8.buffer).setUint32(access + 4, callback, true);
  new DataView(pdfium.pdfium.HEAPU8.buffer).setUint32(access + 8, 0, true);
  return {
    open: (password) => pdfium.FPDF_LoadCustomDocument(access, password),
    release: () => {
      pdfium.pdfium.removeFunction(callback);
      free(access);
    },
  };
}

export function noMemory(name: string): AppError {
  return new AppError('read-memory', `“${name}” needs more memory than a reader may have.`, { details: { subject: name } });
}
