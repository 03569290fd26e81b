import type { SourceFile } from '../../store/documents.ts';
import type { FoundFile } from './look-at.ts';

export type KnownFile = SourceFile;

/** What a scan does about one file. `retry` reads a file anew that has not changed. */
export type FileVerdict = 'new' | 'changed' | 'waiting' | 'retry' | 'unchanged';

/**
 * Compares a file as found with the document the library has of it. `mayHavePassed` says whether the reason a
 * document failed for may be gone although the file is the same (a right given, a lock let go).
 */
export function compareFile(found: FoundFile, known: KnownFile | undefined, mayHavePassed: (documentId: number) => boolean): FileVerdict {
  if (!known) return 'new';
  if (found.sizeBytes !== known.sizeBytes || found.modifiedAtMs !== known.modifiedAtMs) return 'changed';
  if (known.state === 'queued') return 'waiting';
  if (known.state === 'missing') return 'retry';
  if (known.state === 'failed' && mayHavePassed(known.documentId)) return 'retry';
  return 'unchanged';
}
