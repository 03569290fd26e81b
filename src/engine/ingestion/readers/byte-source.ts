import { readSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { AppError } from '../../../shared/errors.ts';

/** Bytes that can be read at any place, whether on disk or in memory. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** Copies up to `length` bytes at `position` to the start of `buffer`; returns how many there were. */
  read(buffer: Buffer, position: number, length: number): Promise<number>;
  /** Fills `target` from `position` at once; returns how many bytes there were. */
  fillSync(target: Uint8Array, position: number): number;
  close(): Promise<void>;
}

/** A regular file. `name` is for messages. Errors: `read-vanished`, `read-denied`, `read-corrupt` (the disk), `read-unsupported`. */
export async function bytesOfFile(path: string, name: string): Promise<ByteSource> {
  try {
    // Asked before opening: opening a named pipe would wait for its writer.
    const stats = await stat(path);
    if (!stats.isFile()) {
      const reason = stats.isDirectory() ? 'a folder' : 'not a regular file';
      throw new AppError('read-unsupported', `“${name}” is ${reason}.`, { details: { subject: name, reason } });
    }
    // What is empty is not opened: some systems' special files claim to be empty and block.
    if (stats.size === 0) return bytesOfMemory(Buffer.alloc(0));
    const handle = await open(path, 'r');
    return {
      sizeBytes: stats.size,
      async read(buffer, position, length) {
        try {
          return (await handle.read(buffer, 0, length, position)).bytesRead;
        } catch (error) {
          throw translateFileError(error, name);
        }
      },
      fillSync: (target, position) => readSync(handle.fd, target, 0, target.length, position),
      close: () => handle.close(),
    };
  } catch (error) {
    throw translateFileError(error, name);
  }
}

export function bytesOfMemory(bytes: Uint8Array): ByteSource {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    sizeBytes: all.length,
    read: (buffer, position, length) => Promise.resolve(all.copy(buffer, 0, position, position + length)),
    fillSync: (target, position) => all.copy(target, 0, position, position + target.length),
    close: () => Promise.resolve(),
  };
}

function translateFileError(error: unknown, name: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const details = { subject: name, ...(code === undefined ? {} : { reason: code }) };
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AppError('read-vanished', `“${name}” is no longer there.`, { details, cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EBUSY') {
    return new AppError('read-denied', `“${name}” may not be read, or another program has locked it.`, { details, cause: error });
  }
  if (code === 'EIO') return new AppError('read-corrupt', `“${name}” could not be read from its disk.`, { details, cause: error });
  return error;
}
