import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { AppError } from '../../../../shared/errors.ts';
import { corrupt } from '../read-errors.ts';
import { readerLimits } from '../reader-limits.ts';

export type ZipLimits = Pick<typeof readerLimits, 'zipEntries' | 'zipPartBytes' | 'zipTotalBytes'>;

/**
 * A ZIP archive in memory whose parts are inflated as streams and counted as they come: what the archive
 * claims about sizes is not believed. Nothing is ever written to disk.
 */
export class BoundedZip {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #fileName: string;
  readonly #limits: { [K in keyof ZipLimits]: number };
  #inflatedBytes = 0;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, fileName: string, limits: { [K in keyof ZipLimits]: number }) {
    this.#zip = zip;
    this.#entries = entries;
    this.#fileName = fileName;
    this.#limits = limits;
  }

  /** Errors: `read-corrupt`, `read-too-large` (entries). `fileName` is for messages. */
  static async open(bytes: Buffer, fileName: string, limits: { [K in keyof ZipLimits]: number } = readerLimits): Promise<BoundedZip> {
    try {
      const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true, autoClose: false });
      const entries = new Map<string, Entry>();
      let count = 0;
      for await (const entry of zip.eachEntry()) {
        count += 1;
        if (count > limits.zipEntries) throw tooLarge(fileName, `it holds more than ${limits.zipEntries.toLocaleString('en')} parts`);
        entries.set(entry.fileName.replace(/^\/+/, '').toLowerCase(), entry);
      }
      return new BoundedZip(zip, entries, fileName, limits);
    } catch (error) {
      throw error instanceof AppError ? error : corrupt(fileName, 'its ZIP structure is broken', error);
    }
  }

  has(part: string): boolean {
    return this.#entries.has(part.toLowerCase());
  }

  /** Names of the parts, in lower case. */
  get parts(): Iterable<string> {
    return this.#entries.keys();
  }

  /** The inflated bytes of a part. Errors: `read-corrupt`, `read-too-large`. Part names ignore case. */
  async *inflate(part: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(part.toLowerCase());
    if (entry === undefined) throw corrupt(this.#fileName, `its part ${part} is missing`);
    let partBytes = 0;
    try {
      const stream: Readable = await this.#zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        partBytes += chunk.length;
        this.#inflatedBytes += chunk.length;
        if (partBytes > this.#limits.zipPartBytes || this.#inflatedBytes > this.#limits.zipTotalBytes) {
          throw tooLarge(this.#fileName, 'it unpacks to far more than a document may', this.#limits.zipPartBytes, partBytes);
        }
        yield chunk;
      }
    } catch (error) {
      throw error instanceof AppError ? error : corrupt(this.#fileName, `its part ${part} cannot be unpacked`, error);
    }
  }

  close(): void {
    this.#zip.close();
  }
}

function tooLarge(name: string, reason: string, limit?: number, actual?: number): AppError {
  const counts = limit === undefined || actual === undefined ? {} : { limit, actual };
  return new AppError('read-too-large', `“${name}” is too large: ${reason}.`, { details: { subject: name, reason, ...counts } });
}
