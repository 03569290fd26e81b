import type { Client } from '../client/client.ts';
import type { Changes } from '../client/events.ts';
import type { Thread } from '../../shared/domain/answer.ts';
import type { Navigation } from './navigation.ts';
import { createStore, type Loadable, loading, type Readable } from './store.ts';

export interface Threads extends Readable<Loadable<readonly Thread[]>> {
  refresh(): Promise<void>;
  rename(threadId: number, title: string): Promise<void>;
  remove(threadId: number): Promise<void>;
}

/** The threads of the collection that is shown, newest first. */
export function createThreads(client: Client, changes: Changes, navigation: Navigation): Threads {
  const store = createStore<Loadable<readonly Thread[]>>(loading);
  let shown: number | null = null;
  const refresh = async () => {
    const { collectionId } = navigation.get();
    shown = collectionId;
    if (collectionId === null) return;
    try {
      const value = await client.engine.threads.list({ collectionId });
      if (shown !== collectionId) return;
      store.set({ status: 'ready', value: value.toSorted((a, b) => b.updatedAtMs - a.updatedAtMs) });
    } catch (error) {
      if (shown === collectionId && store.get().status !== 'ready') store.set({ status: 'failed', error });
    }
  };
  navigation.subscribe(() => {
    if (navigation.get().collectionId === shown) return;
    store.set(loading);
    void refresh();
  });
  changes.on((change) => {
    if (change.type === 'reset' || change.type === 'threads-changed') void refresh();
  });
  return {
    get: store.get,
    subscribe: store.subscribe,
    refresh,
    async rename(threadId, title) {
      await client.engine.threads.rename({ threadId, title });
      await refresh();
    },
    async remove(threadId) {
      await client.engine.threads.remove({ threadId });
      await refresh();
    },
  };
}
