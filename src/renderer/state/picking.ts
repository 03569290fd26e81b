import type { Client } from '../client/client.ts';
import type { Grant } from '../../shared/contract/host.ts';
import { createStore, type Readable } from './store.ts';

/** `languages`: a folder with files for the recognition of text. */
export type PickWhat = 'folder' | 'files' | 'model' | 'languages';

/** The in-app picker, while it is open. */
export interface PickRequest {
  readonly what: PickWhat;
  readonly finish: (grants: readonly Grant[]) => void;
}

export interface Picking extends Readable<PickRequest | null> {
  /** Lets the person choose, natively where the host can, else in the window. An empty list means they did not. */
  pick(what: PickWhat): Promise<readonly Grant[]>;
}

/** Choosing folders and files of this machine. The page only ever gets grants. */
export function createPicking(client: Client): Picking {
  const store = createStore<PickRequest | null>(null);
  return {
    get: store.get,
    subscribe: store.subscribe,
    async pick(what) {
      const state = client.connection.get();
      if (state.phase === 'connected' && state.host.capabilities.includes('native-picker'))
        return client.host.pick({ what: what === 'languages' ? 'folder' : what });
      return new Promise((resolve) => {
        store.get()?.finish([]);
        store.set({
          what,
          finish(grants) {
            store.set(null);
            resolve(grants);
          },
        });
      });
    },
  };
}
