import { open } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';
import { getDocumentFile } from '../store/documents.ts';
import type { Library } from '../store/open.ts';

/** Most bytes of an original that one call hands out. */
export const MOST_BYTES_PER_CALL = 4 * 1024 * 1024;

/**
 * Bytes [start, end) of a document's original, as long as it is still the version that was indexed:
 * a citation must not be shown on a page that has changed under it.
 */
export async function readDocumentBytes(
  library: Library,
  input: { documentId: number; start: number; end: number },
): Promise<{ totalBytes: number; bytes: Blob }> {
  const file = getDocumentFile(library.read, input.documentId);
  const name = file.relativePath.split('/').at(-1) ?? file.relativePath;
  const handle = await open(file.path, 'r').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EACCES' || cause.code === 'EPERM')
      throw new AppError('read-denied', `Footnote may not open “${name}”.`, { details: { subject: name }, cause });
    throw new AppError('read-vanished', `“${name}” is no longer where it was.`, { details: { subject: name }, cause });
  });
  try {
    const found = await handle.stat();
    if (found.size !== file.sizeBytes || Math.abs(found.mtimeMs - file.modifiedAtMs) > 1) {
      throw new AppError('document-changed', `“${name}” has changed since it was indexed.`, { details: { subject: name } });
    }
    const start = Math.min(input.start, found.size);
    const length = Math.max(0, Math.min(input.end, found.size, start + MOST_BYTES_PER_CALL) - start);
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, start);
    return { totalBytes: found.size, bytes: new Blob([bytes.subarray(0, bytesRead)]) };
  } finally {
    await handle.close();
  }
}
