import type { ErrorCode } from '../errors.ts';
import type { Document, DocumentOutcome } from './document.ts';

/** What a document came to that failed with a code; a code that is not here is about reaching the file. */
export const outcomeByCode: Partial<Record<ErrorCode, DocumentOutcome>> = {
  'read-encrypted': 'encrypted',
  'read-wrong-password': 'encrypted',
  'read-corrupt': 'corrupt',
  'read-empty': 'empty',
  'read-too-large': 'too-large',
  'read-no-text': 'no-text-layer',
  'read-unsupported': 'unsupported',
  'read-timeout': 'quarantined',
  'read-memory': 'quarantined',
  'read-crashed': 'quarantined',
  'read-quarantined': 'quarantined',
};

/** What reading a document came to; null while it waits. An error without an outcome of its own is about reaching the file. */
export function outcomeOf(
  document: Pick<Document, 'state' | 'error' | 'warnings' | 'pagesWithoutText' | 'chunkCount'>,
): DocumentOutcome | null {
  if (document.state === 'queued' || document.state === 'reading') return null;
  if (document.error !== null) return outcomeByCode[document.error.code] ?? 'unreachable';
  if (document.pagesWithoutText > 0) return 'no-text-layer';
  return document.warnings.length > 0 ? 'partial' : 'ok';
}
