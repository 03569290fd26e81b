import type { ExitInfo, Fork } from '../../../shared/process.ts';
import type { PoolLimits } from './pool-limits.ts';
import { type ReaderProcess, startReader } from './reader-process.ts';

const EXIT_WAIT_MS = 2_000;

/** A place for one reader process, which comes and goes. */
export class ReaderSlot {
  readonly #fork: Fork;
  readonly #limits: PoolLimits;
  #process: ReaderProcess | undefined;
  #lost: Promise<ExitInfo> | undefined;
  #files = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor(fork: Fork, limits: PoolLimits) {
    this.#fork = fork;
    this.#limits = limits;
  }

  /** True when an error with this code, before the first part, may be no doing of the file: the reader may have died while idle. */
  mayBlameEarlier(code: string): boolean {
    return (code === 'read-crashed' || code === 'read-memory') && this.#files > 0;
  }

  /** The running process, started when there is none. Errors: `process-unavailable`. */
  async process(signal: AbortSignal): Promise<ReaderProcess> {
    clearTimeout(this.#idleTimer);
    signal.throwIfAborted();
    if (this.#process === undefined) {
      const started = await startReader(this.#fork, this.#limits);
      if (this.#hasEnded) {
        started.kill();
        signal.throwIfAborted();
      }
      this.#files = 0;
      this.#process = started;
      this.#lost = started.exited;
      void this.#forgetWhenEnded(started);
    }
    return this.#process;
  }

  async #forgetWhenEnded(started: ReaderProcess): Promise<void> {
    await started.exited;
    if (this.#process === started) this.#process = undefined;
  }

  /** How the process ended that has just been lost; waits a moment for its end to be known. */
  async exit(): Promise<ExitInfo> {
    const unknown: ExitInfo = { code: null, signal: null };
    return (await within(this.#lost, EXIT_WAIT_MS)) ?? unknown;
  }

  /** `done`: ready for the next file · `spent`: killed, also when nobody wanted the rest of the file. */
  async finishFile(outcome: 'done' | 'spent'): Promise<void> {
    this.#files += 1;
    if (outcome === 'spent' || this.#files >= this.#limits.filesPerProcess || (await this.#isSwollen())) await this.#kill();
    else this.#idleTimer = setTimeout(() => void this.#kill(), this.#limits.idleMs).unref();
  }

  async #isSwollen(): Promise<boolean> {
    // Who cannot be asked is just ending.
    const bytes = await this.#process?.residentBytes().catch(() => undefined);
    return (bytes ?? 0) > this.#limits.recycleBytes;
  }

  /** For good. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    clearTimeout(this.#idleTimer);
    await this.#kill();
  }

  async #kill(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    if (process === undefined) return;
    process.kill();
    await within(process.exited, EXIT_WAIT_MS);
  }
}

/** Undefined when it takes longer. */
async function within<T>(promise: Promise<T> | undefined, limitMs: number): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), limitMs);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
