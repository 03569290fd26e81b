import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ReadPart } from '../../../shared/contract/reader.ts';
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
import type { Library } from '../../store/open.ts';
import { listSources, setSourceMissing } from '../../store/sources.ts';
import { CHUNKER_VERSION } from '../chunking/chunk-limits.ts';
import { enqueueIngest, type IngestPayload } from '../ingest-jobs.ts';
import { readerIdentity } from '../readers/reader-identities.ts';
import type { ReaderPool } from '../readers/reader-pool.ts';
import { type ContentWriter, createContentWriter } from './content-writer.ts';
import { type InspectedFile, inspectFile } from './inspect-file.ts';
import { leavesAPart, partialIdentity, partialWarning } from './partial-content.ts';

export interface IngestContext {
  library: Library;
  jobs: Pick<JobQueue, 'enqueue'>;
  readers: Pick<ReaderPool, 'read'>;
  clock: Clock;
  logger: Logger;
  /** The work on a file begins; `name` is for the eye. */
  onBegin?(name: string): void;
}

/** `nothing`: the document was removed meanwhile, or was done before its job could say so. `put-back`: the file changed while it was read, once. */
export type IngestOutcome = 'searchable' | 'failed' | 'put-back' | 'nothing';

interface FileVersion {
  sizeBytes: number;
  modifiedAtMs: number;
}

/** A content that was read to its end, or to where its reader died, and waits for its commit. */
interface Reading {
  writer: ContentWriter;
  sha256: string;
  sizeBytes: number;
  warnings: string[];
}

function fileOrNull(context: IngestContext, documentId: number): DocumentFile | null {
  try {
    return getDocumentFile(context.library.read, documentId);
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return null;
    throw error;
  }
}

async function versionOf(path: string): Promise<FileVersion | null> {
  const found = await stat(path).catch(() => null);
  return found && { sizeBytes: found.size, modifiedAtMs: found.mtimeMs };
}

function isSame(one: FileVersion | null, other: FileVersion | null): boolean {
  return one?.sizeBytes === other?.sizeBytes && one?.modifiedAtMs === other?.modifiedAtMs;
}

/**
 * Attaches what the library has of these very bytes, unread; false when it has nothing. Looked up and attached in one
 * transaction: what lost its last document meanwhile may be on its way out.
 */
function attachKnown(context: IngestContext, documentId: number, inspected: InspectedFile, version: FileVersion): boolean {
  const identity = readerIdentity(inspected.format);
  if (identity === undefined) return false;
  const { reader, version: readerVersion } = identity;
  return context.library.transaction((db) => {
    const contentId = findContent(db, { sha256: inspected.sha256, reader, readerVersion, chunkerVersion: CHUNKER_VERSION });
    if (contentId !== null) attachContent(db, documentId, contentId, { ...version, nowMs: context.clock.nowMs() });
    return contentId !== null;
  });
}

/** What is worth keeping of a reading that ended in the middle; null when nothing was read. */
async function partOf(
  context: IngestContext,
  documentId: number,
  inspected: InspectedFile,
  { writer, warnings, error }: { writer: ContentWriter; warnings: readonly string[]; error: AppError },
): Promise<Reading | null> {
  await writer.finish();
  if (writer.chunkCount === 0) return null;
  const sha256 = partialIdentity(inspected.sha256, documentId, context.clock.nowMs());
  return { writer, sha256, sizeBytes: inspected.sizeBytes, warnings: [...warnings, partialWarning(error, writer.lastPage)] };
}

/** Reads a file into a staged content. */
async function read(context: IngestContext, file: DocumentFile, inspected: InspectedFile | null, signal: AbortSignal): Promise<Reading> {
  const { library, clock } = context;
  const warnings: string[] = [];
  let writer: ContentWriter | null = null;
  let end: Extract<ReadPart, { type: 'end' }> | null = null;
  try {
    try {
      // To the very end: a reader that is left in the middle is not used again.
      for await (const part of context.readers.read({ path: file.path, formatHint: null }, { signal })) {
        if (part.type === 'begin') writer = createContentWriter(library, clock, part);
        else if (part.type === 'page') writer?.addPage(part.page);
        else if (part.type === 'blocks') await writer?.addBlocks(part.blocks);
        else if (part.type === 'warning') warnings.push(part.message);
        else if (part.type === 'end') end = part;
      }
    } catch (error) {
      if (!writer || !inspected || !leavesAPart(error) || signal.aborted) throw error;
      const part = await partOf(context, file.documentId, inspected, { writer, warnings, error });
      if (part) return part;
      throw error;
    }
    await writer?.finish();
    if (writer && end && writer.chunkCount > 0) return { writer, sha256: end.sha256, sizeBytes: end.sizeBytes, warnings };
    const name = basename(file.path);
    throw new AppError('read-no-text', `“${name}” has no text to read.`, { details: { subject: name } });
  } catch (error) {
    writer?.discard();
    throw error;
  }
}

/** Attaches in the transaction that commits, so that the new version appears whole and the old one goes with it. */
function attach(context: IngestContext, documentId: number, reading: Reading, version: FileVersion): IngestOutcome {
  const { writer, ...end } = reading;
  if (!fileOrNull(context, documentId)) {
    writer.discard();
    return 'nothing';
  }
  context.library.transaction((db) => {
    const contentId = commitContent(db, writer.contentId, end);
    attachContent(db, documentId, contentId, { ...version, nowMs: context.clock.nowMs() });
  });
  return 'searchable';
}

function fail(context: IngestContext, file: DocumentFile, error: unknown, version: FileVersion): IngestOutcome {
  const name = basename(file.path);
  const known = isAppError(error) ? error : new AppError('internal', `“${name}” could not be indexed.`, { details: { subject: name } });
  if (!isAppError(error)) {
    context.logger.log('error', 'a document failed for a reason of our own', { documentId: file.documentId, stack: traceOf(error) });
  }
  context.library.transaction((db) => {
    // What is indexed of a file that is gone serves until the next scan.
    if (known.code === 'read-vanished' && file.contentId !== null) setDocumentMissing(db, file.documentId);
    else setDocumentFailed(db, file.documentId, toErrorData(known), version);
  });
  return 'failed';
}

/** True for what says nothing about the file: the library or the reader processes are not to be had just now. */
function isOfTheEngine(error: unknown, isLastTry: boolean): boolean {
  if (!isAppError(error)) return false;
  return error.code.startsWith('store-') || (error.kind === 'unavailable' && !isLastTry);
}

async function isSourceGone(context: IngestContext, sourceId: number): Promise<boolean> {
  const source = listSources(context.library.read).find((row) => row.id === sourceId);
  return source !== undefined && (await versionOf(source.path)) === null;
}

/** A whole source that is gone (a drive taken out) is one thing to say, not a failure of each of its files. */
function setAside(context: IngestContext, file: DocumentFile, version: FileVersion): IngestOutcome {
  context.library.transaction((db) => {
    setSourceMissing(db, file.sourceId, true);
    requeueDocument(db, file.documentId, version);
  });
  return 'put-back';
}

/**
 * Brings one document up to date with its file: known content is attached unread, anything else is read, chunked
 * and written in slices, and appears whole. What cannot be read is kept as the document's failure. Throws only
 * what concerns the job (abort, a store or a process that is not to be had), with the document queued again.
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
  context.onBegin?.(basename(file.path));
  const before = (await versionOf(file.path)) ?? { sizeBytes: file.sizeBytes, modifiedAtMs: file.modifiedAtMs };
  library.transaction((db) => setDocumentReading(db, file.documentId));
  try {
    const inspected = await inspectFile(file.path, signal);
    const hasStayed = async () => isSame(before, await versionOf(file.path));
    if (inspected && (await hasStayed()) && attachKnown(context, file.documentId, inspected, before)) return 'searchable';
    const reading = await read(context, file, inspected, signal);
    try {
      if (payload.hasChanged || (await hasStayed()) || (await versionOf(file.path)) === null) {
        return attach(context, file.documentId, reading, before);
      }
    } catch (error) {
      reading.writer.discard();
      throw error;
    }
    reading.writer.discard();
    library.transaction((db) => {
      requeueDocument(db, file.documentId, before);
      enqueueIngest(context.jobs, db, file.sourceId, { ...payload, hasChanged: true });
    });
    return 'put-back';
  } catch (error) {
    const isOfTheJob = signal.aborted || isAbort(error) || isOfTheEngine(error, isLastTry);
    if (!isOfTheJob && isAppError(error) && error.code === 'read-vanished' && (await isSourceGone(context, file.sourceId)))
      return setAside(context, file, before);
    if (!isOfTheJob) return fail(context, file, error, before);
    if (fileOrNull(context, file.documentId)) library.transaction((db) => requeueDocument(db, file.documentId, before));
    throw error;
  }
}
