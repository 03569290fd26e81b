import { basename } from 'node:path';
import { READ_WINDOW_PARTS, type ReadInput, type ReadPart } from '../../../shared/contract/reader.ts';
import { AppError, isAppError } from '../../../shared/errors.ts';
import type { Fork } from '../../../shared/process.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { type PoolLimits, poolLimits } from './pool-limits.ts';
import { extensionOf, supportedExtensions } from './format.ts';
import { hasSecondEngine } from './reader-class.ts';
import { crashError } from './crash-error.ts';
import { ReaderSlot } from './reader-slot.ts';
import { ReadingWatch } from './reading-watch.ts';
import { createSlotQueue } from './slot-queue.ts';

/** Reads files in processes of their own, so that no file can harm the engine or another file. */
export interface ReaderPool {
  /**
   * Waits for a free reader, what is to be shown before what is to be indexed, then streams the parts of one file.
   * Errors: the reader's `read-*`; `read-timeout`, `read-memory`, `read-crashed` when the process was stopped or died;
   * `process-unavailable` when none can be started. The signal's reason passes through. Parts that came before an error
   * are good.
   */
  read(input: ReadInput, options?: { signal?: AbortSignal }): AsyncIterable<ReadPart>;
  /** Ends every reader; readings under way fail with `process-unavailable`. */
  dispose(): Promise<void>;
}

export interface ReaderPoolOptions {
  fork: Fork;
  /** Readers at work at once. */
  size: number;
  clock: Clock;
  logger: Logger;
  limits?: Partial<PoolLimits>;
}

/** Well below the window, so that a reader never waits for a consumer that keeps up. */
const ACKNOWLEDGE_EVERY = READ_WINDOW_PARTS / 4;

/** After these the process is not to be trusted with another file. */
const spendsReader: ReadonlySet<string> = new Set(['read-timeout', 'read-memory', 'read-crashed']);

/** A person waits for the page that these are read for. */
const purposesOfAPerson: ReadonlySet<string> = new Set(['bytes', 'unlocked']);

type BeginPart = Extract<ReadPart, { type: 'begin' }>;

function charsOf(part: ReadPart): number {
  return part.type === 'blocks' ? part.blocks.reduce((sum, { text }) => sum + text.length, 0) : 0;
}

/** How to try once more: as before where earlier files may have spent the process, else with the second engine. */
function retryOf(input: ReadInput, begin: BeginPart | undefined, slot: ReaderSlot, code: string): ReadInput | undefined {
  if (begin === undefined && slot.mayBlameEarlier(code)) return input;
  const format = begin?.format ?? supportedExtensions.get(extensionOf(input.members?.at(-1) ?? input.path));
  // What is recognised is drawn by the first engine.
  return format && !input.ocr && hasSecondEngine(format) ? { ...input, engine: 'second' } : undefined;
}

/** A pool without processes; they start with the first files and end when idle. */
export function createReaderPool(options: ReaderPoolOptions): ReaderPool {
  const { fork, clock, logger } = options;
  const limits = { ...poolLimits, ...options.limits };
  const closing = new AbortController();
  const slots = Array.from({ length: Math.max(1, options.size) }, () => new ReaderSlot(fork, limits));
  const queue = createSlotQueue(slots);

  async function* read(input: ReadInput, signal: AbortSignal): AsyncGenerator<ReadPart> {
    const slot = await queue.take(signal, { isUrgent: purposesOfAPerson.has(input.purpose ?? 'text') });
    try {
      yield* readOn(slot, input, signal, 'may-repeat');
    } finally {
      queue.giveBack(slot);
    }
  }

  async function* readOn(slot: ReaderSlot, input: ReadInput, signal: AbortSignal, repeat: 'may-repeat' | 'last'): AsyncGenerator<ReadPart> {
    const name = basename(input.members?.at(-1) ?? input.path);
    const process = await slot.process(signal);
    const watch = new ReadingWatch(process, limits, clock, name);
    let parts = 0;
    let outcome: 'done' | 'spent' = 'spent';
    /** Held back until something follows it, so that a second engine can begin anew. */
    let begin: BeginPart | undefined;
    let hasPassed = false;
    let again: ReadInput | undefined;
    let failure: AppError | undefined;
    try {
      const stream = await watch.wait(process.client.read(input), signal);
      for (;;) {
        const step = await watch.wait(stream.next(), signal);
        if (step.done) break;
        watch.progress(step.value.type === 'page' ? 1 : 0, charsOf(step.value));
        parts += 1;
        if (step.value.type === 'begin') begin = step.value;
        else {
          if (begin && !hasPassed) yield begin;
          hasPassed = true;
          yield step.value;
        }
        // Lost with the process where that ends; then the next part tells.
        if (parts % ACKNOWLEDGE_EVERY === 0) process.client.acknowledge({ parts: ACKNOWLEDGE_EVERY }).catch(() => {});
      }
      outcome = 'done';
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const known = watch.error ?? (await explain(error, slot, watch, name));
      if (!isAppError(known)) throw known;
      failure = known;
      if (!spendsReader.has(known.code) && watch.error === undefined) outcome = 'done';
      else if (repeat === 'may-repeat' && !hasPassed) again = retryOf(input, begin, slot, known.code);
    } finally {
      watch.stop();
      if (outcome === 'spent') logger.log('info', 'a reader process is replaced', { parts, limit: watch.error?.code ?? null });
      await slot.finishFile(outcome);
    }
    if (again) {
      try {
        return yield* readOn(slot, again, signal, 'last');
      } catch (error) {
        // What ended the first engine says more of the file than that the second could not read it either.
        throw signal.aborted || again.engine !== 'second' || !isAppError(error) ? error : failure;
      }
    }
    if (begin && !hasPassed) yield begin;
    if (failure) throw failure;
  }

  async function explain(error: unknown, slot: ReaderSlot, watch: ReadingWatch, name: string): Promise<unknown> {
    if (!isAppError(error)) return error;
    if (error.code === 'connection-lost') return crashError(name, await slot.exit(), watch.peakBytes, limits);
    if (error.code === 'internal') return crashError(name, undefined, 0, limits, error.details.logId);
    return error;
  }

  return {
    read: (input, { signal } = {}) => read(input, signal ? AbortSignal.any([signal, closing.signal]) : closing.signal),
    async dispose() {
      closing.abort(new AppError('process-unavailable', 'Footnote is closing.', { details: { subject: 'reader' } }));
      await Promise.all(slots.map((slot) => slot.end()));
    },
  };
}
