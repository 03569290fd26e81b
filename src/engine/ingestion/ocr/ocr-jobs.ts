import type { JobQueue } from '../../jobs/job-queue.ts';
import type { WritableDb } from '../../store/open.ts';

export const OCR_JOB = 'recognise-document';

export interface OcrPayload {
  documentId: number;
  /** A person waits for it: also one that was tried before is tried again. */
  isAsked?: boolean;
}

/** Of its own kind only: the kind as such stands behind all others. What a person asked for waits for nobody. */
export const ASKED_PRIORITY = 20;
const FOUND_PRIORITY = 0;

export function enqueueOcr(jobs: Pick<JobQueue, 'enqueue'>, db: WritableDb, sourceId: number, payload: OcrPayload): void {
  const priority = payload.isAsked ? ASKED_PRIORITY : FOUND_PRIORITY;
  jobs.enqueue(db, { kind: OCR_JOB, key: `document:${payload.documentId}`, sourceId, priority, payload });
}
