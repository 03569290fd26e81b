import { type FileHandle, open, stat } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';
import { type DocumentFile, getDocument, getDocumentFile } from '../store/documents.ts';
import type { Library } from '../store/open.ts';
import { declaresProtection, type ReadAt } from './declares-protection.ts';
import type { BytesPlace, MemberBytes } from './member-bytes.ts';

/** Most bytes of an original that one call hands out. */
export const MOST_BYTES_PER_CALL = 4 * 1024 * 1024;

interface Parts {
  library: Library;
  memberBytes: MemberBytes;
}

interface Range {
  start: number;
  end: number;
}

/**
 * Bytes [start, end) of a document's original, as long as it is still the version that was indexed:
 * a citation must not be shown on a page that has changed under it. A member is unpacked where it lies. A PDF that needs
 * a password comes without its protection, or fails with `read-encrypted` when none is known that opens it.
 */
export async function readDocumentBytes(
  { library, memberBytes }: Parts,
  input: { documentId: number } & Range,
): Promise<{ totalBytes: number; bytes: Blob }> {
  const file = getDocumentFile(library.read, input.documentId);
  const name = file.relativePath.slice(file.relativePath.lastIndexOf('/') + 1);
  const outermost = file.parentId === null ? file : getDocumentFile(library.read, file.outermostId);
  const handle = await openFile(file.path, name);
  try {
    const found = await handle.stat();
    if (found.size !== outermost.sizeBytes || Math.abs(found.mtimeMs - outermost.modifiedAtMs) > 1) throw changed(name);
    const place = { path: file.path, members: file.members, modifiedAtMs: found.mtimeMs, name };
    const original = file.parentId === null ? onDisk(handle, found.size) : await ofMember({ library, memberBytes }, file, outermost, place);
    const shown = (await unlocked(memberBytes, file, place, original)) ?? original;
    const { start, length } = within(input, shown.sizeBytes);
    return { totalBytes: shown.sizeBytes, bytes: new Blob([Uint8Array.from(await shown.readAt(start, length))]) };
  } finally {
    await handle.close();
  }
}

/** Asked before opening: opening a named pipe would wait for its writer, and other files with it. */
async function openFile(path: string, name: string): Promise<FileHandle> {
  try {
    if ((await stat(path)).isFile()) return await open(path, 'r');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM')
      throw new AppError('read-denied', `Footnote may not open “${name}”.`, { details: { subject: name }, cause });
    throw new AppError('read-vanished', `“${name}” is no longer where it was.`, { details: { subject: name }, cause });
  }
  throw changed(name);
}

interface Bytes {
  sizeBytes: number;
  readAt: ReadAt;
}

function onDisk(handle: FileHandle, sizeBytes: number): Bytes {
  return {
    sizeBytes,
    async readAt(start, length) {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await handle.read(bytes, 0, length, start);
      return bytes.subarray(0, bytesRead);
    },
  };
}

function inMemory(bytes: Buffer): Bytes {
  return { sizeBytes: bytes.length, readAt: (start, length) => Promise.resolve(bytes.subarray(start, start + length)) };
}

async function ofMember({ library, memberBytes }: Parts, file: DocumentFile, outermost: DocumentFile, place: BytesPlace): Promise<Bytes> {
  const { bytes, sha256 } = await memberBytes.of(place);
  // A part of a file, as one that ended its reader leaves it, has no hash of the whole. Until it is settled a member
  // has the time of an older archive.
  const isSettled = getDocument(library.read, file.documentId).state === 'searchable' && file.modifiedAtMs === outermost.modifiedAtMs;
  if (sha256 !== file.contentHash && !(isSettled && bytes.length === file.sizeBytes)) throw changed(place.name);
  return inMemory(bytes);
}

/** Null where the bytes can be shown as they are. */
async function unlocked(memberBytes: MemberBytes, file: DocumentFile, place: BytesPlace, original: Bytes): Promise<Bytes | null> {
  if (file.format !== 'pdf' || !(await declaresProtection(original.readAt, original.sizeBytes))) return null;
  const { bytes, sizeBytes } = await memberBytes.unlocked(place, { sourceId: file.sourceId, sha256: file.contentHash });
  if (sizeBytes !== original.sizeBytes) throw changed(place.name);
  return bytes.length === 0 ? null : inMemory(bytes);
}

function within({ start, end }: Range, sizeBytes: number): { start: number; length: number } {
  const from = Math.min(start, sizeBytes);
  return { start: from, length: Math.max(0, Math.min(end, sizeBytes, from + MOST_BYTES_PER_CALL) - from) };
}

function changed(name: string): AppError {
  return new AppError('document-changed', `“${name}” has changed since it was indexed.`, { details: { subject: name } });
}
