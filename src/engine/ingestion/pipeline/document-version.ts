import { stat } from 'node:fs/promises';
import { getDocument, getDocumentFile, type DocumentFile } from '../../store/documents.ts';
import type { ReadableDb } from '../../store/open.ts';

export interface FileVersion {
  sizeBytes: number;
  modifiedAtMs: number;
}

/** The file as it lies on disk now; null when it cannot be looked at. */
export async function versionOf(path: string): Promise<FileVersion | null> {
  const found = await stat(path).catch(() => null);
  return found && { sizeBytes: found.size, modifiedAtMs: found.mtimeMs };
}

export function isSameVersion(one: FileVersion | null, other: FileVersion | null): boolean {
  return one?.sizeBytes === other?.sizeBytes && one?.modifiedAtMs === other?.modifiedAtMs;
}

/** Name of a document's file, or of the member it is. */
export function nameOf(file: DocumentFile): string {
  return file.relativePath.slice(file.relativePath.lastIndexOf('/') + 1);
}

/**
 * Whether a member can be read now. ready: its containers are as they were read · later: one of them is being read, and
 * what is inside follows · changed: the outermost file is not the one that was read · lost: a container cannot be read.
 */
export type MemberStanding = 'ready' | 'later' | 'changed' | 'lost';

/** `onDisk` is the outermost file as it is now. */
export function standingOf(db: ReadableDb, file: DocumentFile, onDisk: FileVersion | null): MemberStanding {
  if (file.parentId === null) return 'ready';
  for (let id: number | null = file.parentId; id !== null;) {
    const { state, parentId } = getDocument(db, id);
    if (state === 'queued' || state === 'reading') return 'later';
    if (state === 'failed') return 'lost';
    id = parentId;
  }
  const { sizeBytes, modifiedAtMs } = getDocumentFile(db, file.outermostId);
  // A file that is gone says so when it is opened.
  return onDisk === null || isSameVersion(onDisk, { sizeBytes, modifiedAtMs }) ? 'ready' : 'changed';
}
