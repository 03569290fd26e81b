import type { JobQueue } from '../../jobs/job-queue.ts';
import { requeueDocument } from '../../store/documents.ts';
import { type MemberDocument, unsettledContainers } from '../../store/members.ts';
import type { Library } from '../../store/open.ts';
import { enqueueIngest, enqueueMembers } from '../ingest-jobs.ts';
import { sourceMembers } from '../source-files.ts';
import { mayHavePassed } from './may-have-passed.ts';

export interface MemberScan {
  library: Library;
  jobs: Pick<JobQueue, 'enqueue'>;
  largestFileBytes: number;
  isStale(documentId: number): boolean;
  /** With other readers than at the last scan, what could not be read may be read now. */
  hasNewReaders: boolean;
}

const SLICE = 200;

/**
 * Looks at what is inside a source's files, which no walk of its folders meets: what waits keeps waiting, what another
 * reader would read otherwise is read again, and containers whose members are not what they list are settled. Returns
 * how many wait. Rejects with the signal's reason.
 */
export async function scanMembers(scan: MemberScan, sourceId: number, signal: AbortSignal): Promise<number> {
  const { library, jobs } = scan;
  let waiting = 0;
  for await (const slice of sourceMembers(library, sourceId, SLICE)) {
    signal.throwIfAborted();
    const wanted = slice.filter((member) => isWanted(scan, member));
    if (wanted.length === 0) continue;
    library.transaction((db) => {
      for (const { documentId, state, ...version } of wanted) {
        if (state !== 'reading') requeueDocument(db, documentId, version);
        enqueueIngest(jobs, db, sourceId, { documentId }, version);
      }
    });
    waiting += wanted.length;
  }
  for (let afterId = 0; ;) {
    signal.throwIfAborted();
    const ids = unsettledContainers(library.read, sourceId, { afterId, limit: SLICE });
    const last = ids.at(-1);
    if (last === undefined) return waiting;
    afterId = last;
    library.transaction((db) => {
      for (const documentId of ids) enqueueMembers(jobs, db, sourceId, { documentId });
    });
  }
}

function isWanted(scan: MemberScan, { documentId, state, error }: MemberDocument): boolean {
  // A missing one waited when its container was away.
  if (state === 'queued' || state === 'missing') return true;
  if (state === 'failed') return scan.hasNewReaders || mayHavePassed(error, scan.largestFileBytes);
  return state === 'searchable' && scan.isStale(documentId);
}
