import { setImmediate as nextTurn } from 'node:timers/promises';
import { attachContent, getDocument, getDocumentFile, listSourceFiles, removeDocuments, type SourceFile } from '../store/documents.ts';
import type { Library, WritableDb } from '../store/open.ts';

const SLICE = 100;

function restore(db: WritableDb, file: SourceFile): void {
  if (file.contentId === null) return;
  const { sizeBytes, modifiedAtMs } = getDocumentFile(db, file.documentId);
  const { warnings, indexedAtMs } = getDocument(db, file.documentId);
  attachContent(db, file.documentId, file.contentId, { sizeBytes, modifiedAtMs, nowMs: indexedAtMs ?? 0, warnings });
}

async function inSlices(
  library: Library,
  files: readonly SourceFile[],
  work: (db: WritableDb, slice: readonly SourceFile[]) => void,
): Promise<void> {
  for (let at = 0; at < files.length; at += SLICE) {
    library.transaction((db) => work(db, files.slice(at, at + SLICE)));
    await nextTurn();
  }
}

/**
 * Takes a source's waiting documents back after its jobs were dropped: those never indexed go, the others stand as
 * they were indexed, so that the next scan finds them changed again.
 */
export async function dropQueued(library: Library, sourceId: number): Promise<void> {
  const waiting = listSourceFiles(library.read, sourceId).filter((file) => file.state === 'queued' || file.state === 'reading');
  await inSlices(library, waiting, (db, slice) => {
    removeDocuments(
      db,
      slice.filter((file) => file.contentId === null).map((file) => file.documentId),
    );
    for (const file of slice) restore(db, file);
  });
}

/** Takes all documents of a source out, a slice at a time; the source itself stays. */
export async function removeAllDocuments(library: Library, sourceId: number): Promise<void> {
  await inSlices(library, listSourceFiles(library.read, sourceId), (db, slice) =>
    removeDocuments(
      db,
      slice.map((file) => file.documentId),
    ),
  );
}
