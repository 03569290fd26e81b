import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  attachContent,
  getDocument,
  getDocumentFile,
  lastDocumentIds,
  removeDocuments,
  removeDocumentsForGood,
  type SourceFile,
} from '../store/documents.ts';
import type { Library, WritableDb } from '../store/open.ts';
import { sourceFiles, sourceMembers } from './source-files.ts';

const SLICE = 100;

function restore(db: WritableDb, file: SourceFile): void {
  if (file.contentId === null) return;
  const { sizeBytes, modifiedAtMs } = getDocumentFile(db, file.documentId);
  const { indexedAtMs } = getDocument(db, file.documentId);
  attachContent(db, file.documentId, file.contentId, { sizeBytes, modifiedAtMs, nowMs: indexedAtMs ?? 0 });
}

function idsOf(files: readonly SourceFile[]): number[] {
  return files.map((file) => file.documentId);
}

async function inSlices(library: Library, sourceId: number, work: (db: WritableDb, slice: readonly SourceFile[]) => void): Promise<void> {
  for await (const slice of sourceFiles(library, sourceId, SLICE)) library.transaction((db) => work(db, slice));
  for await (const slice of sourceMembers(library, sourceId, SLICE)) library.transaction((db) => work(db, slice));
}

/**
 * Takes a source's waiting documents back after its jobs were dropped: those never indexed go, the others stand as
 * they were indexed, so that the next scan finds them changed again.
 */
export async function dropQueued(library: Library, sourceId: number): Promise<void> {
  await inSlices(library, sourceId, (db, slice) => {
    const waiting = slice.filter((file) => file.state === 'queued' || file.state === 'reading');
    removeDocuments(db, idsOf(waiting.filter((file) => file.contentId === null)));
    for (const file of waiting) restore(db, file);
  });
}

/** Takes all documents of a source out for good, a slice at a time; the source itself stays. Rejects with the signal's reason. */
export async function removeAllDocuments(library: Library, sourceId: number, signal: AbortSignal): Promise<void> {
  for (let beforeId = Number.MAX_SAFE_INTEGER; ;) {
    signal.throwIfAborted();
    const ids = lastDocumentIds(library.read, sourceId, { beforeId, limit: SLICE });
    const last = ids.at(-1);
    if (last === undefined) return;
    library.transaction((db) => removeDocumentsForGood(db, ids));
    beforeId = last;
    await nextTurn();
  }
}
