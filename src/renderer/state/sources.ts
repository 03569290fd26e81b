import type { Client } from '../client/client.ts';
import type { Changes } from '../client/events.ts';
import type { Source, SourceRules } from '../../shared/domain/source.ts';
import { createStore, type Readable } from './store.ts';

export interface SourceState {
  readonly loaded: boolean;
  readonly error: unknown;
  readonly sources: readonly Source[];
}

export interface Sources extends Readable<SourceState> {
  refresh(): Promise<void>;
  put(source: Source): void;
  pause(sourceId: number): Promise<void>;
  resume(sourceId: number): Promise<void>;
  cancel(sourceId: number): Promise<void>;
  rescan(sourceId: number): Promise<void>;
  /** What of it is left out; the source is scanned again. */
  setRules(sourceId: number, rules: SourceRules): Promise<void>;
  remove(sourceId: number): Promise<void>;
}

/** The sources of all collections, in the order they were added, kept up to date by the engine's changes. */
export function createSources(client: Client, changes: Changes): Sources {
  const store = createStore<SourceState>({ loaded: false, error: null, sources: [] });
  const put = (source: Source) =>
    store.update((state) => ({
      ...state,
      sources: [...state.sources.filter((other) => other.id !== source.id), source].toSorted((a, b) => a.id - b.id),
    }));
  const drop = (sourceId: number) =>
    store.update((state) => ({ ...state, sources: state.sources.filter((source) => source.id !== sourceId) }));
  const refresh = async () => {
    try {
      const collections = await client.engine.collections.list();
      const lists = await Promise.all(collections.map(({ id }) => client.engine.sources.list({ collectionId: id })));
      store.set({ loaded: true, error: null, sources: lists.flat().toSorted((a, b) => a.id - b.id) });
    } catch (error) {
      store.update((state) => (state.loaded ? state : { ...state, error }));
    }
  };
  changes.on((change) => {
    if (change.type === 'reset' || change.type === 'collections-changed') void refresh();
    if (change.type === 'source-changed') put(change.source);
    if (change.type === 'source-removed') drop(change.sourceId);
  });
  return {
    get: store.get,
    subscribe: store.subscribe,
    refresh,
    put,
    pause: async (sourceId) => put(await client.engine.sources.pause({ sourceId })),
    resume: async (sourceId) => put(await client.engine.sources.resume({ sourceId })),
    cancel: async (sourceId) => put(await client.engine.sources.cancel({ sourceId })),
    rescan: async (sourceId) => put(await client.engine.sources.rescan({ sourceId })),
    setRules: async (sourceId, rules) => put(await client.engine.sources.setRules({ sourceId, rules })),
    async remove(sourceId) {
      await client.engine.sources.remove({ sourceId });
      drop(sourceId);
    },
  };
}
