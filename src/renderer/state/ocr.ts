import type { OcrStatus } from '../../shared/domain/ocr.ts';
import type { Client } from '../client/client.ts';
import type { Changes } from '../client/events.ts';
import { createStore, type Readable } from './store.ts';

export interface Ocr extends Readable<OcrStatus | null> {
  refresh(): Promise<void>;
  setPaused(isPaused: boolean): Promise<void>;
  setLanguages(languages: readonly string[]): Promise<void>;
  /** Takes the language files of a folder that a person chose. */
  addLanguages(grantId: string): Promise<void>;
}

/** How the recognition of text stands, as the engine last reported it; null until it has. */
export function createOcr(client: Client, changes: Changes): Ocr {
  const store = createStore<OcrStatus | null>(null);
  const refresh = async () => {
    try {
      store.set(await client.engine.ocr.status());
    } catch {
      // Without it the window says nothing of recognition; documents still say what they lack.
    }
  };
  changes.on((change) => {
    if (change.type === 'reset') void refresh();
    if (change.type === 'ocr-changed') store.set(change.status);
  });
  return {
    get: store.get,
    subscribe: store.subscribe,
    refresh,
    setPaused: async (paused) => store.set(await client.engine.ocr.setPaused({ paused })),
    setLanguages: async (languages) => store.set(await client.engine.ocr.setLanguages({ languages: [...languages] })),
    addLanguages: async (grantId) => store.set(await client.engine.ocr.addLanguages({ grantId })),
  };
}
