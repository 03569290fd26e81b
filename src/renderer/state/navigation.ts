import { createStore, type Readable } from './store.ts';

const views = ['thread', 'library', 'models', 'check'] as const;
export type View = (typeof views)[number];

/** Where the reader is. `threadId` null is a new question. */
export interface Whereabouts {
  readonly view: View;
  readonly collectionId: number | null;
  readonly threadId: number | null;
}

export interface Navigation extends Readable<Whereabouts> {
  show(view: View): void;
  openThread(threadId: number): void;
  newQuestion(): void;
  openCollection(collectionId: number): void;
}

const key = 'footnote.whereabouts';

function remembered(): Whereabouts {
  const fallback: Whereabouts = { view: 'thread', collectionId: null, threadId: null };
  try {
    const text = sessionStorage.getItem(key) ?? localStorage.getItem(key);
    if (!text) return fallback;
    const kept = JSON.parse(text) as Partial<Record<keyof Whereabouts, unknown>>;
    return {
      view: views.find((view) => view === kept.view) ?? 'thread',
      collectionId: typeof kept.collectionId === 'number' ? kept.collectionId : null,
      threadId: typeof kept.threadId === 'number' ? kept.threadId : null,
    };
  } catch {
    return fallback;
  }
}

/** Remembers where the reader was, per tab first, so that a reload comes back to the same page. */
export function createNavigation(): Navigation {
  const store = createStore<Whereabouts>(remembered());
  store.subscribe(() => {
    const text = JSON.stringify(store.get());
    sessionStorage.setItem(key, text);
    localStorage.setItem(key, text);
  });
  return {
    get: store.get,
    subscribe: store.subscribe,
    show: (view) => store.update((at) => ({ ...at, view })),
    openThread: (threadId) => store.update((at) => ({ ...at, view: 'thread', threadId })),
    newQuestion: () => store.update((at) => ({ ...at, view: 'thread', threadId: null })),
    openCollection: (collectionId) =>
      store.update((at) => (at.collectionId === collectionId ? at : { view: at.view, collectionId, threadId: null })),
  };
}
