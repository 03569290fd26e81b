import { type AppErrorData, isAppError } from '../../../shared/errors.ts';
import { getDocument } from '../../store/documents.ts';
import type { ReadableDb } from '../../store/open.ts';
import { readerLimits } from '../readers/reader-limits.ts';

/**
 * True when the reason a document failed for may be gone although its file is the same: a right may have been given, a
 * lock let go, or the rules of its source allow more now. What is wrong with the bytes themselves stays wrong.
 */
export function mayHavePassed(error: AppErrorData | null, largestFileBytes: number): boolean {
  if (error === null) return true;
  if (error.code === 'read-too-large') {
    const { limit, actual } = error.details;
    return limit !== undefined && limit !== readerLimits.fileBytes && actual !== undefined && actual <= largestFileBytes;
  }
  if (error.code === 'read-encrypted' || error.code === 'read-wrong-password') return false;
  return error.kind !== 'input';
}

/** As {@link mayHavePassed}, of a document that may have been taken out meanwhile. */
export function documentMayHavePassed(db: ReadableDb, documentId: number, largestFileBytes: number): boolean {
  try {
    return mayHavePassed(getDocument(db, documentId).error, largestFileBytes);
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return false;
    throw error;
  }
}
