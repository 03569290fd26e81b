import type { PointedPlace } from '../../shared/domain/library-check.ts';
import { createStore, type Readable } from './store.ts';

/** A place that a person points at, before it is known which question it answers. */
export interface Pointed {
  readonly collectionId: number;
  readonly place: PointedPlace;
  readonly documentName: string;
  /** Where in the document, in words; null for all of it. */
  readonly where: string | null;
  /** A question it may be. */
  readonly question: string;
}

export interface Pointing extends Readable<Pointed | null> {
  open(pointed: Pointed): void;
  readonly close: () => void;
}

/** “This was the page”, while it is asked to which question. */
export function createPointing(): Pointing {
  const store = createStore<Pointed | null>(null);
  return { get: store.get, subscribe: store.subscribe, open: (pointed) => store.set(pointed), close: () => store.set(null) };
}
