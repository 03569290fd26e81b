import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { readerLimits } from './reader-limits.ts';

const CHUNK_BYTES = 1024 * 1024;
const HEAD_BYTES = 8 * 1024;

/** A file opened for one reading; knows the hash of what was taken from it. */
export class InputFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** The first 8 KiB or less. */
  readonly head: Buffer;
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  #bytesTaken = 0;

  private constructor(name: string, handle: FileHandle, sizeBytes: number, head: Buffer) {
    this.name = name;
    this.#handle = handle;
    this.sizeBytes = sizeBytes;
    this.head = head;
  }

  /** Errors: `read-vanished`, `read-denied`, `read-unsupported` (not a file), `read-empty`, `read-too-large`. */
  static async open(path: string): Promise<InputFile> {
    const name = basename(path);
    try {
      // Asked before opening: opening a named pipe would wait for its writer.
      const { size } = await regularFile(path, name);
      if (size === 0) throw new AppError('read-empty', `“${name}” is empty.`, { details: { subject: name } });
      if (size > readerLimits.fileBytes) {
        throw new AppError('read-too-large', `“${name}” is larger than ${readerLimits.fileBytes / 1024 / 1024} MB.`, {
          details: { subject: name, limit: readerLimits.fileBytes, actual: size },
        });
      }
      const handle = await open(path, 'r');
      try {
        const head = Buffer.alloc(Math.min(HEAD_BYTES, size));
        const { bytesRead } = await handle.read(head, 0, head.length, 0);
        return new InputFile(name, handle, size, head.subarray(0, bytesRead));
      } catch (error) {
        await handle.close();
        throw error;
      }
    } catch (error) {
      throw translateFileError(error, name);
    }
  }

  /** Bytes at a position, outside the hash; fewer at the end of the file. */
  async bytesAt(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await this.#handle.read(buffer, 0, length, position);
    return buffer.subarray(0, bytesRead);
  }

  /** Fills `target` from a position at once, outside the hash; returns how many bytes there were. For WASM, which cannot wait. */
  fillSync(target: Uint8Array, position: number): number {
    return readSync(this.#handle.fd, target, 0, target.length, position);
  }

  /**
   * The whole file once, from its start, in chunks of up to 1 MiB; each is valid until the next is asked for.
   * A file that grows meanwhile is read to the size it had.
   */
  async *chunks(signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, this.sizeBytes));
    while (this.#bytesTaken < this.sizeBytes) {
      signal?.throwIfAborted();
      const wanted = Math.min(buffer.length, this.sizeBytes - this.#bytesTaken);
      const { bytesRead } = await this.#handle.read(buffer, 0, wanted, this.#bytesTaken).catch((error: unknown) => {
        throw translateFileError(error, this.name);
      });
      if (bytesRead === 0) return;
      const chunk = buffer.subarray(0, bytesRead);
      this.#hash.update(chunk);
      this.#bytesTaken += bytesRead;
      yield chunk;
    }
  }

  /** Takes all bytes for the hash and returns the first `limit` of them. */
  async bytes(signal: AbortSignal | undefined, limit = this.sizeBytes): Promise<Buffer> {
    const kept = Buffer.allocUnsafe(Math.min(limit, this.sizeBytes));
    let length = 0;
    for await (const chunk of this.chunks(signal)) {
      if (length < kept.length) length += chunk.copy(kept, length);
    }
    return kept.subarray(0, length);
  }

  /** Of the bytes taken; call once, at the end. */
  digest(): { sha256: string; sizeBytes: number } {
    return { sha256: this.#hash.digest('hex'), sizeBytes: this.#bytesTaken };
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

async function regularFile(path: string, name: string): Promise<{ size: number }> {
  const stats = await stat(path);
  if (stats.isFile()) return stats;
  const reason = stats.isDirectory() ? 'a folder' : 'not a regular file';
  throw new AppError('read-unsupported', `“${name}” is ${reason}.`, { details: { subject: name, reason } });
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
