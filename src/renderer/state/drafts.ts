const prefix = 'footnote.draft.';

export interface Drafts {
  /** What was being written under `key`; empty when nothing was. */
  read(key: string): string;
  write(key: string, text: string): void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** The key of a thread's draft; a new question has one per collection. */
export function draftKey(collectionId: number | null, threadId: number | null): string {
  return threadId === null ? `new-${collectionId ?? 0}` : `thread-${threadId}`;
}

/** Unsent text, kept across threads, reloads and restarts. */
export function createDrafts(storage: Storage = localStorage): Drafts {
  const listeners = new Set<() => void>();
  return {
    read: (key) => storage.getItem(prefix + key) ?? '',
    write(key, text) {
      if (text === '') storage.removeItem(prefix + key);
      else storage.setItem(prefix + key, text);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
