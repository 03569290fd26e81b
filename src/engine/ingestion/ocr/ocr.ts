import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Document } from '../../../shared/domain/document.ts';
import type { EngineChange } from '../../../shared/domain/event.ts';
import type { OcrStatus } from '../../../shared/domain/ocr.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { traceOf } from '../../base/trace-of.ts';
import type { Job, JobHandlers, JobQueue } from '../../jobs/job-queue.ts';
import { getDocument } from '../../store/documents.ts';
import type { Library } from '../../store/open.ts';
import { ocrCandidate, ocrCandidates, ocrWaiting } from '../../store/recognition.ts';
import { createCoalescer } from '../progress/coalesce.ts';
import type { PowerManners } from '../manners/power-manners.ts';
import { createPasswords, type Passwords } from '../passwords.ts';
import type { ReaderPool } from '../readers/reader-pool.ts';
import { addLanguageFiles, installedLanguages } from './language-files.ts';
import { languageName } from './language-names.ts';
import { ASKED_PRIORITY, enqueueOcr, OCR_JOB, type OcrPayload } from './ocr-jobs.ts';
import { createOcrProgress } from './ocr-progress.ts';
import { keepOcrLanguages, keepOcrPaused, ocrExtensions, readOcrSettings, ocrVariant } from './ocr-settings.ts';
import { recogniseDocument } from './recognise-document.ts';

/** Recognises the text of pictures and scanned pages, behind everything else. */
export interface Ocr {
  status(): OcrStatus;
  /** Kept over restarts. What is under way is put back. */
  setPaused(isPaused: boolean): OcrStatus;
  /** Fails with `input-invalid` for a language that is not installed. */
  setLanguages(languages: readonly string[]): OcrStatus;
  /** See `addLanguageFiles` for what may fail. */
  addLanguages(folder: string): Promise<OcrStatus>;
  /** Recognises a document before all others, also while the rest is paused. Fails with `not-found`. */
  recogniseText(documentId: number): Document;
  /** A document was read: queues it where there is text to recognise. */
  consider(documentId: number, isAsked: boolean): void;
  /** A source was found and scanned whole: queues what was passed over while its files were away. */
  scanned(sourceId: number): void;
  /** For whoever starts the job queue. */
  readonly handlers: JobHandlers;
  /** Looks through the library for what waits, without holding others up. */
  start(passwords: Passwords): void;
  /** What of a recognised content's identity the chosen languages are. */
  variant(): string;
  /** Resolves when nothing is at work for a source whose jobs were taken out. */
  settled(sourceId: number): Promise<void>;
  dispose(): void;
}

export interface OcrParts {
  library: Library;
  jobs: Pick<JobQueue, 'enqueue' | 'isBusyBeside' | 'onChange' | 'wake'>;
  readers: Pick<ReaderPool, 'read'>;
  clock: Clock;
  logger: Logger;
  emit: (change: EngineChange) => void;
  /** Where added languages are kept. */
  languagesDir: string;
  /** Absent, the machine runs on mains. */
  power?: Pick<PowerManners, 'isSparing' | 'onChange'>;
  /** Text became searchable. */
  onRecognised?: () => void;
}

const CHANGE_MS = 300;
const DOCUMENTS_CHANGE_MS = 400;
const ATTEMPTS = 3;
const SLICE = 500;

export function createOcr(parts: OcrParts): Ocr {
  const { library, jobs, readers, clock, logger, emit, languagesDir } = parts;
  const life = new AbortController();
  const progress = createOcrProgress(clock);
  let settings = readOcrSettings(library.read);
  let installed = installedLanguages(languagesDir);
  let running: { sourceId: number; documentId: number; isAsked: boolean; controller: AbortController; done: Promise<void> } | null = null;
  const changes = createCoalescer<'status'>(CHANGE_MS, () => quietly(() => emit({ type: 'ocr-changed', status: status() })));
  const documentChanges = createCoalescer<number>(DOCUMENTS_CHANGE_MS, (collectionId) => emit({ type: 'documents-changed', collectionId }));
  const stopListening = jobs.onChange(() => {
    // Only where there is something to tell: every other job of the engine begins and ends here too.
    if (lastWaiting > 0 || running) changes.touch('status');
  });
  /** Sources with documents whose files were not as they had been read. */
  const passedOver = new Set<number>();
  let lastWaiting = 0;
  let passwords = createPasswords(undefined, () => {});

  /** Called by timers: a library that cannot be read just now must not end the engine. */
  function quietly(act: () => void): void {
    try {
      act();
    } catch (error) {
      logger.log('error', 'recognition could not be told of', { stack: traceOf(error) });
    }
  }

  function status(): OcrStatus {
    const { documents, pages } = ocrWaiting(library.read, OCR_JOB);
    lastWaiting = documents;
    if (documents === 0 && !running) progress.rested();
    const pagesWaiting = Math.max(documents > 0 ? 1 : 0, pages - progress.currentPagesDone);
    const { pagesPerMinute } = progress;
    const codes = new Set([...installed, ...settings.languages]);
    return {
      languages: [...codes].toSorted().map((code) => ({
        code,
        name: languageName(code),
        isInstalled: installed.includes(code),
        isChosen: settings.languages.includes(code),
      })),
      isPaused: settings.isPaused,
      documentsWaiting: documents,
      pagesWaiting,
      pagesDone: progress.pagesDone,
      pagesPerMinute,
      secondsLeft: pagesPerMinute === null || documents === 0 ? null : (pagesWaiting * 60) / pagesPerMinute,
      currentFile: progress.currentFile,
    };
  }

  function scope() {
    return { variant: ocrVariant(settings.languages), extensions: ocrExtensions };
  }

  function told(): OcrStatus {
    const now = status();
    emit({ type: 'ocr-changed', status: now });
    return now;
  }

  async function look(): Promise<void> {
    const wanted = scope();
    for (let afterId: number | null = 0; afterId !== null && !life.signal.aborted && wanted.variant === scope().variant;) {
      const { candidates, lastId } = ocrCandidates(library.read, wanted, { afterId, limit: SLICE });
      if (candidates.length > 0) {
        library.transaction((db) => {
          for (const { documentId, sourceId } of candidates) enqueueOcr(jobs, db, sourceId, { documentId });
        });
        changes.touch('status');
      }
      afterId = lastId;
      await nextTurn();
    }
  }

  function lookThrough(): void {
    look().catch((error: unknown) =>
      logger.log('error', 'the library was not looked through for text to recognise', { stack: traceOf(error) }),
    );
  }

  async function run(job: Job, signal: AbortSignal): Promise<void> {
    const payload = job.payload as OcrPayload;
    const { documentId } = payload;
    const controller = new AbortController();
    const { promise: done, resolve } = Promise.withResolvers<void>();
    const sourceId = job.sourceId ?? 0;
    running = { sourceId, documentId, isAsked: payload.isAsked ?? false, controller, done };
    const variant = ocrVariant(settings.languages);
    try {
      const outcome = await recogniseDocument(
        {
          library,
          readers,
          clock,
          logger,
          passwords,
          languages: settings.languages,
          languagesDir,
          onBegin(name) {
            progress.began(name);
            changes.touch('status');
          },
          onPage() {
            progress.page();
            changes.touch('status');
          },
        },
        payload,
        AbortSignal.any([signal, controller.signal]),
      );
      if (outcome === 'nothing') {
        passedOver.add(sourceId);
        return;
      }
      if (outcome === 'recognised') parts.onRecognised?.();
      documentChanges.touch(getDocument(library.read, documentId).collectionId);
      // Only then: a job put in while it runs begins again at once.
      if (variant !== ocrVariant(settings.languages)) consider(documentId, false);
    } catch (error) {
      if (!controller.signal.aborted || signal.aborted) throw error;
      // Paused, not failed: put in again, since a job that ends well is taken out.
      library.transaction((db) => enqueueOcr(jobs, db, sourceId, payload));
    } finally {
      progress.ended();
      running = null;
      resolve();
      changes.touch('status');
    }
  }

  function consider(documentId: number, isAsked: boolean): void {
    const candidate = ocrCandidate(library.read, documentId, { ...scope(), isAsked });
    if (!candidate) return;
    library.transaction((db) => enqueueOcr(jobs, db, candidate.sourceId, { documentId, ...(isAsked ? { isAsked } : {}) }));
    lastWaiting += 1;
    changes.touch('status');
  }

  function stopRun(): void {
    running?.controller.abort(new DOMException('Recognition was paused.', 'AbortError'));
  }

  parts.power?.onChange(() => {
    if (parts.power?.isSparing && !running?.isAsked) stopRun();
    jobs.wake();
  });

  return {
    status,
    setPaused(isPaused) {
      library.transaction((db) => keepOcrPaused(db, isPaused));
      settings = { ...settings, isPaused };
      if (isPaused) stopRun();
      jobs.wake();
      return told();
    },
    setLanguages(languages) {
      const codes = [...new Set(languages)];
      const missing = codes.find((code) => !installed.includes(code));
      if (missing !== undefined || codes.length === 0) {
        const subject = missing ?? '';
        throw new AppError('input-invalid', `The language “${subject}” is not installed.`, { details: { subject } });
      }
      library.transaction((db) => keepOcrLanguages(db, codes));
      settings = { ...settings, languages: codes };
      lookThrough();
      return told();
    },
    async addLanguages(folder) {
      await addLanguageFiles(folder, languagesDir);
      installed = installedLanguages(languagesDir);
      return told();
    },
    recogniseText(documentId) {
      getDocument(library.read, documentId);
      consider(documentId, true);
      return getDocument(library.read, documentId);
    },
    consider,
    scanned(sourceId) {
      if (passedOver.delete(sourceId)) lookThrough();
    },
    handlers: {
      [OCR_JOB]: {
        concurrency: 1,
        isBackground: true,
        /** What nobody asked for waits until nothing else is to be done. */
        get lowPriority() {
          return { below: ASKED_PRIORITY, concurrency: settings.isPaused || parts.power?.isSparing || jobs.isBusyBeside(OCR_JOB) ? 0 : 1 };
        },
        recovery: 'requeue',
        maxAttempts: ATTEMPTS,
        run: (job, { signal }) => run(job, signal),
      },
    },
    start(given) {
      passwords = given;
      lookThrough();
    },
    variant: () => ocrVariant(settings.languages),
    async settled(sourceId) {
      if (running?.sourceId === sourceId) await running.done;
    },
    dispose() {
      life.abort();
      stopListening();
      changes.dispose();
      documentChanges.dispose();
    },
  };
}
