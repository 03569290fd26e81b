import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { createEmbeddingQueue } from '../../../src/engine/embedding/embedding-queue.ts';
import { createOcr } from '../../../src/engine/ingestion/ocr/ocr.ts';
import { createIngestion } from '../../../src/engine/ingestion/ingestion.ts';
import { createPowerManners, type Power } from '../../../src/engine/ingestion/manners/power-manners.ts';
import type { OpenWatchOf } from '../../../src/engine/ingestion/watch/open-watch.ts';
import { readFile } from '../../../src/engine/ingestion/readers/read-file.ts';
import { createJobQueue } from '../../../src/engine/jobs/job-queue.ts';
import type { EmbeddingModel, ModelRegistry } from '../../../src/engine/providers/specification.ts';
import { ensureDefaultCollection } from '../../../src/engine/store/collections.ts';
import { listDocuments } from '../../../src/engine/store/documents.ts';
import { openLibrary } from '../../../src/engine/store/open.ts';
import type { ReadInput, ReadPart } from '../../../src/shared/contract/reader.ts';
import type { EngineChange } from '../../../src/shared/domain/event.ts';
import type { ModelStatus } from '../../../src/shared/domain/model.ts';

/** A registry with one embedding model that a test may take away, change or let fail. */
export function modelRegistry(model: EmbeddingModel | null): ModelRegistry & { use(next: EmbeddingModel | null): void } {
  let current = model;
  const listeners = new Set<(status: ModelStatus) => void>();
  const status = (): ModelStatus => ({
    role: 'embedding',
    state: current ? 'ready' : 'not-set',
    fileName: current?.name ?? null,
    displayPath: null,
    loadProgress: null,
    facts: null,
    error: null,
  });
  return {
    chat: () => Promise.resolve(null),
    embedding: () => Promise.resolve(current),
    reranker: () => Promise.resolve(null),
    status: () => [status()],
    set: () => Promise.resolve(status()),
    load: () => Promise.resolve(status()),
    unload: () => Promise.resolve(status()),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => Promise.resolve(),
    use(next) {
      current = next;
      for (const listener of listeners) listener(status());
    },
  };
}

type Read = (input: ReadInput, options: { signal: AbortSignal }) => AsyncIterable<ReadPart>;

/** The real readers, in this process. */
export const readInProcess: Read = (input, { signal }) => readFile(input, signal);

export interface LifeOptions {
  read?: Read;
  models?: ModelRegistry;
  concurrency?: number;
  /** Notices changes; absent, only scans that are asked for find them. */
  watch?: OpenWatchOf;
  /** Text of pictures is recognised, too. */
  recognises?: boolean;
  power?: Power;
}

/** One life of the engine's ingestion over the library in `home`. */
export function startLife(home: string, folder: string, options: LifeOptions = {}) {
  const logger = silentLogger;
  const clock = systemClock;
  const library = openLibrary({ path: join(home, 'library', 'library.db'), clock, logger });
  const collectionId = library.transaction((db) => ensureDefaultCollection(db, clock.nowMs()));
  const jobs = createJobQueue({ library, clock, logger, suspectsRestMs: 0 });
  const changes: EngineChange[] = [];
  const readPaths: string[] = [];
  const power = createPowerManners({ library, power: options.power, emit: (change) => changes.push(change) });
  const embeddings = createEmbeddingQueue({
    library,
    models: options.models ?? modelRegistry(null),
    clock,
    logger,
    isSparing: () => power.isSparing,
    onProgress: (sourceId) => ingestion.noteEmbeddingProgress(sourceId),
    firstRetryMs: 1,
    longRestMs: 50,
  });
  const read = options.read ?? readInProcess;
  const readers = {
    read: (input: ReadInput, callOptions: { signal: AbortSignal }) => {
      readPaths.push(input.path);
      return read(input, callOptions);
    },
  };
  const ocr = createOcr({
    library,
    jobs,
    readers,
    clock,
    logger,
    emit: (change) => changes.push(change),
    languagesDir: join(home, 'languages'),
    power,
  });
  const ingestion = createIngestion({
    library,
    jobs,
    readers,
    ...(options.recognises ? { ocr } : {}),
    embeddings,
    power,
    clock,
    logger,
    emit: (change) => changes.push(change),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    ...(options.watch ? { watch: options.watch } : {}),
    without: [join(home, 'library')],
  });
  ingestion.start();
  embeddings.wake();
  let isOver = false;
  const life = {
    library,
    jobs,
    ingestion,
    ocr,
    embeddings,
    power,
    collectionId,
    changes,
    /** Files that went through a reader in this life. */
    readPaths,
    documents: () =>
      listDocuments(library.read, { collectionId, sort: 'name', descending: false, offset: 0, limit: 500 }).documents.toSorted(
        (one, other) => (one.relativePath < other.relativePath ? -1 : 1),
      ),
    document(name: string) {
      const found = life.documents().find((document) => document.relativePath === name);
      if (!found) throw new Error(`no document ${name}`);
      return found;
    },
    add: (path = folder) => ingestion.addSource({ collectionId, path }),
    async idle() {
      await ingestion.whenIdle();
      await embeddings.whenIdle();
    },
    async dispose() {
      if (isOver) return;
      isOver = true;
      power.dispose();
      await ingestion.dispose();
      ocr.dispose();
      await jobs.dispose();
      await embeddings.dispose();
      library.close();
    },
  };
  return life;
}

/** A folder of documents and a library beside it. */
export function createWorkbench() {
  const home = mkdtempSync(join(tmpdir(), 'footnote-ingestion-'));
  const folder = join(home, 'documents');
  mkdirSync(folder);
  const lives: { dispose(): Promise<void> }[] = [];

  function start(options: LifeOptions = {}) {
    const life = startLife(home, folder, options);
    lives.push(life);
    return life;
  }

  return {
    home,
    folder,
    start,
    put(path: string, text: string | Uint8Array, modifiedAtMs?: number): string {
      const full = join(folder, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
      if (modifiedAtMs !== undefined) utimesSync(full, modifiedAtMs / 1000, modifiedAtMs / 1000);
      return full;
    },
    remove(path: string): void {
      rmSync(join(folder, path), { recursive: true, force: true });
    },
    async dispose(): Promise<void> {
      for (const life of lives) await life.dispose();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export type Workbench = ReturnType<typeof createWorkbench>;
