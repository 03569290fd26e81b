import { setImmediate as nextTurn } from 'node:timers/promises';
import { removeDocuments } from '../store/documents.ts';
import { listDescendants } from '../store/members.ts';
import type { Library } from '../store/open.ts';

const SLICE = 100;

/** Takes out what is inside these documents, a slice at a time, the innermost first; they themselves stay. Rejects with the signal's reason. */
export async function removeMembersOf(library: Library, ids: readonly number[], signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const inside = listDescendants(library.read, ids, SLICE);
    if (inside.length === 0) return;
    library.transaction((db) => removeDocuments(db, inside));
    await nextTurn();
  }
}
