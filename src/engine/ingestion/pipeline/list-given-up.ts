import type { Document } from '../../../shared/domain/document.ts';
import { AppError, type AppErrorData, isAppError, toErrorData } from '../../../shared/errors.ts';
import { getDocument, setDocumentFailed } from '../../store/documents.ts';
import type { WritableDb } from '../../store/open.ts';
import type { IngestPayload } from '../ingest-jobs.ts';

function waitingDocument(db: WritableDb, documentId: number): Document | null {
  try {
    const document = getDocument(db, documentId);
    return document.state === 'queued' || document.state === 'reading' ? document : null;
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return null;
    throw error;
  }
}

/** A file that Footnote itself ended at, again and again, must not be taken up by every start for ever. */
function crashError(name: string): AppErrorData {
  const details = { subject: name, reason: 'the engine ended' };
  return toErrorData(
    new AppError('read-crashed', `Footnote ended each time “${name}” was read; other files are not affected.`, { details }),
  );
}

/**
 * A document whose job was given up is listed as failed with the reason, so that none waits for a run that never
 * comes: the disk stayed full, no reader could be had, or the engine ended each time.
 */
export function listGivenUp(db: WritableDb, { documentId }: IngestPayload, error: AppErrorData): void {
  const document = waitingDocument(db, documentId);
  if (!document) return;
  setDocumentFailed(db, documentId, error.code === 'process-lost' ? crashError(document.name) : error, document);
}
