import type { Client } from '../client/client.ts';
import type { Changes } from '../client/events.ts';
import type { Collection } from '../../shared/domain/source.ts';
import type { Navigation } from './navigation.ts';
import { createStore, type Loadable, loading, type Readable } from './store.ts';

export interface Collections extends Readable<Loadable<readonly Collection[]>> {
  refresh(): Promise<void>;
  create(name: string): Promise<Collection>;
  rename(collectionId: number, name: string): Promise<void>;
  remove(collectionId: number): Promise<void>;
}

/** While files are being read, counts are fetched anew this often at most. */
const countsMs = 500;

/** All collections. Makes sure that the one shown exists. */
export function createCollections(client: Client, changes: Changes, navigation: Navigation): Collections {
  const store = createStore<Loadable<readonly Collection[]>>(loading);
  const refresh = async () => {
    try {
      const value = await client.engine.collections.list();
      store.set({ status: 'ready', value });
      const shown = navigation.get().collectionId;
      const first = value[0];
      if (first && !value.some((collection) => collection.id === shown)) navigation.openCollection(first.id);
    } catch (error) {
      if (store.get().status !== 'ready') store.set({ status: 'failed', error });
    }
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  changes.on((change) => {
    if (change.type === 'reset' || change.type === 'collections-changed') void refresh();
    // Every collection carries its count of documents.
    else if (change.type === 'documents-changed') {
      timer ??= setTimeout(() => {
        timer = undefined;
        void refresh();
      }, countsMs);
    }
  });
  return {
    get: store.get,
    subscribe: store.subscribe,
    refresh,
    async create(name) {
      const made = await client.engine.collections.create({ name });
      await refresh();
      navigation.openCollection(made.id);
      return made;
    },
    async rename(collectionId, name) {
      await client.engine.collections.rename({ collectionId, name });
      await refresh();
    },
    async remove(collectionId) {
      await client.engine.collections.remove({ collectionId });
      await refresh();
    },
  };
}
