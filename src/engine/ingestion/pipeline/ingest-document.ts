import { AppError, isAbort, isAppError, toErrorData } from '../../../shared/errors.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { traceOf } from '../../base/trace-of.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import { commitContent, findContent } from '../../store/contents.ts';
import {
  attachContent,
  type DocumentFile,
  getDocument,
  getDocumentFile,
  requeueDocument,
  setDocumentFailed,
  setDocumentMissing,
  setDocumentReading,
} from '../../store/documents.ts';
import { noteQuarantined, partInQuarantine, putInQuarantine } from '../../store/quarantine.ts';
import { encryptedDocuments, isContainer, noteMemberIdentity } from '../../store/members.ts';
import type { Library, WritableDb } from '../../store/open.ts';
import { listSources, setSourceMissing } from '../../store/sources.ts';
import { CHUNKER_VERSION } from '../chunking/chunk-limits.ts';
import { enqueueIngest, enqueueMembers, type IngestPayload } from '../ingest-jobs.ts';
import type { Passwords } from '../passwords.ts';
import { readerIdentity } from '../readers/reader-identities.ts';
import type { ReaderPool } from '../readers/reader-pool.ts';
import { type FileVersion, isSameVersion, nameOf, standingOf, versionOf } from './document-version.ts';
import { type InspectedFile, inspectFile } from './inspect-file.ts';
import { containerOf, inspectMember, knownMember } from './inspect-member.ts';
import { readContent, type Reading } from './read-content.ts';
import { endsReader, outsideQuarantine } from './quarantine.ts';
import { lostContainerError } from './settle-members.ts';
import { tryGivenPassword } from './try-given-password.ts';

export interface IngestContext {
  library: Library;
  jobs: Pick<JobQueue, 'enqueue'>;
  readers: Pick<ReaderPool, 'read'>;
  passwords: Passwords;
  clock: Clock;
  logger: Logger;
  /** Of contents whose text was recognised: they are preferred to those without that text. */
  recognisedVariant?: string;
  /** The work on a file begins; `name` is for the eye. */
  onBegin?(name: string): void;
}

/** `nothing`: the document was removed meanwhile, or was done before its job could say so. `put-back`: the file changed while it was read, once. */
export type IngestOutcome = 'searchable' | 'failed' | 'put-back' | 'nothing';

/** Other files that a password may open; the rest waits for the next one. */
const MOST_ENCRYPTED = 200;

/** One document on its way. */
interface Ingest {
  context: IngestContext;
  payload: IngestPayload;
  file: DocumentFile;
  /** What the document is attached with: of the file, or of the member in its container. */
  version: FileVersion;
  /** The file on disk, the outermost for a member, when the work began. */
  onDisk: FileVersion | null;
}

function fileOrNull({ library }: IngestContext, documentId: number): DocumentFile | null {
  try {
    return getDocumentFile(library.read, documentId);
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return null;
    throw error;
  }
}

async function hasStayed({ file, onDisk }: Ingest): Promise<boolean> {
  return isSameVersion(onDisk, await versionOf(file.path));
}

/** In the transaction that attaches: what is inside the document follows, and its container learns what it is. */
function afterAttach(db: WritableDb, { context, payload, file }: Ingest, identity: Reading['identity']): void {
  if (isContainer(db, file.documentId)) {
    enqueueMembers(context.jobs, db, file.sourceId, { documentId: file.documentId, ...(payload.isAsked ? { isAsked: true } : {}) });
  }
  const container = containerOf(db, file);
  if (container && identity) noteMemberIdentity(db, container.contentId, container.memberPath, identity);
}

/**
 * Attaches what the library has of these very bytes, unread: their content, or the part that was read of them before they
 * ended this version of their reader, unless a person wants more. False when it has nothing. Looked up and attached in one
 * transaction: what lost its last document meanwhile may be on its way out.
 */
function attachKnown(ingest: Ingest, { sha256, format }: InspectedFile): boolean {
  const { context, payload, file, version } = ingest;
  const identity = readerIdentity(format);
  if (identity === undefined) return false;
  const { reader, version: readerVersion } = identity;
  return context.library.transaction((db) => {
    const key = { sha256, reader, readerVersion, chunkerVersion: CHUNKER_VERSION };
    const variant = context.recognisedVariant;
    const whole = (variant === undefined ? null : findContent(db, { ...key, variant })) ?? findContent(db, key);
    // The whole as an older reader read it is better than a part.
    const mayBePart = payload.isAsked !== true && file.contentHash !== sha256;
    const contentId = whole ?? (mayBePart ? partInQuarantine(db, key, CHUNKER_VERSION) : null);
    if (contentId === null) return false;
    attachContent(db, file.documentId, contentId, { ...version, nowMs: context.clock.nowMs() });
    afterAttach(db, ingest, whole === null ? null : { sha256, format });
    return true;
  });
}

/** What ended its reader late is not read again in any copy either: a copy shares the part. */
function quarantinePart(
  db: WritableDb,
  { context, file }: Ingest,
  { sha256, format }: InspectedFile,
  { error, partId }: { error: AppError; partId: number },
): void {
  const identity = readerIdentity(format);
  if (identity === undefined) return;
  const key = { sha256, reader: identity.reader, readerVersion: identity.version };
  putInQuarantine(db, key, toErrorData(error), { nowMs: context.clock.nowMs(), partId });
  noteQuarantined(db, file.documentId, sha256);
}

/** Attaches in the transaction that commits, so that the new version appears whole and the old one goes with it. */
function attach(ingest: Ingest, reading: Reading, inspected: InspectedFile | null): IngestOutcome {
  const { context, file, version } = ingest;
  const { writer, identity, newPassword, endedBy, ...end } = reading;
  if (!fileOrNull(context, file.documentId)) {
    writer.discard();
    return 'nothing';
  }
  context.library.transaction((db) => {
    const contentId = commitContent(db, writer.contentId, end);
    const { sizeBytes } = file.parentId === null ? version : end;
    attachContent(db, file.documentId, contentId, { ...version, sizeBytes, nowMs: context.clock.nowMs() });
    if (inspected && endsReader(endedBy)) quarantinePart(db, ingest, inspected, { error: endedBy, partId: contentId });
    afterAttach(db, ingest, identity);
    if (newPassword) tryOthers(db, ingest);
  });
  return 'searchable';
}

/** The password that opened this one may open the other protected files of its source. */
function tryOthers(db: WritableDb, { context, file }: Ingest): void {
  for (const { id, ...version } of encryptedDocuments(db, file.sourceId, MOST_ENCRYPTED)) {
    requeueDocument(db, id, version);
    enqueueIngest(context.jobs, db, file.sourceId, { documentId: id }, version, context.clock.nowMs());
  }
}

function fail({ context, file, version }: Ingest, error: unknown): IngestOutcome {
  const name = nameOf(file);
  const known = isAppError(error) ? error : new AppError('internal', `“${name}” could not be indexed.`, { details: { subject: name } });
  if (!isAppError(error)) {
    context.logger.log('error', 'a document failed for a reason of our own', { documentId: file.documentId, stack: traceOf(error) });
  }
  context.passwords.refused(file.documentId);
  context.library.transaction((db) => {
    // What is indexed of a file that is gone serves until the next scan.
    if (known.code === 'read-vanished' && file.contentId !== null) setDocumentMissing(db, file.documentId);
    else setDocumentFailed(db, file.documentId, toErrorData(known), version);
    if (isContainer(db, file.documentId)) enqueueMembers(context.jobs, db, file.sourceId, { documentId: file.documentId });
  });
  return 'failed';
}

/** True for what says nothing about the file: the library or the reader processes are not to be had just now. */
function isOfTheEngine(error: unknown, isLastTry: boolean): boolean {
  if (!isAppError(error)) return false;
  return error.code.startsWith('store-') || (error.kind === 'unavailable' && !isLastTry);
}

async function isSourceGone({ library }: IngestContext, sourceId: number): Promise<boolean> {
  const source = listSources(library.read).find((row) => row.id === sourceId);
  return source !== undefined && (await versionOf(source.path)) === null;
}

/** A whole source that is gone (a drive taken out) is one thing to say, not a failure of each of its files. */
function setAside({ context, file, version }: Ingest): IngestOutcome {
  context.library.transaction((db) => {
    setSourceMissing(db, file.sourceId, true);
    requeueDocument(db, file.documentId, version);
  });
  return 'put-back';
}

/** The file is another than when the work began: it is read again, and with it what is inside. */
function putBack({ context, payload, file, version }: Ingest): IngestOutcome {
  context.library.transaction((db) => {
    requeueDocument(db, file.documentId, version);
    const { outermostId } = file;
    if (outermostId === file.documentId) {
      enqueueIngest(context.jobs, db, file.sourceId, { ...payload, hasChanged: true });
      return;
    }
    const outermost = getDocument(db, outermostId);
    requeueDocument(db, outermostId, outermost);
    enqueueIngest(context.jobs, db, file.sourceId, { documentId: outermostId });
  });
  return 'put-back';
}

/** Members wait for their containers: null when this one can be read now. */
function waitForContainer(ingest: Ingest): IngestOutcome | null {
  const { context, file, version, onDisk } = ingest;
  const standing = standingOf(context.library.read, file, onDisk);
  if (standing === 'ready') return null;
  if (standing === 'lost') return fail(ingest, lostContainerError(nameOf(file)));
  if (standing === 'changed') return putBack(ingest);
  // Whoever reads the container queues this one again.
  context.library.transaction((db) => requeueDocument(db, file.documentId, version));
  return 'put-back';
}

async function inspect({ context, file }: Ingest, signal: AbortSignal): Promise<InspectedFile | null> {
  if (file.parentId === null) return inspectFile(file.path, signal);
  const password = context.passwords.givenFor(file.documentId);
  return knownMember(context.library.read, file) ?? inspectMember(context.readers, file, { password, signal });
}

async function bringUpToDate(ingest: Ingest, signal: AbortSignal): Promise<IngestOutcome> {
  const { context, payload, file } = ingest;
  const inspected = await inspect(ingest, signal);
  const opensNow = inspected ? await tryGivenPassword(context, file, inspected, signal) : false;
  if (inspected && (await hasStayed(ingest)) && attachKnown(ingest, inspected)) {
    if (opensNow) context.library.transaction((db) => tryOthers(db, ingest));
    return 'searchable';
  }
  const suspect = { documentId: file.documentId, inspected, name: nameOf(file), isAsked: payload.isAsked ?? false, signal };
  const reading = await outsideQuarantine(context, suspect, () => readContent(context, file, inspected, signal));
  try {
    const isGone = (await versionOf(file.path)) === null;
    if ((payload.hasChanged && file.parentId === null) || isGone || (await hasStayed(ingest))) return attach(ingest, reading, inspected);
  } catch (error) {
    reading.writer.discard();
    throw error;
  }
  reading.writer.discard();
  return putBack(ingest);
}

async function begin(context: IngestContext, payload: IngestPayload, file: DocumentFile): Promise<Ingest> {
  const onDisk = await versionOf(file.path);
  const lastSeen = { sizeBytes: file.sizeBytes, modifiedAtMs: file.modifiedAtMs };
  if (file.parentId === null) return { context, payload, file, onDisk, version: onDisk ?? lastSeen };
  const { sizeBytes } = getDocument(context.library.read, file.documentId);
  const { modifiedAtMs } = getDocumentFile(context.library.read, file.outermostId);
  return { context, payload, file, onDisk, version: { sizeBytes, modifiedAtMs } };
}

/**
 * Brings one document up to date with its file, or with its member of one: known content is attached unread, anything
 * else is read, chunked and written in slices, and appears whole. What cannot be read is kept as the document's failure.
 * Throws only what concerns the job (abort, a store or a process that is not to be had), with the document queued again.
 */
export async function ingestDocument(
  context: IngestContext,
  payload: IngestPayload,
  { signal, isLastTry }: { signal: AbortSignal; isLastTry: boolean },
): Promise<IngestOutcome> {
  const { library } = context;
  const file = fileOrNull(context, payload.documentId);
  // Whoever wants a document read queues it; one that is not waiting was finished by a life that then ended.
  if (!file || !['queued', 'reading'].includes(getDocument(library.read, file.documentId).state)) return 'nothing';
  context.onBegin?.(nameOf(file));
  const ingest = await begin(context, payload, file);
  if (!fileOrNull(context, file.documentId)) return 'nothing';
  try {
    const waits = waitForContainer(ingest);
    if (waits) return waits;
    library.transaction((db) => setDocumentReading(db, file.documentId));
    return await bringUpToDate(ingest, signal);
  } catch (error) {
    const isOfTheJob = signal.aborted || isAbort(error) || isOfTheEngine(error, isLastTry);
    const isGone = !isOfTheJob && isAppError(error) && error.code === 'read-vanished';
    if (isGone && (await isSourceGone(context, file.sourceId))) return setAside(ingest);
    if (!isOfTheJob) return fileOrNull(context, file.documentId) ? fail(ingest, error) : 'nothing';
    if (fileOrNull(context, file.documentId)) library.transaction((db) => requeueDocument(db, file.documentId, ingest.version));
    throw error;
  }
}
