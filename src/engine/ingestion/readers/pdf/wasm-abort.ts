import { AppError } from '../../../../shared/errors.ts';
import { discardPdfium } from './pdfium.ts';

/** By name: the class is not among the types of plain Node. */
export function isWasmAbort(error: unknown): error is Error {
  return error instanceof Error && error.name === 'RuntimeError';
}

/** An abort or trap inside WASM leaves the instance unusable. */
export function translateAbort(error: unknown, name: string): unknown {
  if (!isWasmAbort(error)) return error;
  discardPdfium();
  const isMemory = /memory|oom/i.test(error.message);
  const details = { subject: name, reason: isMemory ? 'out of memory' : 'the PDF reader gave up' };
  return isMemory
    ? new AppError('read-memory', `“${name}” needs more memory than a reader may have.`, { details, cause: error })
    : new AppError('read-crashed', `Reading “${name}” made the PDF reader crash.`, { details, cause: error });
}
