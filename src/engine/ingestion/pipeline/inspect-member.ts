import type { ReadPart } from '../../../shared/contract/reader.ts';
import { type DocumentFile, getDocument, getDocumentFile } from '../../store/documents.ts';
import { memberIdentity } from '../../store/members.ts';
import type { ReadableDb } from '../../store/open.ts';
import type { ReaderPool } from '../readers/reader-pool.ts';
import type { InspectedFile } from './inspect-file.ts';

/** What the library knows of a member from another document of it; null when nothing. */
export function knownMember(db: ReadableDb, file: DocumentFile): InspectedFile | null {
  const container = containerOf(db, file);
  const known = container && memberIdentity(db, container.contentId, container.memberPath);
  return known && { ...known, sizeBytes: getDocument(db, file.documentId).sizeBytes };
}

/** The content that lists a member, and the path it lists it by. */
export function containerOf(db: ReadableDb, file: DocumentFile): { contentId: number; memberPath: string } | null {
  const memberPath = file.members.at(-1);
  if (file.parentId === null || memberPath === undefined) return null;
  const { contentId } = getDocumentFile(db, file.parentId);
  return contentId === null ? null : { contentId, memberPath };
}

/** Hashes a member in a reader process, where it is unpacked. Fails with the reader's `read-*` codes. */
export async function inspectMember(
  readers: Pick<ReaderPool, 'read'>,
  { path, members }: DocumentFile,
  { password, signal }: { password: string | null; signal: AbortSignal },
): Promise<InspectedFile | null> {
  let begin: Extract<ReadPart, { type: 'begin' }> | null = null;
  let end: Extract<ReadPart, { type: 'end' }> | null = null;
  for await (const part of readers.read({ path, members, formatHint: null, password, purpose: 'identity' }, { signal })) {
    if (part.type === 'begin') begin = part;
    else if (part.type === 'end') end = part;
  }
  return begin && end && { sha256: end.sha256, sizeBytes: end.sizeBytes, format: begin.format };
}
