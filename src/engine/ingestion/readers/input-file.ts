import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { type ByteSource, bytesOfFile, bytesOfMemory } from './byte-source.ts';
import { readerLimits } from './reader-limits.ts';

const CHUNK_BYTES = 1024 * 1024;
const HEAD_BYTES = 8 * 1024;

/** A file opened for one reading, on disk or inside another one; knows the hash of what was taken from it. */
export class InputFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** The first 8 KiB or less. */
  readonly head: Buffer;
  readonly #source: ByteSource;
  readonly #hash = createHash('sha256');
  #bytesTaken = 0;

  private constructor(name: string, source: ByteSource, head: Buffer) {
    this.name = name;
    this.#source = source;
    this.sizeBytes = source.sizeBytes;
    this.head = head;
  }

  /** Errors: `read-vanished`, `read-denied`, `read-unsupported` (not a file), `read-empty`, `read-too-large`. */
  static async open(path: string): Promise<InputFile> {
    const name = basename(path);
    return InputFile.#over(name, await bytesOfFile(path, name));
  }

  /** A member of another file, unpacked. Errors: `read-empty`, `read-too-large`. */
  static async fromBytes(name: string, bytes: Uint8Array): Promise<InputFile> {
    return InputFile.#over(name, bytesOfMemory(bytes));
  }

  static async #over(name: string, source: ByteSource): Promise<InputFile> {
    try {
      const { sizeBytes } = source;
      if (sizeBytes === 0) throw new AppError('read-empty', `“${name}” is empty.`, { details: { subject: name } });
      const head = Buffer.alloc(Math.min(HEAD_BYTES, sizeBytes));
      const length = await source.read(head, 0, head.length);
      // Of a mailbox no more than one message is held at a time.
      const limit = head.toString('latin1', 0, 5) === 'From ' ? readerLimits.mailboxBytes : readerLimits.fileBytes;
      if (sizeBytes > limit) {
        throw new AppError('read-too-large', `“${name}” is larger than ${limit / 1024 / 1024} MB.`, {
          details: { subject: name, limit, actual: sizeBytes },
        });
      }
      return new InputFile(name, source, head.subarray(0, length));
    } catch (error) {
      await source.close();
      throw error;
    }
  }

  /** Bytes at a position, outside the hash; fewer at the end of the file. */
  async bytesAt(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.alloc(length);
    return buffer.subarray(0, await this.#source.read(buffer, position, length));
  }

  /** Fills `target` from a position at once, outside the hash; returns how many bytes there were. For WASM, which cannot wait. */
  fillSync(target: Uint8Array, position: number): number {
    return this.#source.fillSync(target, position);
  }

  /**
   * The whole file once, from its start, in chunks of up to 1 MiB; each is valid until the next is asked for.
   * A file that grows meanwhile is read to the size it had.
   */
  async *chunks(signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, this.sizeBytes));
    // A small file was read whole when it was opened.
    let known = this.#bytesTaken === 0 ? this.head.copy(buffer) : 0;
    while (this.#bytesTaken < this.sizeBytes) {
      signal?.throwIfAborted();
      const wanted = Math.min(buffer.length, this.sizeBytes - this.#bytesTaken);
      const bytesRead = known + (await this.#read(buffer.subarray(known, wanted), this.#bytesTaken + known));
      known = 0;
      if (bytesRead === 0) return;
      const chunk = buffer.subarray(0, bytesRead);
      this.#hash.update(chunk);
      this.#bytesTaken += bytesRead;
      yield chunk;
    }
  }

  async #read(target: Buffer, position: number): Promise<number> {
    return target.length === 0 ? 0 : this.#source.read(target, position, target.length);
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
    await this.#source.close();
  }
}
