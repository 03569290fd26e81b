import { open } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';
import { type DocumentFile, getDocument, getDocumentFile } from '../store/documents.ts';
import type { Library } from '../store/open.ts';
import type { MemberBytes } from './member-bytes.ts';

/** Most bytes of an original that one call hands out. */
export const MOST_BYTES_PER_CALL = 4 * 1024 * 1024;

interface Range {
  start: number;
  end: number;
}

/**
 * Bytes [start, end) of a document's original, as long as it is still the version that was indexed:
 * a citation must not be shown on a page that has changed under it. A member is unpacked where it lies.
 */
export async function readDocumentBytes(
  { library, memberBytes }: { library: Library; memberBytes: MemberBytes },
  input: { documentId: number } & Range,
): Promise<{ totalBytes: number; bytes: Blob }> {
  const file = getDocumentFile(library.read, input.documentId);
  const name = file.relativePath.slice(file.relativePath.lastIndexOf('/') + 1);
  const outermost = file.parentId === null ? file : getDocumentFile(library.read, file.outermostId);
  const handle = await open(file.path, 'r').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EACCES' || cause.code === 'EPERM')
      throw new AppError('read-denied', `Footnote may not open “${name}”.`, { details: { subject: name }, cause });
    throw new AppError('read-vanished', `“${name}” is no longer where it was.`, { details: { subject: name }, cause });
  });
  try {
    const found = await handle.stat();
    if (found.size !== outermost.sizeBytes || Math.abs(found.mtimeMs - outermost.modifiedAtMs) > 1) throw changed(name);
    if (file.parentId !== null) return await bytesOfMember(library, memberBytes, file, found.mtimeMs, name, input);
    const { start, length } = within(input, found.size);
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, start);
    return { totalBytes: found.size, bytes: new Blob([bytes.subarray(0, bytesRead)]) };
  } finally {
    await handle.close();
  }
}

async function bytesOfMember(
  library: Library,
  memberBytes: MemberBytes,
  file: DocumentFile,
  modifiedAtMs: number,
  name: string,
  range: Range,
): Promise<{ totalBytes: number; bytes: Blob }> {
  const { bytes, sha256 } = await memberBytes.of({ path: file.path, members: file.members, modifiedAtMs, name });
  // A part of a file, as one that ended its reader leaves it, has no hash of the whole.
  const isSettled = getDocument(library.read, file.documentId).state === 'searchable' && bytes.length === file.sizeBytes;
  if (sha256 !== file.contentHash && !isSettled) throw changed(name);
  const { start, length } = within(range, bytes.length);
  return { totalBytes: bytes.length, bytes: new Blob([Uint8Array.from(bytes.subarray(start, start + length))]) };
}

function within({ start, end }: Range, sizeBytes: number): { start: number; length: number } {
  const from = Math.min(start, sizeBytes);
  return { start: from, length: Math.max(0, Math.min(end, sizeBytes, from + MOST_BYTES_PER_CALL) - from) };
}

function changed(name: string): AppError {
  return new AppError('document-changed', `“${name}” has changed since it was indexed.`, { details: { subject: name } });
}
