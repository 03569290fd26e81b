import { createStore, type Readable } from './store.ts';

export interface PagedState<T> {
  /** null until the first page is there. */
  readonly total: number | null;
  readonly pages: ReadonlyMap<number, readonly T[]>;
  readonly error: unknown;
}

export interface PagedList<T> extends Readable<PagedState<T>> {
  /** Makes sure that the items from `start` to `end` are there or on their way. */
  want(start: number, end: number): void;
  /** Fetches anew what was last wanted; what is shown stays until the new is there. */
  refresh(): void;
  at(index: number): T | undefined;
}

/** A long list of which only the pages in view are fetched. */
export function createPagedList<T>(
  pageSize: number,
  fetchPage: (offset: number, limit: number) => Promise<{ items: readonly T[]; total: number }>,
): PagedList<T> {
  const store = createStore<PagedState<T>>({ total: null, pages: new Map(), error: null });
  const underway = new Set<number>();
  let stale = new Set<number>();
  let first = 0;
  let last = 0;

  const load = async (page: number) => {
    if (underway.has(page)) return;
    underway.add(page);
    stale.delete(page);
    try {
      const { items, total } = await fetchPage(page * pageSize, pageSize);
      store.update((state) => {
        const pages = new Map(state.pages).set(page, items);
        for (const other of pages.keys()) if (other * pageSize >= total && other > 0) pages.delete(other);
        return { total, pages, error: null };
      });
    } catch (error) {
      store.update((state) => ({ ...state, error }));
    } finally {
      underway.delete(page);
      if (stale.has(page) && page >= first && page <= last) void load(page);
    }
  };

  return {
    get: store.get,
    subscribe: store.subscribe,
    want(start, end) {
      first = Math.max(0, Math.floor(start / pageSize));
      last = Math.max(first, Math.floor(end / pageSize));
      const { pages } = store.get();
      for (let page = first; page <= last; page += 1) if (!pages.has(page) || stale.has(page)) void load(page);
    },
    refresh() {
      stale = new Set(store.get().pages.keys());
      for (let page = first; page <= last; page += 1) {
        stale.add(page);
        if (!underway.has(page)) void load(page);
      }
    },
    at: (index) => store.get().pages.get(Math.floor(index / pageSize))?.[index % pageSize],
  };
}
