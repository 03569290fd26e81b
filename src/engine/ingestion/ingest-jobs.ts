import type { JobQueue } from '../jobs/job-queue.ts';
import type { WritableDb } from '../store/open.ts';

export const SCAN_JOB = 'scan-source';
export const INGEST_JOB = 'ingest-document';

/** Higher goes first: a person who asked waits for nobody, and a scan fills the queue before it is worked off. */
const priorities = { asked: 20, scan: 10, found: 0 } as const;

export interface IngestPayload {
  documentId: number;
  /** A person waits for it. */
  isAsked?: boolean;
  /** The file changed while it was read; when it does so again, what was read is taken. */
  hasChanged?: boolean;
}

type Enqueue = Pick<JobQueue, 'enqueue'>;

export function enqueueScan(jobs: Enqueue, db: WritableDb, sourceId: number): void {
  jobs.enqueue(db, { kind: SCAN_JOB, key: `source:${sourceId}`, sourceId, priority: priorities.scan, payload: { sourceId } });
}

export function enqueueIngest(jobs: Enqueue, db: WritableDb, sourceId: number, payload: IngestPayload): void {
  const priority = payload.isAsked ? priorities.asked : priorities.found;
  jobs.enqueue(db, { kind: INGEST_JOB, key: `document:${payload.documentId}`, sourceId, priority, payload });
}
