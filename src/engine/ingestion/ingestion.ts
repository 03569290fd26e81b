import type { Document } from '../../shared/domain/document.ts';
import type { EngineChange } from '../../shared/domain/event.ts';
import type { Source, SourceRules } from '../../shared/domain/source.ts';
import { isAppError } from '../../shared/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import { traceOf } from '../base/trace-of.ts';
import type { EmbeddingQueue } from '../embedding/embedding-queue.ts';
import type { Job, JobQueue } from '../jobs/job-queue.ts';
import { ensureDefaultCollection, removeCollection } from '../store/collections.ts';
import { getDocument, getDocumentFile, requeueDocument } from '../store/documents.ts';
import type { Library } from '../store/open.ts';
import { detachSource, getSource, insertSource, listSources, setSourceRules, type SourceRow } from '../store/sources.ts';
import { sourcePlace } from './add-source.ts';
import { dropQueued } from './drop-queued.ts';
import { enqueueIngest, INGEST_JOB, type IngestPayload, MEMBERS_JOB, type MembersPayload, SCAN_JOB } from './ingest-jobs.ts';
import { ingestDocument } from './pipeline/ingest-document.ts';
import { settleMembers } from './pipeline/settle-members.ts';
import { listGivenUp } from './pipeline/list-given-up.ts';
import { createChunkCounts } from './progress/chunk-counts.ts';
import { createCoalescer } from './progress/coalesce.ts';
import { createDocumentCounts } from './progress/document-counts.ts';
import { createRunTracker } from './progress/run-tracker.ts';
import { sourceView } from './progress/source-view.ts';
import { createPasswords, type Keychain, type Passwords } from './passwords.ts';
import type { ReaderPool } from './readers/reader-pool.ts';
import type { ScanScope } from './scan/scan-scope.ts';
import type { Ocr } from './ocr/ocr.ts';
import { createSourceRemoval } from './source-removal.ts';
import { createSourceScans } from './source-scans.ts';
import { excludeDocument } from './exclude-document.ts';
import type { OpenWatchOf } from './watch/open-watch.ts';
import { createSourceWatch } from './watch/source-watch.ts';
import { createGivingWay } from './manners/giving-way.ts';
import type { PowerManners } from './manners/power-manners.ts';
import { LEAST_PRIORITY_OF_SMALL } from './manners/job-priority.ts';

/** Sources and what becomes of their files. All methods that take an id fail with `not-found` for an unknown one. */
export interface Ingestion {
  list(collectionId: number): Source[];
  get(sourceId: number): Source;
  /** Takes a folder (the whole tree) or a file in and begins to scan it. See `sourcePlace` for what may fail. */
  addSource(input: { collectionId: number; path: string }): Promise<Source>;
  rescan(sourceId: number): Source;
  pause(sourceId: number): Source;
  resume(sourceId: number): Source;
  /** Drops what is still to be done for the source; what is indexed stays. */
  cancel(sourceId: number): Promise<Source>;
  /**
   * Takes a source out with all that was made of it. It is gone at once for everybody; resolves when its text is
   * gone from the library too. What the engine's end interrupts, the next start finishes.
   */
  remove(sourceId: number): Promise<void>;
  /** Takes a collection out with its sources, as {@link Ingestion.remove} does, its threads and answers. One always stays. */
  removeCollection(collectionId: number): Promise<void>;
  /** Keeps what is left out of a source and scans it: what is left out now goes, what no longer is comes in. */
  setRules(sourceId: number, rules: SourceRules): Source;
  /** Takes a document out and sees to it that its file is left out from now on. `input-invalid` when it is a source of its own. */
  excludeDocument(documentId: number): Promise<void>;
  /** Reads one file at a time, with rests in between, until `work` is settled. */
  giveWayWhile(work: Promise<unknown>): void;
  readonly passwords: Pick<Passwords, 'others'>;
  retryDocument(documentId: number): Document;
  /** Reads a protected document with this password, first in line; `remember` needs a keychain. */
  givePassword(given: { documentId: number; password: string; remember: boolean }): Document;
  /** Vectors of a source were kept, or (null) embedding began or stopped: the progress shown is out of date. */
  noteEmbeddingProgress(sourceId: number | null): void;
  /** Begins to work, with what an earlier life left, and looks at every source for changes. */
  start(): void;
  /** Resolves when no job is left that may run. */
  whenIdle(): Promise<void>;
  /** Says nothing more. Jobs are ended by whoever owns their queue. */
  dispose(): Promise<void>;
}

/** At most four a second for each source. */
const SOURCE_CHANGE_MS = 250;
const DOCUMENTS_CHANGE_MS = 400;
const INGEST_ATTEMPTS = 5;

/** Windows says of a locked file, too, that it may not be opened. */
function isLock(reason: string | undefined): boolean {
  return reason === 'EBUSY' || reason === 'ETXTBSY' || (reason === 'EPERM' && process.platform === 'win32');
}

export function createIngestion(options: {
  library: Library;
  jobs: JobQueue;
  readers: Pick<ReaderPool, 'read'>;
  embeddings: Pick<EmbeddingQueue, 'wake' | 'currentModelId' | 'rate' | 'isBusy'>;
  /** Absent, text without a layer stays unread. */
  ocr?: Pick<Ocr, 'handlers' | 'consider' | 'scanned' | 'settled' | 'start' | 'variant'>;
  clock: Clock;
  logger: Logger;
  emit: (change: EngineChange) => void;
  /** Documents in work at once; one more than readers keeps them busy while another is written. */
  concurrency?: number;
  /** Folders that are no part of any source: the library's own. */
  without?: readonly string[];
  /** Notices changes as they happen; absent, only scans that are asked for find them. */
  watch?: OpenWatchOf;
  /** Absent, the machine runs on mains. */
  power?: Pick<PowerManners, 'isSparing' | 'onChange'>;
  /** Absent where the host has none. */
  keychain?: Keychain;
}): Ingestion {
  const { library, jobs, readers, embeddings, clock, logger, emit } = options;
  const tracker = createRunTracker(clock);
  const chunkCounts = createChunkCounts(library, clock);
  const documentCounts = createDocumentCounts(library, clock);
  const passwords = createPasswords(options.keychain, () => logger.log('warn', 'the keychain did not answer'));
  const sourceChanges = createCoalescer<number>(SOURCE_CHANGE_MS, (sourceId) => {
    try {
      emitSource(sourceId);
    } catch (error) {
      // Called by a timer: a library that cannot be read just now must not end the engine.
      logger.log('error', 'progress could not be told', { sourceId, stack: traceOf(error) });
    }
  });
  const documentChanges = createCoalescer<number>(DOCUMENTS_CHANGE_MS, (collectionId) => {
    emit({ type: 'documents-changed', collectionId });
  });
  /** Runs of each source that have not ended, aborted ones among them. */
  const runs = new Map<number, Set<Promise<void>>>();
  const without = options.without ?? [];
  const scans = createSourceScans({ library, jobs, clock, logger, without });
  const givingWay = createGivingWay(() => jobs.wake(), options.power);
  options.power?.onChange(() => jobs.wake());
  const watching = options.watch
    ? createSourceWatch({
        clock,
        logger,
        without,
        open: options.watch,
        request: scan,
        onWatched: (sourceId) => touch(sourceId),
        isOccupied: (sourceId) => hasWork(sourceId) || (sourceOrNull(sourceId)?.paused ?? true),
      })
    : null;
  const removal = createSourceRemoval({
    library,
    logger,
    stopWork,
    onGone(sourceId) {
      watching?.forget(sourceId);
      tracker.forget(sourceId);
      chunkCounts.forget(sourceId);
      documentCounts.forget(sourceId);
      sourceChanges.forget(sourceId);
    },
  });
  const concurrency = options.concurrency ?? 2;
  let stopListening: (() => void) | undefined;

  function following(sourceId: number, run: Promise<void>): Promise<void> {
    const ofSource = runs.get(sourceId) ?? new Set();
    runs.set(sourceId, ofSource);
    const followed = run.finally(() => ofSource.delete(followed));
    ofSource.add(followed);
    return followed;
  }

  /** Drops the jobs of a source and waits until nothing is at work for it any more. */
  async function stopWork(sourceId: number): Promise<void> {
    await jobs.cancelSource(sourceId);
    await Promise.allSettled(Array.from(runs.get(sourceId) ?? []));
    await options.ocr?.settled(sourceId);
    scans.forget(sourceId);
    tracker.scanEnded(sourceId);
  }

  function view(row: SourceRow): Source {
    const modelId = embeddings.currentModelId();
    const isEmbedding = modelId !== null && embeddings.isBusy();
    const isWorking = hasWork(row.id);
    const { counts: documents, isNew } = documentCounts.of(row.id, !isWorking);
    if (isNew) tracker.waitingCounted(row.id, isWorking ? documents.waiting : 0);
    return sourceView({
      row,
      documents,
      figures: tracker.figures(row.id),
      isWorking,
      chunks: chunkCounts.of(row.id, modelId, !isWorking && !isEmbedding),
      chunksPerSecond: embeddings.rate(),
      isEmbedding,
      isWatched: watching?.isWatched(row.id) ?? false,
    });
  }

  function sourceOrNull(sourceId: number): SourceRow | null {
    try {
      return getSource(library.read, sourceId);
    } catch (error) {
      if (isAppError(error) && error.code === 'not-found') return null;
      throw error;
    }
  }

  /** The table is asked only when nothing runs: a long queue takes a while to count. */
  function hasWork(sourceId: number): boolean {
    if ((runs.get(sourceId)?.size ?? 0) > 0) return true;
    const { queued, running } = jobs.counts(sourceId);
    return queued + running > 0;
  }

  /** With nothing left to do, the next work counts as another run. */
  function noteRest(sourceId: number): void {
    if (!hasWork(sourceId)) tracker.rested(sourceId);
  }

  function emitSource(sourceId: number): void {
    const row = sourceOrNull(sourceId);
    if (!row) return;
    noteRest(sourceId);
    emit({ type: 'source-changed', source: view(row) });
  }

  function touch(sourceId: number, collectionId?: number): void {
    if (!stopListening) return;
    sourceChanges.touch(sourceId);
    if (collectionId !== undefined) documentChanges.touch(collectionId);
  }

  function touchAll(): void {
    for (const { id } of listSources(library.read)) touch(id);
  }

  function sayRemoved(sourceId: number, collectionId: number): void {
    emit({ type: 'source-removed', sourceId, collectionId });
    emit({ type: 'documents-changed', collectionId });
  }

  async function runScan(sourceId: number, signal: AbortSignal): Promise<void> {
    await watching?.ready(sourceId);
    signal.throwIfAborted();
    const source = sourceOrNull(sourceId);
    if (!source) return;
    const scope = scans.nextScope(sourceId);
    const isWhole = scope === 'whole';
    const startMs = clock.monotonicMs();
    if (isWhole) tracker.scanBegan(sourceId);
    touch(sourceId);
    try {
      await scans.run(source, scope, signal, (counts) => {
        if (isWhole) tracker.scanCounted(sourceId, counts);
        touch(sourceId, source.collectionId);
      });
      if (isWhole) watching?.noteScanned(sourceId, clock.monotonicMs() - startMs);
      if (isWhole && sourceOrNull(sourceId)?.missing === false) options.ocr?.scanned(sourceId);
    } finally {
      if (isWhole) tracker.scanEnded(sourceId);
      touch(sourceId, source.collectionId);
    }
  }

  async function runMembers(job: Job, signal: AbortSignal): Promise<void> {
    const sourceId = job.sourceId ?? 0;
    const source = sourceOrNull(sourceId);
    if (!source) return;
    const onQueued = () => touch(sourceId, source.collectionId);
    await settleMembers({ library, jobs, clock, logger, onQueued }, job.payload as MembersPayload, signal);
    touch(sourceId, source.collectionId);
  }

  async function runIngest(job: Job, signal: AbortSignal): Promise<void> {
    const payload = job.payload as IngestPayload;
    const sourceId = job.sourceId ?? 0;
    const source = sourceOrNull(sourceId);
    if (!source) return;
    const context = {
      library,
      jobs,
      readers,
      passwords,
      clock,
      logger,
      ...(options.ocr ? { recognisedVariant: options.ocr.variant() } : {}),
    };
    let outcome: Awaited<ReturnType<typeof ingestDocument>> | null = null;
    try {
      await givingWay.rest(signal);
      const begin = (name: string) => {
        tracker.fileBegan(sourceId, payload.documentId, name);
        touch(sourceId, source.collectionId);
      };
      outcome = await ingestDocument({ ...context, onBegin: begin }, payload, { signal, isLastTry: job.attempt >= INGEST_ATTEMPTS });
      if (outcome === 'searchable') embeddings.wake();
      if (outcome === 'searchable' || outcome === 'failed') options.ocr?.consider(payload.documentId, payload.isAsked ?? false);
      if (outcome === 'failed') lookAgainIfLocked(payload.documentId);
    } finally {
      tracker.fileEnded(sourceId, payload.documentId, outcome === 'searchable' || outcome === 'failed' ? outcome : 'put-back');
      touch(sourceId, source.collectionId);
    }
  }

  /** Another program may let go of a file without changing it, and then no watch says anything. */
  function lookAgainIfLocked(documentId: number): void {
    const { sourceId, relativePath, error } = getDocument(library.read, documentId);
    if (error?.code === 'read-denied' && isLock(error.details.reason)) watching?.lookAgain(sourceId, relativePath);
  }

  function scan(scopes: ReadonlyMap<number, ScanScope>): void {
    // What was noticed of a source that was removed meanwhile.
    const there = new Map([...scopes].filter(([sourceId]) => sourceOrNull(sourceId) !== null));
    for (const sourceId of there.keys()) noteRest(sourceId);
    scans.request(there);
    for (const [sourceId, scope] of there) {
      if (scope === 'whole' && !getSource(library.read, sourceId).paused) tracker.scanBegan(sourceId);
      touch(sourceId);
    }
  }

  function scanWhole(sourceId: number): void {
    watching?.follow(getSource(library.read, sourceId));
    scan(new Map([[sourceId, 'whole']]));
  }

  function retry(documentId: number): Document {
    const { sourceId, collectionId } = getDocumentFile(library.read, documentId);
    const { sizeBytes, modifiedAtMs } = getDocument(library.read, documentId);
    noteRest(sourceId);
    library.transaction((db) => {
      requeueDocument(db, documentId, { sizeBytes, modifiedAtMs });
      enqueueIngest(jobs, db, sourceId, { documentId, isAsked: true });
    });
    touch(sourceId, collectionId);
    return getDocument(library.read, documentId);
  }

  return {
    list: (collectionId) => listSources(library.read, collectionId).map(view),
    get: (sourceId) => view(getSource(library.read, sourceId)),
    async addSource({ collectionId, path }) {
      const place = await sourcePlace(path);
      const sourceId = library.transaction((db) => insertSource(db, { collectionId, ...place, nowMs: clock.nowMs() }));
      scanWhole(sourceId);
      emit({ type: 'collections-changed' });
      return view(getSource(library.read, sourceId));
    },
    rescan(sourceId) {
      getSource(library.read, sourceId);
      scanWhole(sourceId);
      return view(getSource(library.read, sourceId));
    },
    pause(sourceId) {
      getSource(library.read, sourceId);
      jobs.pauseSource(sourceId);
      touch(sourceId);
      return view(getSource(library.read, sourceId));
    },
    resume(sourceId) {
      getSource(library.read, sourceId);
      jobs.resumeSource(sourceId);
      embeddings.wake();
      touch(sourceId);
      return view(getSource(library.read, sourceId));
    },
    async cancel(sourceId) {
      const { collectionId } = getSource(library.read, sourceId);
      await stopWork(sourceId);
      await dropQueued(library, sourceId);
      tracker.rested(sourceId);
      touch(sourceId, collectionId);
      return view(getSource(library.read, sourceId));
    },
    async remove(sourceId) {
      const { collectionId } = getSource(library.read, sourceId);
      library.transaction((db) => detachSource(db, sourceId));
      sayRemoved(sourceId, collectionId);
      emit({ type: 'collections-changed' });
      await removal.clear(sourceId);
    },
    async removeCollection(collectionId) {
      const sourceIds = listSources(library.read, collectionId).map((source) => source.id);
      library.transaction((db) => {
        for (const id of sourceIds) detachSource(db, id);
        removeCollection(db, collectionId);
        ensureDefaultCollection(db, clock.nowMs());
      });
      for (const id of sourceIds) sayRemoved(id, collectionId);
      emit({ type: 'collections-changed' });
      await Promise.all(sourceIds.map((id) => removal.clear(id)));
    },
    givePassword({ documentId, password, remember }) {
      passwords.give({ documentId, sourceId: getDocumentFile(library.read, documentId).sourceId, password, remember });
      return retry(documentId);
    },
    setRules(sourceId, rules) {
      getSource(library.read, sourceId);
      library.transaction((db) => setSourceRules(db, sourceId, rules));
      scanWhole(sourceId);
      return view(getSource(library.read, sourceId));
    },
    async excludeDocument(documentId) {
      const { sourceId, collectionId, relativePath } = await excludeDocument(library, documentId);
      watching?.follow(getSource(library.read, sourceId));
      // A scan that began with the old rules may have met the file again.
      scan(new Map([[sourceId, [relativePath]]]));
      touch(sourceId, collectionId);
    },
    giveWayWhile: (work) => givingWay.giveWayWhile(work),
    passwords,
    retryDocument: retry,
    noteEmbeddingProgress(sourceId) {
      if (sourceId === null) touchAll();
      else touch(sourceId, sourceOrNull(sourceId)?.collectionId);
    },
    start() {
      stopListening = jobs.onChange((sourceId) => {
        if (sourceId === null) touchAll();
        else touch(sourceId);
      });
      removal.resume();
      for (const { id } of listSources(library.read)) {
        scanWhole(id);
      }
      options.ocr?.start(passwords);
      jobs.start({
        ...options.ocr?.handlers,
        [SCAN_JOB]: {
          // Two, so that a network folder which does not answer does not hold up the others.
          concurrency: 2,
          recovery: 'requeue',
          maxAttempts: 3,
          run: (job, { signal }) => following(job.sourceId ?? 0, runScan(job.sourceId ?? 0, signal)),
        },
        [MEMBERS_JOB]: {
          concurrency: 1,
          recovery: 'requeue',
          maxAttempts: 3,
          run: (job, { signal }) => following(job.sourceId ?? 0, runMembers(job, signal)),
        },
        [INGEST_JOB]: {
          get concurrency() {
            return givingWay.isAsked ? 1 : concurrency;
          },
          // Large files leave a reader to the small ones where there are two.
          lowPriority: { below: LEAST_PRIORITY_OF_SMALL, concurrency: Math.max(1, concurrency - 2) },
          recovery: 'requeue',
          maxAttempts: INGEST_ATTEMPTS,
          givenUp: (db, job, error) => listGivenUp(db, job.payload as IngestPayload, error),
          run: (job, { signal }) => following(job.sourceId ?? 0, runIngest(job, signal)),
        },
      });
    },
    async whenIdle() {
      await jobs.whenIdle();
      await removal.settled();
    },
    async dispose() {
      removal.dispose();
      const closed = watching?.dispose();
      stopListening?.();
      stopListening = undefined;
      sourceChanges.dispose();
      documentChanges.dispose();
      await closed;
    },
  };
}
