import { randomUUID } from 'node:crypto';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import type { ModelsContract } from '../shared/contract/models.ts';
import type { Fork } from '../shared/process.ts';
import type { ContractClient } from '../shared/rpc/client.ts';
import { createAnswering } from './answering/answering.ts';
import { createMemberBytes } from './api/member-bytes.ts';
import { createEngineRouter, type EngineRouter } from './api/router.ts';
import { createChangeFeed } from './base/change-feed.ts';
import { systemClock, type Clock } from './base/clock.ts';
import { createGrants, type Grants } from './base/grants.ts';
import { silentLogger, type Logger } from './base/logger.ts';
import { createEmbeddingQueue } from './embedding/embedding-queue.ts';
import { createIngestion } from './ingestion/ingestion.ts';
import { createOcr } from './ingestion/ocr/ocr.ts';
import { createPowerManners, type Power } from './ingestion/manners/power-manners.ts';
import { readerCount } from './ingestion/manners/reader-count.ts';
import { openWatch } from './ingestion/watch/open-watch.ts';
import { createLibraryKeychain } from './ingestion/library-keychain.ts';
import type { Keychain } from './ingestion/passwords.ts';
import { createReaderPools } from './ingestion/readers/reader-pools.ts';
import { createJobQueue } from './jobs/job-queue.ts';
import { createModelRegistry } from './providers/model-registry.ts';
import { createRuntimeInfo } from './providers/runtime-info.ts';
import { createLibraryChecks } from './retrieval/library-check/library-checks.ts';
import { createRetrieval } from './retrieval/retrieval.ts';
import { markRunningAnswersCancelled } from './store/answers.ts';
import { ensureDefaultCollection } from './store/collections.ts';
import { getDocumentFile } from './store/documents.ts';
import { openLibrary } from './store/open.ts';
import { createVectorIndex } from './store/vector-index.ts';

/** The models process as the engine needs it; `src/supervise` makes one. */
export interface ModelsProcess {
  client(): Promise<ContractClient<ModelsContract>>;
  readonly state: string;
  readonly pid: number | undefined;
  onState(listener: () => void): () => void;
  restart(reason: string): Promise<void>;
  dispose(): Promise<void>;
}

export interface EngineConfig {
  /** Folder of the library: database, uploads, backups. Made when absent. */
  libraryDir: string;
  version: string;
  /** Starts reader processes; tells nothing about the host. */
  fork: Fork;
  /** Supervised; the engine owns it from here on and disposes it. */
  modelsProcess: ModelsProcess;
  logger?: Logger;
  clock?: Clock;
  /** Reader processes at work at once; by default as many as fit cores and memory. */
  readerCount?: number;
  /** False for a short look: nothing is scanned, read or embedded, and what waits stays waiting. */
  backgroundWork?: boolean;
  /** False where nobody waits for changes: sources are scanned once and not watched. True by default. */
  watch?: boolean;
  /** What the machine runs on; mains power when absent. */
  power?: Power;
  /** Where the system keeps passwords; absent where the host has none. */
  keychain?: Keychain;
  gpu?: 'auto' | 'cpu' | 'vulkan' | 'metal' | 'cuda';
}

export interface Engine {
  readonly router: EngineRouter;
  readonly grants: Grants;
  /** Absolute path of a document's original, for a host that reveals or opens it. */
  documentPath(documentId: number): string;
  /** Resolves when nothing is queued, read or embedded. */
  whenIdle(): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * Composition root: opens the library, builds the rooms in the order data flows and starts the work that
 * was left. Fails with `store-in-use`, `store-newer` or another `store-*` code when the library cannot be had.
 */
export function createEngine(config: EngineConfig): Engine {
  const { libraryDir, version, fork, modelsProcess } = config;
  const clock = config.clock ?? systemClock;
  const logger = config.logger ?? silentLogger;
  const library = openLibrary({ path: join(libraryDir, 'library.db'), clock, logger });
  library.transaction((db) => {
    ensureDefaultCollection(db, clock.nowMs());
    markRunningAnswersCancelled(db);
  });

  const feed = createChangeFeed(randomUUID());
  const grants = createGrants();
  const models = createModelRegistry({ library, modelsProcess, logger, clock, gpu: config.gpu ?? 'auto' });
  models.onChange((status) => feed.emit({ type: 'model-changed', status }));
  const readerProcesses =
    config.readerCount ?? readerCount({ cores: availableParallelism(), freeBytes: Math.max(freemem(), totalmem() / 4) });
  // Where Node is told to keep compiled code, readers keep theirs too.
  const codeCacheDir = process.env['NODE_COMPILE_CACHE'] ?? join(libraryDir, 'code-cache');
  const readers = createReaderPools({
    fork: (kind, options) => fork(kind, { ...options, codeCacheDir }),
    size: readerProcesses,
    clock,
    logger,
  });
  const jobs = createJobQueue({ library, clock, logger });
  const powerManners = createPowerManners({ library, power: config.power, emit: feed.emit });
  const embeddings = createEmbeddingQueue({
    library,
    models,
    clock,
    logger,
    isSparing: () => powerManners.isSparing,
    onProgress: (sourceId) => ingestion.noteEmbeddingProgress(sourceId),
  });
  const ocr = createOcr({
    library,
    jobs,
    readers,
    clock,
    logger,
    emit: feed.emit,
    languagesDir: join(libraryDir, 'languages'),
    power: powerManners,
    onRecognised: () => embeddings.wake(),
  });
  const keychain =
    config.keychain && createLibraryKeychain(library, config.keychain, () => logger.log('warn', 'the keychain forgot nothing just now'));
  const ingestion = createIngestion({
    library,
    jobs,
    readers,
    ocr,
    embeddings,
    clock,
    logger,
    emit: feed.emit,
    // One more than readers keeps them busy while another document is written.
    concurrency: readerProcesses + 1,
    power: powerManners,
    without: [libraryDir],
    ...(keychain ? { keychain } : {}),
    ...((config.watch ?? true) ? { watch: openWatch } : {}),
  });
  const vectors = createVectorIndex({ library, logger });
  const retrieval = createRetrieval({ library, models, clock, logger, vectors });
  const libraryChecks = createLibraryChecks({ library, retrieval, models, embeddings, version, clock, logger, emit: feed.emit });
  const answering = createAnswering({
    library,
    models,
    retrieval,
    clock,
    logger,
    emit: feed.emit,
    holdEmbedding: (work) => {
      void embeddings.holdWhile(work);
      ingestion.giveWayWhile(work);
      libraryChecks.giveWayWhile(work);
    },
  });
  const memberBytes = createMemberBytes(readers, ingestion.passwords, clock);
  const modelsInfo = createRuntimeInfo({ fork, modelsProcess });

  if (config.backgroundWork ?? true) {
    vectors.start();
    ingestion.start();
    embeddings.wake();
    libraryChecks.wake();
  } else embeddings.pause();

  const router = createEngineRouter({
    version,
    libraryDir,
    clock,
    feed,
    grants,
    library,
    models,
    embeddings,
    ingestion,
    ocr,
    powerManners,
    retrieval,
    libraryChecks,
    answering,
    modelsInfo,
    memberBytes,
  });

  let disposed: Promise<void> | undefined;
  const disposeAll = async () => {
    feed.dispose();
    powerManners.dispose();
    await answering.dispose();
    await libraryChecks.dispose();
    await vectors.dispose();
    await ingestion.dispose();
    ocr.dispose();
    await jobs.dispose();
    await embeddings.dispose();
    memberBytes.dispose();
    await readers.dispose();
    await models.dispose();
    await modelsProcess.dispose();
    library.close();
  };

  return {
    router,
    grants,
    documentPath: (documentId) => getDocumentFile(library.read, documentId).path,
    async whenIdle() {
      await ingestion.whenIdle();
      await embeddings.whenIdle();
    },
    dispose: () => (disposed ??= disposeAll()),
  };
}
