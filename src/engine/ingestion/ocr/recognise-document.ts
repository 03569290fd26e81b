import { isAbort, isAppError, AppError, toErrorData } from '../../../shared/errors.ts';
import type { PageSize } from '../../../shared/domain/document.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { traceOf } from '../../base/trace-of.ts';
import { commitContent, findContent } from '../../store/contents.ts';
import { attachContent, type DocumentFile, getDocument, getDocumentFile, setDocumentFailed } from '../../store/documents.ts';
import type { Library } from '../../store/open.ts';
import { noteRecognised, ocrCandidate } from '../../store/recognition.ts';
import { CHUNKER_VERSION } from '../chunking/chunk-limits.ts';
import type { Passwords } from '../passwords.ts';
import { isSameVersion, nameOf, standingOf, versionOf } from '../pipeline/document-version.ts';
import { type InspectedFile, inspectFile } from '../pipeline/inspect-file.ts';
import { inspectMember, knownMember } from '../pipeline/inspect-member.ts';
import { outsideQuarantine } from '../pipeline/quarantine.ts';
import { readContent, type Reading } from '../pipeline/read-content.ts';
import { pageRanges } from '../readers/pdf/page-ranges.ts';
import { readerIdentity } from '../readers/reader-identities.ts';
import type { ReaderPool } from '../readers/reader-pool.ts';
import type { OcrPayload } from './ocr-jobs.ts';
import { ocrExtensions, ocrVariant } from './ocr-settings.ts';

export interface RecognitionContext {
  library: Library;
  readers: Pick<ReaderPool, 'read'>;
  passwords: Passwords;
  clock: Clock;
  logger: Logger;
  languages: readonly string[];
  languagesDir: string;
  /** The work on a document begins; `name` is for the eye. */
  onBegin(name: string): void;
  /** A page was recognised. */
  onPage(): void;
}

/** `nothing`: there is nothing to recognise, or its file is not the one that was read. */
export type RecognitionOutcome = 'recognised' | 'no-text' | 'failed' | 'nothing';

/** Below this, of 100, a page is listed as hard to read. */
const SURE_CONFIDENCE = 60;

/** One document on its way. */
interface Task {
  context: RecognitionContext;
  file: DocumentFile;
  /** As the document was read. */
  version: { sizeBytes: number; modifiedAtMs: number };
  variant: string;
  isAsked: boolean;
}

/** False when the file is no longer the one that was read: the next scan reads it, and then it is considered anew. */
async function isAsRead({ context, file, version }: Task): Promise<boolean> {
  const onDisk = await versionOf(file.path);
  if (onDisk === null) return false;
  return file.parentId === null ? isSameVersion(onDisk, version) : standingOf(context.library.read, file, onDisk) === 'ready';
}

function isWaiting({ context, file, variant }: Task, isAsked: boolean): boolean {
  return ocrCandidate(context.library.read, file.documentId, { variant, extensions: ocrExtensions, isAsked }) !== null;
}

async function inspect({ context, file }: Task, signal: AbortSignal): Promise<InspectedFile | null> {
  if (file.parentId === null) return inspectFile(file.path, signal);
  return knownMember(context.library.read, file) ?? inspectMember(context.readers, file, { password: null, signal });
}

/** Attaches what was recognised in these very bytes and languages before; false when there is none. */
function attachKnown({ context, file, version, variant }: Task, inspected: InspectedFile | null): boolean {
  const { library, clock } = context;
  const identity = inspected && readerIdentity(inspected.format);
  if (!inspected || !identity) return false;
  return library.transaction((db) => {
    const { reader, version: readerVersion } = identity;
    const contentId = findContent(db, { sha256: inspected.sha256, reader, readerVersion, chunkerVersion: CHUNKER_VERSION, variant });
    if (contentId === null) return false;
    attachContent(db, file.documentId, contentId, { ...version, nowMs: clock.nowMs() });
    noteRecognised(db, file.documentId, variant);
    return true;
  });
}

function attach({ context, file, version, variant }: Task, { writer, ...end }: Reading, unsure: readonly number[]): void {
  const { library, clock } = context;
  const warnings = [...end.warnings];
  if (unsure.length > 0) {
    warnings.push(`The text on ${pageRanges([...unsure])} was hard to recognise; compare it with the picture before you rely on it.`);
  }
  library.transaction((db) => {
    const contentId = commitContent(db, writer.contentId, { ...end, warnings });
    attachContent(db, file.documentId, contentId, { ...version, nowMs: clock.nowMs() });
    noteRecognised(db, file.documentId, variant);
  });
}

/** What is indexed stays as it is; a document of which nothing is tells why recognition found nothing either. */
function keepFailure({ context, file, variant }: Task, error: unknown): RecognitionOutcome {
  const { library, logger } = context;
  const { documentId } = file;
  const name = nameOf(file);
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

function noTextFound(name: string): AppError {
  const reason = 'no text was recognised in it';
  return new AppError('read-no-text', `“${name}” has no text to read: ${reason}.`, { details: { subject: name, reason } });
}

/** True when the file is there, as it was, and nobody has recognised it meanwhile. */
async function mayAttach(task: Task): Promise<boolean> {
  return (await isAsRead(task)) && isWaiting(task, true);
}

async function recognise(task: Task, signal: AbortSignal): Promise<RecognitionOutcome> {
  const { context, file, variant, isAsked } = task;
  const inspected = await inspect(task, signal);
  if (attachKnown(task, inspected)) return 'recognised';
  const unsure: number[] = [];
  const onPage = ({ page, textSource, confidence }: PageSize): void => {
    if (textSource !== 'ocr') return;
    // A picture without any words (confidence 0) was not read badly.
    if (confidence !== null && confidence > 0 && confidence < SURE_CONFIDENCE) unsure.push(page);
    context.onPage();
  };
  const ocr = { languages: [...context.languages], languagesDir: context.languagesDir };
  const recognition = { ocr, variant, keepsParts: file.contentId === null, onPage };
  const suspect = { documentId: file.documentId, inspected, name: nameOf(file), isRecognition: true, isAsked, signal };
  const reading = await outsideQuarantine(context, suspect, () => readContent({ ...context, recognition }, file, inspected, signal));
  if (await mayAttach(task)) {
    attach(task, reading, unsure);
    return 'recognised';
  }
  reading.writer.discard();
  return 'nothing';
}

/**
 * Recognises the text of one document and attaches it in place of what was indexed, in one transaction. Throws what
 * concerns the job (abort, a store or a process that is not to be had); what is wrong with the file is kept.
 */
export async function recogniseDocument(
  context: RecognitionContext,
  { documentId, isAsked = false }: OcrPayload,
  signal: AbortSignal,
): Promise<RecognitionOutcome> {
  const { library } = context;
  const variant = ocrVariant(context.languages);
  if (!ocrCandidate(library.read, documentId, { variant, extensions: ocrExtensions, isAsked })) return 'nothing';
  const file = getDocumentFile(library.read, documentId);
  const { sizeBytes, modifiedAtMs } = getDocument(library.read, documentId);
  const task: Task = { context, file, version: { sizeBytes, modifiedAtMs }, variant, isAsked };
  if (!(await isAsRead(task))) return 'nothing';
  context.onBegin(nameOf(file));
  try {
    return await recognise(task, signal);
  } catch (error) {
    if (signal.aborted || isAbort(error)) throw error;
    if (isAppError(error) && (error.code.startsWith('store-') || error.kind === 'unavailable')) throw error;
    return isWaiting(task, true) ? keepFailure(task, error) : 'nothing';
  }
}
