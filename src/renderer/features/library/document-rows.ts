import type { Document, DocumentOutcome } from '../../../shared/domain/document.ts';
import type { PagedList } from '../../state/paged-list.ts';
import { createStore, type Readable } from '../../state/store.ts';

/** A line of the list: a document, undefined while it is on its way, or the head of a group. */
export type ListRow =
  | { readonly kind: 'document'; readonly document: Document | undefined }
  | { readonly kind: 'group'; readonly outcome: DocumentOutcome; readonly documents: number };

export interface RowsState {
  /** Lines, heads included; null until the first are there. */
  readonly total: number | null;
  readonly error: unknown;
  /** Grows with everything that arrives. */
  readonly version: number;
}

export interface DocumentRows extends Readable<RowsState> {
  at(index: number): ListRow;
  want(first: number, last: number): void;
  refresh(): void;
}

export interface DocumentGroup {
  /** null for a list without heads. */
  readonly outcome: DocumentOutcome | null;
  readonly list: PagedList<Document>;
}

/** Lists of documents one below the other, each under its head. A group without documents has neither. */
export function createDocumentRows(groups: readonly DocumentGroup[]): DocumentRows {
  const headRows = ({ outcome, list }: DocumentGroup) => (outcome !== null && (list.get().total ?? 0) > 0 ? 1 : 0);
  const look = (version: number): RowsState => {
    const known = groups.every(({ list }) => list.get().total !== null);
    return {
      total: known ? groups.reduce((sum, group) => sum + headRows(group) + (group.list.get().total ?? 0), 0) : null,
      error: groups.map(({ list }) => list.get().error).find((error) => error !== null) ?? null,
      version,
    };
  };
  const store = createStore(look(0));
  const update = () => store.update(({ version }) => look(version + 1));
  let listeners = 0;
  let stops: (() => void)[] = [];

  return {
    get: store.get,
    subscribe(listener) {
      const stop = store.subscribe(listener);
      listeners += 1;
      if (listeners === 1) {
        stops = groups.map(({ list }) => list.subscribe(update));
        update();
      }
      return () => {
        stop();
        listeners -= 1;
        if (listeners === 0) for (const stopList of stops) stopList();
      };
    },
    at(index) {
      let from = 0;
      for (const group of groups) {
        const { outcome, list } = group;
        const total = list.get().total ?? 0;
        const head = headRows(group);
        if (outcome !== null && head === 1 && index === from) return { kind: 'group', outcome, documents: total };
        if (index < from + head + total) return { kind: 'document', document: list.at(index - from - head) };
        from += head + total;
      }
      return { kind: 'document', document: undefined };
    },
    want(first, last) {
      let from = 0;
      for (const group of groups) {
        const { total } = group.list.get();
        const begins = from + headRows(group);
        const ends = begins + (total ?? 0);
        // Of a list that is not known yet its first page says how long it is.
        if (total === null) group.list.want(0, 0);
        else if (last >= begins && first < ends) group.list.want(Math.max(0, first - begins), Math.min(ends - 1, last) - begins);
        from = ends;
      }
    },
    refresh() {
      for (const { list } of groups) list.refresh();
    },
  };
}
