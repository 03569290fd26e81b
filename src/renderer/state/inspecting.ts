import { createStore, type Readable } from './store.ts';

/** The document of which the whole window shows what was read. */
export interface Inspected {
  readonly documentId: number;
  readonly documentName: string;
  /** Where to begin; null at the beginning. */
  readonly page: number | null;
}

export interface Inspecting extends Readable<Inspected | null> {
  open(document: Inspected): void;
  readonly close: () => void;
}

/** “What did you read?”, while it is asked. */
export function createInspecting(): Inspecting {
  const store = createStore<Inspected | null>(null);
  return { get: store.get, subscribe: store.subscribe, open: (document) => store.set(document), close: () => store.set(null) };
}
