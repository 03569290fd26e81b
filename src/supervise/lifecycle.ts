import { AppError, isAppError } from '../shared/errors.ts';
import type { ChildHandle, Fork, ForkOptions, ProcessKind } from '../shared/process.ts';
import { endChild } from './end-child.ts';
import { createRestartPolicy, defaultBackoff, defaultBreaker, type Backoff, type Breaker } from './restart-policy.ts';
import { systemTime, type Time } from './time.ts';
import { waitForHello } from './wait-for-hello.ts';

/** waiting: it died and is started again after a pause · broken: it died too often, nobody tries for a while. */
export type ProcessState = 'stopped' | 'starting' | 'ready' | 'waiting' | 'broken';

export type LifecycleLog = (message: string, facts: Readonly<Record<string, string | number | null | undefined>>) => void;

export interface LifecycleOptions {
  kind: ProcessKind;
  fork: Fork;
  forkOptions?: ForkOptions;
  /** How long a started process may take to say hello. */
  helloTimeoutMs?: number;
  /** How long a process may take to end after it was asked to. */
  shutdownMs?: number;
  backoff?: Partial<Backoff>;
  breaker?: Partial<Breaker>;
  onState?: (state: ProcessState) => void;
  /** Called within the turn in which a process said hello, before anybody who waits for it. */
  onReady?: (handle: ChildHandle) => void;
  log?: LifecycleLog;
  time?: Time;
}

export interface Lifecycle {
  readonly state: ProcessState;
  /** The process while it is ready. */
  handle(): ChildHandle | undefined;
  /**
   * The ready process; starts one where none was. Waits through restarts. Fails with `process-unavailable`
   * while the breaker is open and after `dispose`, with `protocol-mismatch` for a process of another version.
   */
  ready(): Promise<ChildHandle>;
  onState(listener: (state: ProcessState) => void): () => void;
  /** Ends the process in good order and starts a new one. Closes the breaker. Resolves when the new one is ready. */
  restart(reason: string): Promise<void>;
  /** Ends the process for good. */
  dispose(): Promise<void>;
}

/** One start of the process, from the wish to its end. A newer life makes an older one's late news meaningless. */
interface Life {
  /** Set before the handle: a process whose fork was not over when it was no longer wanted must be ended too. */
  forking?: Promise<ChildHandle>;
  handle?: ChildHandle;
  readySinceMs?: number;
  cancelHello?: () => void;
}

/** Keeps one process of a kind alive. At most one lives at any time, also during a restart. */
export function createLifecycle(options: LifecycleOptions): Lifecycle {
  const { kind, fork, helloTimeoutMs = 15_000, shutdownMs = 5_000, time = systemTime, log = () => {} } = options;
  const policy = createRestartPolicy({ ...defaultBackoff, ...options.backoff }, { ...defaultBreaker, ...options.breaker }, time);
  const stateListeners = new Set<(state: ProcessState) => void>();
  if (options.onState) stateListeners.add(options.onState);
  let waiters: { resolve(handle: ChildHandle): void; reject(error: unknown): void }[] = [];
  let state: ProcessState = 'stopped';
  let life: Life | undefined;
  let brokenBy: { error: AppError; untilMs: number } | undefined;
  let cancelTimer: (() => void) | undefined;
  let ending: Promise<unknown> = Promise.resolve();
  let disposed = false;

  const enter = (next: ProcessState): void => {
    if (state === next) return;
    state = next;
    for (const listener of stateListeners) listener(next);
  };
  const rejectWaiters = (error: AppError): void => {
    const rejected = waiters;
    waiters = [];
    for (const waiter of rejected) waiter.reject(error);
  };
  const unavailable = (message: string, retryAfterMs?: number): AppError =>
    new AppError('process-unavailable', message, { details: { subject: kind }, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  const end = (dead: Life | undefined, politeMs: number): void => {
    dead?.cancelHello?.();
    const ended = (async () => {
      const handle = await dead?.forking?.catch(() => undefined);
      if (handle) await endChild(handle, politeMs, time);
    })();
    ending = Promise.all([ending, ended]);
  };

  const breakFor = (error: AppError, coolDownMs: number): void => {
    brokenBy = { error, untilMs: time.nowMs() + coolDownMs };
    enter('broken');
    rejectWaiters(error);
    if (coolDownMs === Infinity) return;
    cancelTimer = time.after(coolDownMs, () => {
      brokenBy = undefined;
      enter('stopped');
    });
  };

  const crashed = (dead: Life, facts: Record<string, string | number | null>): void => {
    if (life !== dead) return;
    life = undefined;
    end(dead, 0);
    log('process lost', { kind, pid: dead.handle?.pid, ...facts });
    const verdict = policy.onCrash(dead.readySinceMs === undefined ? 0 : time.nowMs() - dead.readySinceMs);
    if ('brokenForMs' in verdict) {
      breakFor(
        unavailable(`The ${kind} process ended again and again. Footnote stopped trying for a while.`, verdict.brokenForMs),
        verdict.brokenForMs,
      );
      return;
    }
    enter('waiting');
    cancelTimer = time.after(verdict.restartInMs, () => void start());
  };

  const start = async (): Promise<void> => {
    const started: Life = (life = {});
    enter('starting');
    await ending;
    if (life !== started) return;
    let handle: ChildHandle;
    try {
      handle = await (started.forking = fork(kind, options.forkOptions));
    } catch (error) {
      crashed(started, { reason: isAppError(error) ? error.code : 'fork failed' });
      return;
    }
    if (life !== started) return;
    started.handle = handle;
    void handle.exited.then((exit) => crashed(started, { code: exit.code, signal: exit.signal }));
    handle.port.onClose(() => crashed(started, { reason: 'channel closed' }));
    started.cancelHello = waitForHello(handle, helloTimeoutMs, time, (error) => {
      if (life !== started) return;
      if (!error) becomeReady(started, handle);
      else if (error.code === 'protocol-mismatch') {
        life = undefined;
        end(started, 0);
        log('process of another version', { kind, pid: handle.pid });
        breakFor(error, Infinity);
      } else crashed(started, { reason: 'no hello' });
    });
  };

  const becomeReady = (started: Life, handle: ChildHandle): void => {
    started.readySinceMs = time.nowMs();
    options.onReady?.(handle);
    enter('ready');
    const resolved = waiters;
    waiters = [];
    for (const waiter of resolved) waiter.resolve(handle);
  };

  const ready = async (): Promise<ChildHandle> => {
    if (disposed) throw unavailable(`The ${kind} process has been shut down.`);
    if (brokenBy)
      throw brokenBy.untilMs === Infinity ? brokenBy.error : unavailable(brokenBy.error.message, brokenBy.untilMs - time.nowMs());
    if (state === 'ready' && life?.handle) return life.handle;
    return new Promise((resolve, reject) => {
      waiters.push({ resolve, reject });
      if (state === 'stopped') void start();
    });
  };

  return {
    get state() {
      return state;
    },
    handle: () => (state === 'ready' ? life?.handle : undefined),
    ready,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    async restart(reason) {
      if (disposed) throw unavailable(`The ${kind} process has been shut down.`);
      log('process restart', { kind, pid: life?.handle?.pid, reason });
      cancelTimer?.();
      brokenBy = undefined;
      policy.forget();
      end(life, shutdownMs);
      void start();
      await ready();
    },
    async dispose() {
      if (!disposed) {
        disposed = true;
        cancelTimer?.();
        end(life, shutdownMs);
        life = undefined;
        enter('stopped');
        rejectWaiters(unavailable(`The ${kind} process has been shut down.`));
      }
      await ending;
    },
  };
}
