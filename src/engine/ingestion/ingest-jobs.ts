import type { JobQueue } from '../jobs/job-queue.ts';
import type { WritableDb } from '../store/open.ts';
import { filePriority, jobPriorities, LEAST_PRIORITY_OF_SMALL } from './manners/job-priority.ts';

/** The store's sweep knows it too: what a scan may still find elsewhere is not swept. */
export const SCAN_JOB = 'scan-source';
export const INGEST_JOB = 'ingest-document';

/** The store's sweep knows it too: what members of a moved container need is not swept. */
export const MEMBERS_JOB = 'settle-members';

export interface MembersPayload {
  documentId: number;
  isAsked?: boolean;
}

export interface IngestPayload {
  documentId: number;
  /** A person waits for it. */
  isAsked?: boolean;
  /** The file changed while it was read; when it does so again, what was read is taken. */
  hasChanged?: boolean;
}

type Enqueue = Pick<JobQueue, 'enqueue'>;

export function enqueueScan(jobs: Enqueue, db: WritableDb, sourceId: number): void {
  jobs.enqueue(db, { kind: SCAN_JOB, key: `source:${sourceId}`, sourceId, priority: jobPriorities.scan, payload: { sourceId } });
}

/** With the `file`, its size and age decide when its turn comes. */
export function enqueueIngest(
  jobs: Enqueue,
  db: WritableDb,
  sourceId: number,
  payload: IngestPayload,
  file?: { sizeBytes: number; modifiedAtMs: number },
  nowMs = Date.now(),
): void {
  const found = file ? filePriority(file, nowMs) : LEAST_PRIORITY_OF_SMALL;
  const priority = payload.isAsked ? jobPriorities.asked : found;
  jobs.enqueue(db, { kind: INGEST_JOB, key: `document:${payload.documentId}`, sourceId, priority, payload });
}

/** What is inside a document is to be brought in line with it. */
export function enqueueMembers(jobs: Enqueue, db: WritableDb, sourceId: number, payload: MembersPayload): void {
  const priority = payload.isAsked ? jobPriorities.asked : jobPriorities.scan;
  jobs.enqueue(db, { kind: MEMBERS_JOB, key: `document:${payload.documentId}`, sourceId, priority, payload });
}
