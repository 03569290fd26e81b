import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type AppErrorData, isAppError, toErrorData } from '../../shared/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import { traceOf } from '../base/trace-of.ts';
import type { EmbeddingModel, ModelRegistry } from '../providers/specification.ts';
import { currentEmbeddingModelId, insertEmbeddings, nextChunksToEmbed, registerEmbeddingModel } from '../store/embeddings.ts';
import type { Library } from '../store/open.ts';
import { checkVectors } from './check-vectors.ts';
import { firstBudget, MAX_BATCH_TEXTS, nextBudget, withinBudget } from './embedding-batch.ts';
import { createRateWindow } from './rate-window.ts';

export interface EmbeddingQueue {
  /** Says that there may be chunks without a vector. Cheap; call it after every attached document. */
  wake(): void;
  pause(): void;
  resume(): void;
  /** No batch runs while `work` does; one in flight is put back. Returns `work`. */
  holdWhile<T>(work: Promise<T>): Promise<T>;
  /** The store's id of the model in use, before it is loaded of the one used last; null while none is set. */
  currentModelId(): number | null;
  /** Why embedding stands still, or null. Taken back by the next success. */
  lastError(): AppErrorData | null;
  /** Chunks per second over the last half minute. */
  rate(): number | null;
  /** True while chunks are being embedded or wait for an answer to end. */
  isBusy(): boolean;
  /** Resolves when every chunk has its vector, or nothing more can be done for now. */
  whenIdle(): Promise<void>;
  dispose(): Promise<void>;
}

type Chunk = ReturnType<typeof nextChunksToEmbed>[number];

/** Failures in a row after which the queue rests for long, unless it is woken. */
const MOST_FAILURES = 8;
const LONG_REST_MS = 5 * 60_000;
/** Failures of one text alone after which it is left out until the next start. */
const MOST_FAILURES_OF_ONE = 3;
/** So many texts left out are not the texts' fault. */
const MOST_SKIPPED = 20;
const LONGEST_WAIT_MS = 30_000;
/** On battery; what is more would be put off for no gain. */
const LONGEST_REST_MS = 5_000;
const MAX_SPARING_TEXTS = 8;

/** True for what trying again cannot mend: the file is gone, damaged, of the wrong kind or too large. */
function isOfTheModel(error: AppError): boolean {
  return error.kind === 'precondition' || (error.code.startsWith('model-') && !error.retryable);
}

/**
 * Fills in the vectors that chunks still lack, in the background and behind reading. Batches grow and shrink
 * with the time they take. A lost models process is waited for; a text that it dies of is left out.
 */
export function createEmbeddingQueue(options: {
  library: Library;
  models: ModelRegistry;
  clock: Clock;
  logger: Logger;
  /** A source got vectors, or (null) the queue began, stopped or failed. */
  onProgress: (sourceId: number | null) => void;
  /** True while the battery is to be spared: small batches, with rests twice as long as they took. */
  isSparing?: () => boolean;
  /** First wait after a failure; doubles up to half a minute. */
  firstRetryMs?: number;
  /** Wait after many failures in a row. */
  longRestMs?: number;
}): EmbeddingQueue {
  const { library, models, clock, logger, onProgress } = options;
  const rate = createRateWindow(clock);
  const life = new AbortController();
  const skipped = new Set<string>();
  let budgetTokens = firstBudget;
  let mostTexts = MAX_BATCH_TEXTS;
  let failures = 0;
  let modelId: number | null = null;
  let error: AppErrorData | null = null;
  let isPaused = false;
  let holds = 0;
  let released: PromiseWithResolvers<void> | null = null;
  let isWoken = false;
  /** The model cannot be had as things are; nothing is tried until it changes. */
  let isStuck = false;
  let identity: string | null = null;
  let running: Promise<void> | null = null;
  let batchAbort: AbortController | null = null;
  let restTimer: NodeJS.Timeout | undefined;

  function stopBatch(): void {
    batchAbort?.abort(new DOMException('Embedding gives way', 'AbortError'));
  }

  function mayNotRun(): boolean {
    return isPaused || isStuck || life.signal.aborted;
  }

  function wake(): void {
    clearTimeout(restTimer);
    isWoken = true;
    if (running || mayNotRun()) return;
    running = run().finally(() => {
      running = null;
      onProgress(null);
      if (isWoken) wake();
    });
  }

  async function run(): Promise<void> {
    while (isWoken && !mayNotRun()) {
      isWoken = false;
      try {
        await fill();
      } catch (cause) {
        if (life.signal.aborted) return;
        if (await isWorthAnotherTry(cause)) isWoken = true;
      }
    }
  }

  /** Embeds until nothing is left. Throws what stopped it. */
  async function fill(): Promise<void> {
    const model = await models.embedding({ signal: life.signal });
    if (model === null) {
      modelId = null;
      error = null;
      return;
    }
    const id = library.transaction((db) =>
      registerEmbeddingModel(db, { identity: model.identity, name: model.name, dimensions: model.dimensions }),
    );
    if (identity !== model.identity) skipped.clear();
    identity = model.identity;
    modelId = id;
    onProgress(null);
    while (!mayNotRun()) {
      await released?.promise;
      // A wake may mean another model; it is asked for again, which costs nothing while it stays the same.
      if (isWoken && (await models.embedding({ signal: life.signal }))?.identity !== model.identity) return;
      isWoken = false;
      const isSparing = options.isSparing?.() ?? false;
      const most = isSparing ? Math.min(mostTexts, MAX_SPARING_TEXTS) : mostTexts;
      const waiting = nextChunksToEmbed(library.read, id, most, [...skipped]);
      if (waiting.length === 0) {
        error = null;
        return;
      }
      const startMs = clock.monotonicMs();
      await embedBatch(model, id, waiting);
      if (isSparing) await rest(Math.min(LONGEST_REST_MS, 2 * (clock.monotonicMs() - startMs)));
      else await new Promise(setImmediate);
    }
  }

  async function embedBatch(model: EmbeddingModel, id: number, waiting: readonly Chunk[]): Promise<void> {
    const batch = withinBudget(waiting, budgetTokens);
    const abort = new AbortController();
    batchAbort = abort;
    const startMs = clock.monotonicMs();
    try {
      const signal = AbortSignal.any([abort.signal, life.signal]);
      const vectors = await model.embed(
        batch.map((chunk) => chunk.embedText),
        'passage',
        { signal },
      );
      checkVectors(model, batch.length, vectors);
      library.transaction((db) =>
        insertEmbeddings(
          db,
          id,
          batch.flatMap((chunk, at) => (vectors[at] ? [{ embedHash: chunk.embedHash, vector: vectors[at] }] : [])),
        ),
      );
    } catch (cause) {
      if (abort.signal.aborted && !life.signal.aborted) return;
      noteFailedBatch(cause, batch);
      throw cause;
    } finally {
      batchAbort = null;
    }
    budgetTokens = nextBudget(budgetTokens, clock.monotonicMs() - startMs, batch.length < waiting.length || batch.length === mostTexts);
    mostTexts = Math.min(MAX_BATCH_TEXTS, mostTexts * 2);
    failures = 0;
    error = null;
    rate.add(batch.length);
    for (const sourceId of new Set(batch.map((chunk) => chunk.sourceId))) onProgress(sourceId);
  }

  /** Narrows a batch that failed down to one text, so that one bad text cannot hold up all the others. */
  function noteFailedBatch(cause: unknown, batch: readonly Chunk[]): void {
    if (isAppError(cause) && (cause.code === 'process-unavailable' || cause.code === 'connection-lost' || isOfTheModel(cause))) return;
    const [first] = batch;
    mostTexts = Math.max(1, Math.floor(batch.length / 2));
    if (batch.length > 1 || !first || failures + 1 < MOST_FAILURES_OF_ONE) return;
    skipped.add(first.embedHash);
    failures = 0;
    mostTexts = MAX_BATCH_TEXTS;
    logger.log('warn', 'a chunk cannot be embedded and is left out', { sourceId: first.sourceId });
  }

  /** Waits where waiting may help. A model that cannot be had is not asked for again until something changes. */
  async function isWorthAnotherTry(cause: unknown): Promise<boolean> {
    failures += 1;
    const known = isAppError(cause) ? cause : new AppError('internal', 'The embedding model failed.', { cause });
    error = toErrorData(known);
    const facts = { code: known.code, failures, stack: traceOf(cause) };
    logger.log('warn', 'embedding stopped', isAppError(cause) ? { code: known.code, failures } : facts);
    onProgress(null);
    if (isOfTheModel(known) || failures >= MOST_FAILURES || skipped.size >= MOST_SKIPPED) {
      isStuck = isOfTheModel(known) || skipped.size >= MOST_SKIPPED;
      failures = 0;
      // Nothing else wakes the queue where nothing is read and no model is changed.
      if (!isStuck) restTimer = setTimeout(wake, options.longRestMs ?? LONG_REST_MS).unref();
      return false;
    }
    const waitMs = Math.min(LONGEST_WAIT_MS, (options.firstRetryMs ?? 500) * 2 ** (failures - 1));
    await rest(known.retryAfterMs ?? waitMs);
    return !life.signal.aborted;
  }

  async function rest(durationMs: number): Promise<void> {
    await delay(durationMs, undefined, { signal: life.signal }).catch(() => undefined);
  }

  function release(): void {
    holds -= 1;
    if (holds > 0) return;
    released?.resolve();
    released = null;
  }

  const stopListening = models.onChange((status) => {
    if (status.role !== 'embedding') return;
    if (status.state === 'not-set') {
      modelId = null;
      stopBatch();
    }
    // Not on every change: an unloaded model stays unloaded until there is something to embed.
    if (status.state !== 'ready' && status.state !== 'not-set') return;
    isStuck = false;
    wake();
  });

  return {
    wake,
    pause() {
      isPaused = true;
      stopBatch();
    },
    resume() {
      isPaused = false;
      wake();
    },
    holdWhile(work) {
      holds += 1;
      released ??= Promise.withResolvers();
      stopBatch();
      work.then(release, release);
      return work;
    },
    currentModelId() {
      const isSet = models.status().some((status) => status.role === 'embedding' && status.state !== 'not-set');
      // Before the model is loaded its vectors of an earlier life count already.
      return isSet ? (modelId ?? currentEmbeddingModelId(library.read)) : null;
    },
    lastError: () => error,
    rate: () => rate.perSecond(),
    isBusy: () => running !== null,
    async whenIdle() {
      for (let current = running; current; current = running) await current;
    },
    async dispose() {
      stopListening();
      clearTimeout(restTimer);
      life.abort(new DOMException('The engine closes', 'AbortError'));
      released?.resolve();
      await running;
    },
  };
}
