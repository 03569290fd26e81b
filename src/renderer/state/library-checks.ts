import type { CheckStanding, LibraryCheck } from '../../shared/domain/library-check.ts';
import type { Client } from '../client/client.ts';
import type { Changes } from '../client/events.ts';
import type { Navigation } from './navigation.ts';
import { createStore, type Loadable, loading, type Readable } from './store.ts';

export interface LibraryChecks extends Readable<Loadable<CheckStanding>> {
  refresh(): Promise<void>;
  start(): Promise<void>;
  pause(checkId: number): Promise<void>;
  resume(checkId: number): Promise<void>;
  /** Stops it where it runs, and takes it out of the history. */
  remove(checkId: number): Promise<void>;
}

/** A model is known by its vectors a moment after it is loaded. */
const settleMs = 600;

/** How the collection that is shown stands with its checks. */
export function createLibraryChecks(client: Client, changes: Changes, navigation: Navigation): LibraryChecks {
  const store = createStore<Loadable<CheckStanding>>(loading);
  let shown: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = async () => {
    const { collectionId } = navigation.get();
    shown = collectionId;
    if (collectionId === null) return;
    try {
      const value = await client.engine.libraryChecks.standing({ collectionId });
      if (shown === collectionId) store.set({ status: 'ready', value });
    } catch (error) {
      if (shown === collectionId && store.get().status !== 'ready') store.set({ status: 'failed', error });
    }
  };
  const refreshSoon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void refresh();
    }, settleMs);
  };
  const put = (check: LibraryCheck) =>
    store.update((now) => {
      if (now.status !== 'ready' || check.collectionId !== shown) return now;
      const checks = [check, ...now.value.checks.filter(({ id }) => id !== check.id)].toSorted((a, b) => b.id - a.id);
      return { status: 'ready', value: { ...now.value, checks } };
    });
  navigation.subscribe(() => {
    if (navigation.get().collectionId === shown) return;
    store.set(loading);
    void refresh();
  });
  changes.on((change) => {
    if (change.type === 'reset' || change.type === 'saved-questions-changed') void refresh();
    else if (change.type === 'model-changed' || change.type === 'documents-changed') refreshSoon();
    else if (change.type === 'library-check-changed') {
      if (change.check) put(change.check);
      if (change.check?.state !== 'running') void refresh();
    }
  });
  return {
    get: store.get,
    subscribe: store.subscribe,
    refresh,
    async start() {
      const { collectionId } = navigation.get();
      if (collectionId !== null) put(await client.engine.libraryChecks.start({ collectionId }));
    },
    pause: async (checkId) => put(await client.engine.libraryChecks.pause({ checkId })),
    resume: async (checkId) => put(await client.engine.libraryChecks.resume({ checkId })),
    async remove(checkId) {
      await client.engine.libraryChecks.remove({ checkId });
      await refresh();
    },
  };
}
