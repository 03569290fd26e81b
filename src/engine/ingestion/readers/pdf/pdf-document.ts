import type { AppError } from '../../../../shared/errors.ts';
import type { InputFile } from '../input-file.ts';
import { corrupt, encrypted, wrongPassword } from '../read-errors.ts';
import { noMemory, pdfBytes } from './pdf-bytes.ts';
import { loadPdfium, type Pdfium } from './pdfium.ts';

const SCRATCH_BYTES = 128;
/** A buffer that is too small is not filled at all. */
const MAX_STRING_BYTES = 256 * 1024;
const ERROR_PASSWORD = 4;
const ERROR_SECURITY = 5;

/** An open document with a small scratch buffer in WASM memory. Close it. */
export interface PdfDocument {
  readonly pdfium: Pdfium;
  readonly handle: number;
  readonly pageCount: number;
  /** Of its form's fields; 0 when it has none. */
  readonly form: number;
  /** Address of 128 bytes for out parameters. */
  readonly scratch: number;
  /** The first four numbers there; good until the next call. */
  scratchFloats(): Float32Array;
  close(): void;
}

/**
 * Opens a file; one of more than 200 MB is read by range.
 * Errors: `read-encrypted`, `read-wrong-password`, `read-corrupt`, `read-memory`.
 */
export async function openPdf(file: InputFile, signal: AbortSignal | undefined, password: string | null): Promise<PdfDocument> {
  const pdfium = await loadPdfium();
  const bytes = await pdfBytes(pdfium, file, signal);
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const scratch = malloc(SCRATCH_BYTES);
  const handle = scratch === 0 ? 0 : bytes.open(password ?? '');
  if (handle === 0) {
    bytes.release();
    if (scratch === 0) throw noMemory(file.name);
    free(scratch);
    throw openError(pdfium.FPDF_GetLastError(), file.name, password !== null);
  }
  const { form, closeForm } = openForm(pdfium, handle);
  let floats: Float32Array = new Float32Array(0);
  return {
    pdfium,
    handle,
    scratch,
    form,
    scratchFloats: () => {
      // Memory that grew has another buffer, and what looked into the old one is empty.
      if (floats.length === 0) floats = new Float32Array(pdfium.pdfium.HEAPU8.buffer, scratch, 4);
      return floats;
    },
    pageCount: Math.max(0, pdfium.FPDF_GetPageCount(handle)),
    close: () => {
      closeForm();
      pdfium.FPDF_CloseDocument(handle);
      bytes.release();
      free(scratch);
    },
  };
}

function openForm(pdfium: Pdfium, handle: number): { form: number; closeForm: () => void } {
  if (pdfium.FPDF_GetFormType(handle) === 0) return { form: 0, closeForm: () => {} };
  const info = pdfium.PDFiumExt_OpenFormFillInfo();
  const form = info === 0 ? 0 : pdfium.PDFiumExt_InitFormFillEnvironment(handle, info);
  return {
    form,
    closeForm: () => {
      if (form !== 0) pdfium.PDFiumExt_ExitFormFillEnvironment(form);
      if (info !== 0) pdfium.PDFiumExt_CloseFormFillInfo(info);
    },
  };
}

function openError(code: number, name: string, hadPassword: boolean): AppError {
  if (code === ERROR_PASSWORD) return hadPassword ? wrongPassword(name) : encrypted(name);
  if (code === ERROR_SECURITY) return encrypted(name);
  return corrupt(name, 'it is not a PDF that can be opened');
}

/** Calls a function that fills a buffer with UTF-16 and returns its size in bytes with the final NUL. */
export function utf16Of(pdfium: Pdfium, fill: (address: number, bytes: number) => number): string {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const bytes = fill(0, 0);
  if (bytes <= 2 || bytes > MAX_STRING_BYTES) return '';
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
