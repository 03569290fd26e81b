import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../base/clock.ts';
import type { PoolLimits } from './pool-limits.ts';
import type { ReaderProcess } from './reader-process.ts';

/** Of the interval between two samples: a longer gap is a machine that slept, not a reader that hangs. */
const MOST_SAMPLES_MISSED = 10;

/**
 * Holds one reading to its limits of time and memory. Only the time spent waiting for the reader counts: a
 * slow consumer is not the file's fault.
 */
export class ReadingWatch {
  readonly #process: ReaderProcess;
  readonly #limits: PoolLimits;
  readonly #clock: Clock;
  readonly #name: string;
  readonly #breach = Promise.withResolvers<never>();
  readonly #timer: NodeJS.Timeout;
  #totalMs = 0;
  #quietMs = 0;
  #waitingSinceMs: number | undefined;
  #pages = 0;
  #chars = 0;
  #sampling = false;
  #nextSampleMs = 0;
  #error: AppError | undefined;
  #peakBytes = 0;

  constructor(process: ReaderProcess, limits: PoolLimits, clock: Clock, name: string) {
    this.#process = process;
    this.#limits = limits;
    this.#clock = clock;
    this.#name = name;
    this.#breach.promise.catch(() => {});
    this.#timer = setInterval(() => void this.#check(), limits.sampleEveryMs);
  }

  /** Set once a limit was broken; the process has been killed then. */
  get error(): AppError | undefined {
    return this.#error;
  }

  /** The most resident memory seen. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  /** Waits for the reader within the limits; rejects with the limit's error or the signal's reason before it answers. */
  async wait<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
    // Whichever loses the race has been dealt with by the winner.
    answer.catch(() => {});
    signal.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const onAbort = (): void => aborted.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waitingSinceMs = this.#clock.monotonicMs();
    try {
      return await Promise.race([answer, this.#breach.promise, aborted.promise]);
    } finally {
      this.#settle();
      this.#waitingSinceMs = undefined;
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** The reader has answered, with so many pages and characters. Throws `read-too-large` beyond the limits; the process is killed then. */
  progress(pages: number, chars: number): void {
    this.#quietMs = 0;
    this.#pages += pages;
    this.#chars += chars;
    const { textChars, pages: mostPages } = this.#limits;
    if (this.#chars > textChars) this.#tooLarge('text', textChars, this.#chars);
    if (this.#pages > mostPages) this.#tooLarge('pages', mostPages, this.#pages);
  }

  #tooLarge(reason: string, limit: number, actual: number): void {
    const message = `“${this.#name}” gave more ${reason} than is kept of one file.`;
    this.#fail(new AppError('read-too-large', message, { details: { subject: this.#name, reason, limit, actual } }));
    if (this.#error) throw this.#error;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #settle(): void {
    if (this.#waitingSinceMs === undefined) return;
    const nowMs = this.#clock.monotonicMs();
    const waitedMs = Math.min(nowMs - this.#waitingSinceMs, MOST_SAMPLES_MISSED * this.#limits.sampleEveryMs);
    this.#totalMs += waitedMs;
    this.#quietMs += waitedMs;
    this.#waitingSinceMs = nowMs;
  }

  async #check(): Promise<void> {
    if (this.#waitingSinceMs === undefined || this.#error !== undefined) return;
    this.#settle();
    const { quietMs, quietMsPerPage, totalMs } = this.#limits;
    if (this.#quietMs > quietMs + quietMsPerPage * this.#pages || this.#totalMs > totalMs) {
      const reason = this.#pages > 0 ? `stopped after page ${this.#pages}` : 'stopped';
      const details = { subject: this.#name, reason, limit: Math.round(quietMs), actual: Math.round(this.#totalMs) };
      this.#fail(new AppError('read-timeout', `Reading “${this.#name}” took too long and was stopped.`, { details }));
      return;
    }
    await this.#sample();
  }

  async #sample(): Promise<void> {
    const startedMs = this.#clock.monotonicMs();
    if (this.#sampling || startedMs < this.#nextSampleMs) return;
    this.#sampling = true;
    try {
      // Who cannot be asked (the process is just ending) is not measured; it must not end the engine.
      const bytes = (await this.#process.residentBytes().catch(() => undefined)) ?? 0;
      // Where the system's answer takes a program to run (Windows, macOS), asking must not become the work.
      const endedMs = this.#clock.monotonicMs();
      this.#nextSampleMs = endedMs + 10 * (endedMs - startedMs);
      this.#peakBytes = Math.max(this.#peakBytes, bytes);
      if (bytes > this.#limits.residentBytes) this.#fail(memoryError(this.#name, this.#limits.residentBytes, bytes));
    } finally {
      this.#sampling = false;
    }
  }

  #fail(error: AppError): void {
    if (this.#error !== undefined) return;
    this.#error = error;
    this.#process.kill();
    this.#breach.reject(error);
  }
}

/** The file needs more memory than a reader may have. */
export function memoryError(name: string, limit: number, actual: number): AppError {
  return new AppError('read-memory', `Reading “${name}” needed more memory than a reader may have.`, {
    details: { subject: name, limit, actual },
  });
}
