import { homedir } from 'node:os';
import { basename, sep } from 'node:path';
import type { ModelFacts, ModelRole, ModelStatus } from '../../shared/domain/model.ts';
import { AppError, isAbort, isAppError, toErrorData } from '../../shared/errors.ts';

/** One role: the file chosen for it and whether that file is in memory. */
export interface RoleSlot {
  readonly path: string | null;
  status(): ModelStatus;
  /** Takes another file, or none. A load under way is given up. */
  choose(path: string | null): void;
  /**
   * The facts of the model once it is in memory; loads it where it is not. Calls at the same time share one load.
   * A file that was refused is not read again until `again` is set. An abort leaves the load to the others.
   */
  ensure(options?: { signal?: AbortSignal | undefined; again?: boolean }): Promise<ModelFacts>;
  /** The process or a person took it out of memory. */
  forget(): void;
  /** Gives up a load under way. */
  dispose(): void;
}

export interface RoleSlotOptions {
  role: ModelRole;
  path: string | null;
  load: (path: string, onProgress: (fraction: number) => void, signal: AbortSignal) => Promise<ModelFacts>;
  onChange: (status: ModelStatus) => void;
}

type State =
  | { name: 'not-set' | 'idle' }
  | { name: 'loading'; progress: number; stop: AbortController; facts: Promise<ModelFacts> }
  | { name: 'ready'; facts: ModelFacts }
  | { name: 'failed'; error: AppError };

export function createRoleSlot({ role, path: firstPath, load, onChange }: RoleSlotOptions): RoleSlot {
  let path = firstPath;
  let state: State = { name: path === null ? 'not-set' : 'idle' };

  const status = (): ModelStatus => ({
    role,
    state: state.name,
    fileName: path === null ? null : basename(path),
    displayPath: path === null ? null : displayPath(path),
    loadProgress: state.name === 'loading' ? state.progress : null,
    facts: state.name === 'ready' ? state.facts : null,
    error: state.name === 'failed' ? toErrorData(state.error) : null,
  });
  const enter = (next: State): void => {
    state = next;
    onChange(status());
  };
  const giveUp = (): void => {
    if (state.name === 'loading')
      state.stop.abort(new AppError('model-not-set', 'Another model was chosen.', { details: { subject: role } }));
  };

  const startLoading = (from: string): Promise<ModelFacts> => {
    const stop = new AbortController();
    const loading: State = { name: 'loading', progress: 0, stop, facts: Promise.reject(new Error()) };
    loading.facts.catch(() => {});
    const current = (): boolean => state === loading;
    const run = async (): Promise<ModelFacts> => {
      try {
        const facts = await load(
          from,
          (fraction) => {
            loading.progress = fraction;
            if (current()) onChange(status());
          },
          stop.signal,
        );
        if (current()) enter({ name: 'ready', facts });
        return facts;
      } catch (error) {
        if (current()) enter(isAbort(error) ? { name: 'idle' } : { name: 'failed', error: asAppError(error, from) });
        throw error;
      }
    };
    enter(loading);
    loading.facts = run();
    return loading.facts;
  };

  return {
    get path() {
      return path;
    },
    status,
    choose(next) {
      giveUp();
      path = next;
      enter({ name: next === null ? 'not-set' : 'idle' });
    },
    async ensure({ signal, again = false } = {}) {
      signal?.throwIfAborted();
      if (state.name === 'ready') return state.facts;
      if (path === null) throw new AppError('model-not-set', `No ${role} model is chosen.`, { details: { subject: role } });
      if (state.name === 'failed' && !again && isFinal(state.error)) throw state.error;
      return await untilAborted(state.name === 'loading' ? state.facts : startLoading(path), signal);
    },
    forget() {
      if (state.name === 'ready') enter({ name: 'idle' });
    },
    dispose: giveUp,
  };
}

/** Reading the same file again would end the same way. */
function isFinal(error: AppError): boolean {
  return error.kind === 'input' || error.details.reason === 'crash';
}

function asAppError(error: unknown, path: string): AppError {
  if (isAppError(error)) return error;
  return new AppError('model-load-failed', `"${basename(path)}" could not be loaded.`, {
    details: { subject: basename(path) },
    cause: error,
  });
}

function displayPath(path: string): string {
  const home = homedir();
  return path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
