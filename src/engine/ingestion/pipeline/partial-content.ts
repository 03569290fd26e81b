import { createHash } from 'node:crypto';
import { type AppError, isAppError } from '../../../shared/errors.ts';

/** What ends a reading in the middle and leaves what came before good. */
const endings = new Set(['read-timeout', 'read-memory', 'read-crashed', 'read-corrupt']);

/** True when what was read before `error` is worth keeping. */
export function leavesAPart(error: unknown): error is AppError {
  return isAppError(error) && endings.has(error.code);
}

/**
 * The identity of a part of a file: never that of the file, so that an equal file is read anew, and another at
 * each try, so that a retry does not meet the part it is to replace.
 */
export function partialIdentity(sha256: string, documentId: number, nowMs: number): string {
  return createHash('sha256').update(`part of ${sha256} for ${documentId} at ${nowMs}`).digest('hex');
}

/** Said beside the document: it is searchable, but not all of it. */
export function partialWarning(error: AppError, lastPage: number | null): string {
  const extent = lastPage === null ? 'Only a part of this file' : lastPage === 1 ? 'Only page 1' : `Only pages 1 to ${lastPage}`;
  return `${extent} could be read: ${error.message}`;
}
