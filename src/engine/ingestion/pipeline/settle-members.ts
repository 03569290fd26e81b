import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Document } from '../../../shared/domain/document.ts';
import { AppError, isAppError, toErrorData } from '../../../shared/errors.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import {
  attachContent,
  getDocument,
  getDocumentFile,
  removeDocuments,
  requeueDocument,
  setDocumentFailed,
  setDocumentMissing,
} from '../../store/documents.ts';
import {
  countDescendants,
  insertQueuedMember,
  isContainer,
  type ListedMember,
  listMembers,
  obsoleteMembers,
  waitingMembers,
} from '../../store/members.ts';
import type { Library, WritableDb } from '../../store/open.ts';
import { getSource } from '../../store/sources.ts';
import { enqueueIngest, enqueueMembers, type MembersPayload } from '../ingest-jobs.ts';
import { removeMembersOf } from '../remove-with-members.ts';
import { createSourceFilter, type SourceFilter } from '../scan/source-filter.ts';
import { tooLargeError } from '../scan/unreadable-error.ts';

export interface MembersContext {
  library: Library;
  jobs: Pick<JobQueue, 'enqueue'>;
  clock: Clock;
  logger: Logger;
  /** So many more documents wait to be read. */
  onQueued(count: number): void;
}

const SLICE = 50;
/** Documents inside one file, however deep: archives in archives grow without end. */
const MOST_MEMBERS = 20_000;

/** The container is there, but cannot be read; what was inside it cannot either. */
export function lostContainerError(name: string): AppError {
  const reason = 'the file that it is in cannot be read now';
  return new AppError('read-vanished', `“${name}” was not read: ${reason}.`, { details: { subject: name, reason } });
}

/** What one run goes by. */
interface Settling {
  context: MembersContext;
  parent: Document;
  contentId: number;
  filter: SourceFilter;
  isAsked: boolean;
  /** How many more documents the outermost file may have inside it. */
  room: number;
}

function queue(db: WritableDb, { context, parent, isAsked }: Settling, documentId: number, sizeBytes: number): void {
  const file = { sizeBytes, modifiedAtMs: parent.modifiedAtMs };
  enqueueIngest(context.jobs, db, parent.sourceId, { documentId, ...(isAsked ? { isAsked } : {}) }, file, context.clock.nowMs());
}

/** Lists a member that has no document yet. False when there is no room for it. */
function listNew(db: WritableDb, settling: Settling, member: ListedMember, relativePath: string): 'queued' | 'listed' | 'left-out' {
  const { context, parent, filter } = settling;
  if (settling.room <= 0) return 'left-out';
  const { sizeBytes } = member;
  const { modifiedAtMs, sourceId, id: parentId } = parent;
  const nowMs = context.clock.nowMs();
  const id = insertQueuedMember(db, { parentId, sourceId, relativePath, memberPath: member.path, sizeBytes, modifiedAtMs, nowMs });
  if (id === null) return 'left-out';
  settling.room -= 1;
  if (sizeBytes > filter.largestFileBytes) {
    const file = { relativePath, name: relativePath.slice(relativePath.lastIndexOf('/') + 1), sizeBytes, modifiedAtMs };
    setDocumentFailed(db, id, toErrorData(tooLargeError(file, filter.largestFileBytes)), file);
    return 'listed';
  }
  queue(db, settling, id, sizeBytes);
  return 'queued';
}

/** Brings one member's document in line with what its container lists. True when it is queued. */
function settleOne(db: WritableDb, settling: Settling, member: ListedMember): boolean {
  const { context, parent, filter, isAsked } = settling;
  const relativePath = `${parent.relativePath}/${member.path}`;
  const isLeftOut = filter.leavesOutBelow(relativePath, false);
  const { documentId, state, contentId } = member;
  if (documentId === null) return !isLeftOut && listNew(db, settling, member, relativePath) === 'queued';
  if (isLeftOut) {
    removeDocuments(db, [documentId]);
    return false;
  }
  const version = { sizeBytes: member.sizeBytes, modifiedAtMs: parent.modifiedAtMs };
  // A missing one met a container that was away; it may be of an older version whatever its time says.
  const isWaiting = state === 'queued' || state === 'reading' || state === 'missing';
  if (!isWaiting && member.modifiedAtMs === parent.modifiedAtMs && !(isAsked && state === 'failed')) return false;
  if (state === 'searchable' && contentId !== null && member.sha256 !== null && member.sha256 === member.contentHash) {
    const { sizeBytes } = getDocument(db, documentId);
    attachContent(db, documentId, contentId, { ...version, sizeBytes, nowMs: context.clock.nowMs() });
    return false;
  }
  requeueDocument(db, documentId, version);
  queue(db, settling, documentId, member.sizeBytes);
  return true;
}

async function settleListed(settling: Settling, signal: AbortSignal): Promise<void> {
  const { context, parent, contentId } = settling;
  for (let after = -1; ;) {
    signal.throwIfAborted();
    const queued = context.library.transaction((db) => {
      // The container may have got another content meanwhile: then its own run does the rest.
      const listed =
        getDocumentFile(db, parent.id).contentId === contentId
          ? listMembers(db, { contentId, parentId: parent.id, after, limit: SLICE })
          : [];
      after = listed.at(-1)?.ordinal ?? Number.POSITIVE_INFINITY;
      return listed.filter((member) => settleOne(db, settling, member)).length;
    });
    if (queued > 0) context.onQueued(queued);
    if (after === Number.POSITIVE_INFINITY) return;
    await nextTurn();
  }
}

async function removeObsolete({ context, parent, contentId }: Settling, signal: AbortSignal): Promise<void> {
  for (;;) {
    const ids = obsoleteMembers(context.library.read, parent.id, contentId, SLICE);
    if (ids.length === 0) return;
    await removeMembersOf(context.library, ids, signal);
    context.library.transaction((db) => removeDocuments(db, ids));
    await nextTurn();
  }
}

/** The container cannot be read now: nothing inside it waits for it any longer; what is indexed goes on serving. */
async function settleLost({ library, jobs }: MembersContext, parent: Document, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const waiting = waitingMembers(library.read, parent.id, SLICE);
    if (waiting.length === 0) return;
    library.transaction((db) => {
      for (const { id, contentId } of waiting) {
        const document = getDocument(db, id);
        if (contentId === null) setDocumentFailed(db, id, toErrorData(lostContainerError(document.name)), document);
        else setDocumentMissing(db, id);
        if (isContainer(db, id)) enqueueMembers(jobs, db, parent.sourceId, { documentId: id });
      }
    });
    await nextTurn();
  }
}

function documentOrNull({ library }: MembersContext, documentId: number): Document | null {
  try {
    return getDocument(library.read, documentId);
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return null;
    throw error;
  }
}

/**
 * Brings the documents inside a container in line with what it lists: new ones are queued, changed ones read again,
 * those it no longer has removed with all that is inside them. In slices; done again from the start it does nothing
 * twice. Rejects with the signal's reason.
 */
export async function settleMembers(
  context: MembersContext,
  { documentId, isAsked = false }: MembersPayload,
  signal: AbortSignal,
): Promise<void> {
  const { library, logger } = context;
  const parent = documentOrNull(context, documentId);
  // One that waits to be read is settled when it has been.
  if (!parent || parent.state === 'queued' || parent.state === 'reading') return;
  if (parent.state !== 'searchable') return settleLost(context, parent, signal);
  const { contentId, outermostId } = getDocumentFile(library.read, documentId);
  if (contentId === null) return;
  const { rules, path } = getSource(library.read, parent.sourceId);
  const room = MOST_MEMBERS - countDescendants(library.read, outermostId);
  const settling: Settling = { context, parent, contentId, filter: createSourceFilter(rules, { root: path }), isAsked, room };
  await settleListed(settling, signal);
  await removeObsolete(settling, signal);
  if (settling.room <= 0) logger.log('warn', 'a file has more documents inside it than are read', { documentId: outermostId });
}
