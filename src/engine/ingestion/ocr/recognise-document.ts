import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ReadInput, ReadPart } from '../../../shared/contract/reader.ts';
import { AppError, isAbort, isAppError, toErrorData } from '../../../shared/errors.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { traceOf } from '../../base/trace-of.ts';
import { commitContent, findContent } from '../../store/contents.ts';
import { attachContent, type DocumentFile, getDocument, getDocumentFile, setDocumentFailed } from '../../store/documents.ts';
import type { Library } from '../../store/open.ts';
import { noteRecognised, ocrCandidate } from '../../store/recognition.ts';
import { CHUNKER_VERSION } from '../chunking/chunk-limits.ts';
import { type ContentWriter, createContentWriter } from '../pipeline/content-writer.ts';
import { inspectFile } from '../pipeline/inspect-file.ts';
import { leavesAPart, partialIdentity, partialWarning } from '../pipeline/partial-content.ts';
import { pageRanges } from '../readers/pdf/page-ranges.ts';
import { readerIdentity } from '../readers/reader-identities.ts';
import type { ReaderPool } from '../readers/reader-pool.ts';
import type { OcrPayload } from './ocr-jobs.ts';
import { ocrExtensions, type OcrSettings, ocrVariant } from './ocr-settings.ts';

export interface RecognitionContext {
  library: Library;
  readers: Pick<ReaderPool, 'read'>;
  clock: Clock;
  logger: Logger;
  settings: OcrSettings;
  languagesDir: string;
  /** Null when none is known. */
  passwordOf(documentId: number): Promise<string | null>;
  /** The work on a document begins; `name` is for the eye. */
  onBegin(name: string): void;
  /** A page was recognised. */
  onPage(): void;
}

/** `nothing`: there is nothing to recognise, or its file is not the one that was read. */
export type RecognitionOutcome = 'recognised' | 'no-text' | 'failed' | 'nothing';

/** Below this, of 100, a page is listed as hard to read. */
const SURE_CONFIDENCE = 60;

interface Recognition {
  writer: ContentWriter;
  sha256: string;
  sizeBytes: number;
  warnings: string[];
  language: string | null;
}

/** The outermost file as it is now, for one that is a file of its own; a member's place is compared by its outermost file's time. */
async function fileVersion(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  return found && `${found.size} ${found.mtimeMs}`;
}

/** False when the file on disk is no longer the one that was read: the next scan reads it, and then it is considered anew. */
async function isAsRead(file: DocumentFile, document: { sizeBytes: number; modifiedAtMs: number }): Promise<boolean> {
  if (file.members.length > 0) return (await fileVersion(file.path)) !== null;
  return (await fileVersion(file.path)) === `${document.sizeBytes} ${document.modifiedAtMs}`;
}

function warningsOf(warnings: readonly string[], unsure: readonly number[]): string[] {
  if (unsure.length === 0) return [...warnings];
  return [...warnings, `The text on ${pageRanges([...unsure])} was hard to recognise; compare it with the picture before you rely on it.`];
}

/**
 * Recognises the text of one document and attaches it in place of what was indexed, in one transaction. Throws what
 * concerns the job (abort, a store or a process that is not to be had); what is wrong with the file is kept.
 */
export async function recogniseDocument(
  context: RecognitionContext,
  payload: OcrPayload,
  signal: AbortSignal,
): Promise<RecognitionOutcome> {
  const { library, clock, settings } = context;
  const variant = ocrVariant(settings.languages);
  const { documentId } = payload;
  const isWaiting = ocrCandidate(library.read, documentId, { variant, extensions: ocrExtensions, isAsked: payload.isAsked ?? false });
  if (!isWaiting) return 'nothing';
  const file = getDocumentFile(library.read, documentId);
  const document = getDocument(library.read, documentId);
  const name = file.members.at(-1)?.split('/').at(-1) ?? basename(file.path);
  if (!(await isAsRead(file, document))) return 'nothing';
  context.onBegin(name);
  const versionBefore = await fileVersion(file.path);
  try {
    if (await attachKnown(context, file, document, variant, signal)) return 'recognised';
    const recognition = await recognise(context, file, name, variant, signal);
    const hasStayed = (await fileVersion(file.path)) === versionBefore;
    const isStillWaiting = () => ocrCandidate(library.read, documentId, { variant, extensions: ocrExtensions, isAsked: true });
    if (!hasStayed || !isStillWaiting()) {
      recognition.writer.discard();
      return 'nothing';
    }
    const { writer, ...end } = recognition;
    library.transaction((db) => {
      const contentId = commitContent(db, writer.contentId, end);
      const { sizeBytes, modifiedAtMs } = document;
      attachContent(db, documentId, contentId, { sizeBytes, modifiedAtMs, nowMs: clock.nowMs() });
      noteRecognised(db, documentId, variant);
    });
    return 'recognised';
  } catch (error) {
    if (signal.aborted || isAbort(error)) throw error;
    if (isAppError(error) && (error.code.startsWith('store-') || error.kind === 'unavailable')) throw error;
    return keepFailure(context, documentId, name, variant, error);
  }
}

/** Attaches what was recognised in these very bytes and languages before; false when there is none. */
async function attachKnown(
  context: RecognitionContext,
  file: DocumentFile,
  { sizeBytes, modifiedAtMs }: { sizeBytes: number; modifiedAtMs: number },
  variant: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { library, clock } = context;
  if (file.members.length > 0) return false;
  const inspected = await inspectFile(file.path, signal);
  const identity = inspected && readerIdentity(inspected.format);
  if (!inspected || !identity) return false;
  return library.transaction((db) => {
    const { reader, version: readerVersion } = identity;
    const contentId = findContent(db, { sha256: inspected.sha256, reader, readerVersion, chunkerVersion: CHUNKER_VERSION, variant });
    if (contentId === null) return false;
    attachContent(db, file.documentId, contentId, { sizeBytes, modifiedAtMs, nowMs: clock.nowMs() });
    noteRecognised(db, file.documentId, variant);
    return true;
  });
}

async function recognise(
  context: RecognitionContext,
  file: DocumentFile,
  name: string,
  variant: string,
  signal: AbortSignal,
): Promise<Recognition> {
  const { library, clock, settings, languagesDir } = context;
  const input: ReadInput = {
    path: file.path,
    members: file.members,
    formatHint: null,
    password: await context.passwordOf(file.documentId),
    ocr: { languages: [...settings.languages], languagesDir },
  };
  const warnings: string[] = [];
  const unsure: number[] = [];
  let writer: ContentWriter | null = null;
  let end: Extract<ReadPart, { type: 'end' }> | null = null;
  try {
    try {
      for await (const part of context.readers.read(input, { signal })) {
        if (part.type === 'begin') writer = createContentWriter(library, clock, part, variant);
        else if (part.type === 'page') {
          writer?.addPage(part.page);
          if (part.page.textSource === 'ocr') {
            if ((part.page.confidence ?? 0) < SURE_CONFIDENCE) unsure.push(part.page.page);
            context.onPage();
          }
        } else if (part.type === 'blocks') await writer?.addBlocks(part.blocks);
        else if (part.type === 'warning') warnings.push(part.message);
        else if (part.type === 'end') end = part;
      }
    } catch (error) {
      // What is indexed already holds the pages after the one that ended the reader; only where nothing is, a part is more.
      if (!writer || file.contentId !== null || !leavesAPart(error) || signal.aborted) throw error;
      await writer.finish();
      if (writer.chunkCount === 0) throw error;
      const sha256 = partialIdentity(file.path, file.documentId, clock.nowMs());
      const told = [...warningsOf(warnings, unsure), partialWarning(error, writer.lastPage)];
      return { writer, sha256, sizeBytes: 0, warnings: told, language: null };
    }
    await writer?.finish();
    if (writer && end && writer.chunkCount > 0) {
      return { writer, sha256: end.sha256, sizeBytes: end.sizeBytes, warnings: warningsOf(warnings, unsure), language: end.language ?? null };
    }
    throw noTextFound(name);
  } catch (error) {
    discard(writer);
    throw error;
  }
}

function discard(writer: ContentWriter | null): void {
  writer?.discard();
}

function noTextFound(name: string): AppError {
  const reason = 'no text was recognised in it';
  return new AppError('read-no-text', `“${name}” has no text to read: ${reason}.`, { details: { subject: name, reason } });
}

/** What is indexed stays as it is; a document of which nothing is tells why recognition found nothing either. */
function keepFailure(
  { library, logger }: RecognitionContext,
  documentId: number,
  name: string,
  variant: string,
  error: unknown,
): RecognitionOutcome {
  if (!isAppError(error)) logger.log('error', 'text was not recognised for a reason of our own', { documentId, stack: traceOf(error) });
  const details = { subject: name };
  const known = isAppError(error) ? error : new AppError('internal', `The text of “${name}” could not be recognised.`, { details });
  const isEmpty = known.code === 'read-no-text';
  library.transaction((db) => {
    const document = getDocument(db, documentId);
    const shown = isEmpty ? noTextFound(name) : known;
    if (document.state === 'failed') setDocumentFailed(db, documentId, toErrorData(shown), document);
    noteRecognised(db, documentId, variant);
  });
  return isEmpty ? 'no-text' : 'failed';
}
