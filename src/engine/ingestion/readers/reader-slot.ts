import type { ExitInfo, Fork } from '../../../shared/process.ts';
import type { PoolLimits } from './pool-limits.ts';
import { type ReaderProcess, startReader } from './reader-process.ts';

const EXIT_WAIT_MS = 2_000;
/** Files before the last one of a process at which its successor is started: it is there by then. */
const SUCCESSOR_AHEAD = 10;

/** A place for one reader process, which comes and goes. */
export class ReaderSlot {
  readonly #fork: Fork;
  readonly #limits: PoolLimits;
  #process: ReaderProcess | undefined;
  #lost: Promise<ExitInfo> | undefined;
  #successor: Promise<ReaderProcess | undefined> | undefined;
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
      const started = (await this.#takeSuccessor()) ?? (await startReader(this.#fork, this.#limits));
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

  /** A process is long in starting; the last files of one need not wait for it. */
  #startSuccessor(): void {
    if (this.#successor !== undefined || this.#hasEnded) return;
    const forget = (): undefined => {
      if (this.#successor === successor) this.#successor = undefined;
    };
    // Whoever needs one that is not to be had starts another, and says why.
    const successor: Promise<ReaderProcess | undefined> = startReader(this.#fork, this.#limits).catch(forget);
    this.#successor = successor;
    void successor.then((started) => started?.exited).then(forget);
  }

  #takeSuccessor(): Promise<ReaderProcess | undefined> {
    const successor = this.#successor ?? Promise.resolve(undefined);
    this.#successor = undefined;
    return successor;
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
    if (this.#files === this.#limits.filesPerProcess - SUCCESSOR_AHEAD) this.#startSuccessor();
    if (outcome === 'spent' || this.#files >= this.#limits.filesPerProcess || (await this.#isSwollen())) await this.#kill();
    else this.#idleTimer = setTimeout(() => void this.#rest(), this.#limits.idleMs).unref();
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
    await this.#rest();
  }

  /** Ends the process and the one that was to follow. */
  async #rest(): Promise<void> {
    const successor = this.#takeSuccessor();
    await this.#kill();
    (await successor)?.kill();
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
