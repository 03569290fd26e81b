import { useEffect } from 'react';
import { createStore, type Readable } from './store.ts';
import { useSession } from './session-context.ts';

export interface Action {
  readonly id: string;
  readonly title: string;
  readonly group: 'Ask' | 'Read' | 'Library' | 'Go to' | 'Models' | 'Appearance';
  /** As shown on the sheet, for example `N`, `Ctrl K`, `1 – 9`. Keys themselves are bound in `app/keyboard.ts`. */
  readonly shortcut?: string;
  /** Other words a person may type for it in the palette. */
  readonly alsoKnownAs?: string;
  /** Why it cannot be done now; shown in the palette instead of being left out. */
  readonly unavailable?: string | null;
  run(): void;
}

export interface Actions extends Readable<readonly Action[]> {
  offer(owner: symbol, actions: readonly Action[]): () => void;
  /** Runs an action by id. False when nobody offers it or it is unavailable. */
  run(id: string): boolean;
}

/** What can be done right now, offered by whoever can do it; the palette, the keys and the menus only look it up. */
export function createActions(): Actions {
  const owners = new Map<symbol, readonly Action[]>();
  const store = createStore<readonly Action[]>([]);
  const publish = () => store.set([...owners.values()].flat());
  return {
    get: store.get,
    subscribe: store.subscribe,
    offer(owner, actions) {
      owners.set(owner, actions);
      publish();
      return () => {
        if (owners.get(owner) !== actions) return;
        owners.delete(owner);
        publish();
      };
    },
    run(id) {
      const action = store.get().find((candidate) => candidate.id === id);
      if (!action || action.unavailable) return false;
      action.run();
      return true;
    },
  };
}

/** Offers `actions` while the calling component is there. Memoise the list. */
export function useActions(actions: readonly Action[]): void {
  const registry = useSession().actions;
  useEffect(() => registry.offer(Symbol('owner'), actions), [registry, actions]);
}
