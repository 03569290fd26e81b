import type { Client } from '../client/client.ts';
import type { Changes } from '../client/events.ts';
import type { ModelRole, ModelStatus } from '../../shared/domain/model.ts';
import { createStore, type Loadable, loading, type Readable } from './store.ts';

export interface Models extends Readable<Loadable<readonly ModelStatus[]>> {
  refresh(): Promise<void>;
  /** Chooses the file a grant stands for; null takes the choice away. */
  choose(role: ModelRole, grantId: string | null): Promise<void>;
  load(role: ModelRole): Promise<void>;
  unload(role: ModelRole): Promise<void>;
}

/** The three model roles as the engine last reported them. */
export function createModels(client: Client, changes: Changes): Models {
  const store = createStore<Loadable<readonly ModelStatus[]>>(loading);
  const put = (status: ModelStatus) =>
    store.update((now) =>
      now.status === 'ready' ? { status: 'ready', value: now.value.map((other) => (other.role === status.role ? status : other)) } : now,
    );
  const refresh = async () => {
    try {
      store.set({ status: 'ready', value: await client.engine.models.list() });
    } catch (error) {
      if (store.get().status !== 'ready') store.set({ status: 'failed', error });
    }
  };
  changes.on((change) => {
    if (change.type === 'reset') void refresh();
    if (change.type === 'model-changed') put(change.status);
  });
  return {
    get: store.get,
    subscribe: store.subscribe,
    refresh,
    choose: async (role, grantId) => put(await client.engine.models.set({ role, grantId })),
    load: async (role) => put(await client.engine.models.load({ role })),
    unload: async (role) => put(await client.engine.models.unload({ role })),
  };
}

/** The status of one role, once known. */
export function statusOf(models: Loadable<readonly ModelStatus[]>, role: ModelRole): ModelStatus | null {
  return models.status === 'ready' ? (models.value.find((status) => status.role === role) ?? null) : null;
}
