import { useCallback, useState } from 'react';
import type { DocumentSort } from '../../../shared/contract/engine.ts';
import type { DocumentOutcome, DocumentState } from '../../../shared/domain/document.ts';

/** How the list of documents is looked at; kept for this tab, so that one comes back to the same place. */
export interface LibraryView {
  readonly filter: string;
  readonly state: DocumentState | null;
  /** What reading came to; with `state` null, whatever the state. */
  readonly outcome: DocumentOutcome | null;
  readonly sourceId: number | null;
  readonly sort: DocumentSort;
  readonly descending: boolean;
}

const standard: LibraryView = { filter: '', state: null, outcome: null, sourceId: null, sort: 'name', descending: false };
const keyOf = (collectionId: number | null) => `footnote.library.${collectionId ?? 0}`;

function remembered(collectionId: number | null): LibraryView {
  try {
    return { ...standard, ...(JSON.parse(sessionStorage.getItem(keyOf(collectionId)) ?? '{}') as Partial<LibraryView>) };
  } catch {
    return standard;
  }
}

/** The view of one collection's documents and its change. */
export function useLibraryView(collectionId: number | null): [LibraryView, (part: Partial<LibraryView>) => void] {
  const [held, setHeld] = useState(() => ({ collectionId, view: remembered(collectionId) }));
  const view = held.collectionId === collectionId ? held.view : remembered(collectionId);
  const change = useCallback(
    (part: Partial<LibraryView>) => {
      const next = { ...remembered(collectionId), ...part };
      sessionStorage.setItem(keyOf(collectionId), JSON.stringify(next));
      setHeld({ collectionId, view: next });
    },
    [collectionId],
  );
  return [view, change];
}
