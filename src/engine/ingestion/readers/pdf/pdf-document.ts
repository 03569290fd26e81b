import { AppError } from '../../../../shared/errors.ts';
import type { InputFile } from '../input-file.ts';
import { corrupt, encrypted } from '../read-errors.ts';
import { loadPdfium, type Pdfium } from './pdfium.ts';

const SCRATCH_BYTES = 128;
const ERROR_PASSWORD = 4;
const ERROR_SECURITY = 5;

/** An open document with a small scratch buffer in WASM memory. Close it. */
export interface PdfDocument {
  readonly pdfium: Pdfium;
  readonly handle: number;
  readonly pageCount: number;
  /** Address of 128 bytes for out parameters. */
  readonly scratch: number;
  close(): void;
}

/**
 * Reads the file straight into WASM memory, so that it is held once, and opens it.
 * Errors: `read-encrypted`, `read-corrupt`, `read-memory`.
 */
export async function openPdf(file: InputFile, signal: AbortSignal | undefined): Promise<PdfDocument> {
  const pdfium = await loadPdfium();
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const scratch = malloc(SCRATCH_BYTES);
  const address = malloc(file.sizeBytes);
  const release = (): void => {
    free(address);
    free(scratch);
  };
  if (address === 0 || scratch === 0) {
    throw new AppError('read-memory', `“${file.name}” needs more memory than a reader may have.`, { details: { subject: file.name } });
  }
  let handle = 0;
  try {
    let length = 0;
    for await (const chunk of file.chunks(signal)) {
      pdfium.pdfium.HEAPU8.set(chunk, address + length);
      length += chunk.length;
    }
    handle = pdfium.FPDF_LoadMemDocument(address, length, '');
    if (handle === 0) throw openError(pdfium.FPDF_GetLastError(), file.name);
    const opened = handle;
    return {
      pdfium,
      handle,
      scratch,
      pageCount: Math.max(0, pdfium.FPDF_GetPageCount(handle)),
      close: () => {
        pdfium.FPDF_CloseDocument(opened);
        release();
      },
    };
  } finally {
    if (handle === 0) release();
  }
}

function openError(code: number, name: string): AppError {
  if (code === ERROR_PASSWORD || code === ERROR_SECURITY) return encrypted(name);
  return corrupt(name, 'it is not a PDF that can be opened');
}

/** Calls a function that fills a buffer with UTF-16 and returns its size in bytes with the final NUL. */
export function utf16Of(pdfium: Pdfium, fill: (address: number, bytes: number) => number): string {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const bytes = Math.min(fill(0, 0), 64 * 1024);
  if (bytes <= 2) return '';
  const address = malloc(bytes);
  if (address === 0) return '';
  try {
    fill(address, bytes);
    const copy = Buffer.from(pdfium.pdfium.HEAPU8.slice(address, address + bytes - 2));
    return copy.toString('utf16le').toWellFormed();
  } finally {
    free(address);
  }
}
