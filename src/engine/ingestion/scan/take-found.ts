import { toErrorData } from '../../../shared/errors.ts';
import type { Clock } from '../../base/clock.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import {
  getDocument,
  insertQueuedDocument,
  removeDocuments,
  requeueDocument,
  setDocumentFailed,
  type SourceFile,
} from '../../store/documents.ts';
import type { WritableDb } from '../../store/open.ts';
import { fileAt } from '../../store/source-tree.ts';
import { enqueueIngest } from '../ingest-jobs.ts';
import { compareFile } from './compare-files.ts';
import type { FoundFile, Unreadable } from './look-at.ts';
import { documentMayHavePassed } from './may-have-passed.ts';
import { tooLargeError, unreadableError } from './unreadable-error.ts';

/** What became of one entry. */
export type Taken = 'queued' | 'unchanged' | 'failed';

export interface TakeContext {
  jobs: Pick<JobQueue, 'enqueue'>;
  clock: Clock;
  sourceId: number;
  largestFileBytes: number;
  /** True for a document to read anew though its file has not changed. */
  isStale(documentId: number): boolean;
  /** With other readers than at the last scan, a file that could not be read may be read now. */
  hasNewReaders: boolean;
}

function listNew(db: WritableDb, context: TakeContext, file: FoundFile): number {
  const { relativePath, name, sizeBytes, modifiedAtMs } = file;
  return insertQueuedDocument(db, {
    sourceId: context.sourceId,
    relativePath,
    name,
    sizeBytes,
    modifiedAtMs,
    nowMs: context.clock.nowMs(),
  });
}

/** Brings the document of one found file in line with it, within the caller's transaction. `known` is as the scan loaded it. */
export function takeFile(db: WritableDb, context: TakeContext, file: FoundFile, known: SourceFile | undefined): Taken {
  const { jobs, sourceId, largestFileBytes } = context;
  // Listed since the scan began, or under two names.
  const before = known ?? fileAt(db, sourceId, file.relativePath);
  const passed = (id: number) => context.hasNewReaders || documentMayHavePassed(db, id, largestFileBytes);
  const verdict = compareFile(file, before, passed);
  if (file.sizeBytes > largestFileBytes) return takeTooLarge(db, context, file, before, verdict === 'unchanged');
  const queue = (documentId: number): Taken => {
    enqueueIngest(jobs, db, sourceId, { documentId }, file, context.clock.nowMs());
    return 'queued';
  };
  if (!before) return queue(listNew(db, context, file));
  const { documentId } = before;
  // Read since the scan began.
  if (verdict === 'waiting' && getDocument(db, documentId).state !== 'queued') return 'unchanged';
  if (verdict === 'unchanged' && !context.isStale(documentId)) return 'unchanged';
  if (verdict !== 'waiting') requeueDocument(db, documentId, file);
  return queue(documentId);
}

/** A newer version that is too large leaves the older one serving; a rule that was made smaller takes what it had allowed out. */
function takeTooLarge(db: WritableDb, context: TakeContext, file: FoundFile, before: SourceFile | undefined, isUnchanged: boolean): Taken {
  if (isUnchanged && before?.state === 'failed') return 'unchanged';
  if (isUnchanged && before) removeDocuments(db, [before.documentId]);
  const id = before && !isUnchanged ? before.documentId : listNew(db, context, file);
  setDocumentFailed(db, id, toErrorData(tooLargeError(file, context.largestFileBytes)), file);
  return 'failed';
}

/** Lists an entry that is not looked into. What is indexed of it goes on serving. */
export function takeUnreadable(db: WritableDb, context: TakeContext, entry: Unreadable, known: SourceFile | undefined): Taken {
  const { relativePath, name } = entry;
  const before = known ?? fileAt(db, context.sourceId, relativePath);
  if (before !== undefined && before.contentId !== null) return 'failed';
  const facts = { sizeBytes: 0, modifiedAtMs: 0 };
  const id = before?.documentId ?? listNew(db, context, { relativePath, name, ...facts });
  setDocumentFailed(db, id, toErrorData(unreadableError(entry)), facts);
  return 'failed';
}
