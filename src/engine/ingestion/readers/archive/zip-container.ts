import { Readable } from 'node:stream';
import { callbackify } from 'node:util';
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader, type ZipFile } from 'yauzl';
import { isAppError } from '../../../../shared/errors.ts';
import type { InputFile } from '../input-file.ts';
import type { Container, MemberEntry } from '../members/container.ts';
import { gather } from '../members/gather.ts';
import { createMemberNames, safeMemberPath } from '../members/member-name.ts';
import { memberMissing, tooManyEntries } from '../members/member-errors.ts';
import { corrupt, encrypted, unsupported } from '../read-errors.ts';
import { readerLimits } from '../reader-limits.ts';

const UTF8_FLAG = 0x800;
const READ_BYTES = 256 * 1024;
const WINDOW_BYTES = 64 * 1024;

/** Reads by range, so that an archive of any size is opened for one of its members. */
class FileRanges extends RandomAccessReader {
  readonly #file: InputFile;
  /** The directory is asked for in pieces of a few bytes. */
  #window: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  constructor(file: InputFile) {
    super();
    this.#file = file;
  }

  async #copy(target: Buffer, position: number): Promise<boolean> {
    const { start, bytes } = this.#window;
    if (position < start || position + target.length > start + bytes.length) {
      const wanted = Math.max(target.length, WINDOW_BYTES);
      this.#window = { start: position, bytes: await this.#file.bytesAt(position, wanted) };
    }
    return this.#window.bytes.copy(target, 0, position - this.#window.start) === target.length;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#ranges(start, end));
  }

  async *#ranges(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end;) {
      const bytes = await this.#file.bytesAt(at, Math.min(READ_BYTES, end - at));
      if (bytes.length === 0) return;
      at += bytes.length;
      yield bytes;
    }
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null) => void): void {
    const answer = async (): Promise<Error | null> => {
      try {
        const isWhole = await this.#copy(buffer.subarray(offset, offset + length), position);
        return isWhole ? null : new Error('unexpected end of file');
      } catch (error) {
        return error instanceof Error ? error : new Error('the archive cannot be read');
      }
    };
    callbackify(answer)((_, failure) => callback(failure));
  }
}

/** A ZIP archive. Names in code page 437 or UTF-8, marked or not. */
export async function openZip(file: InputFile): Promise<Container> {
  const { zip, entries } = await readDirectory(file);
  return {
    async *entries() {
      for (const [path, entry] of entries) yield memberOf(path, entry);
      await Promise.resolve();
    },
    async bytes(path) {
      const entry = entries.get(path);
      if (entry === undefined) throw memberMissing(path, file.name);
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (entry.isEncrypted()) throw encrypted(name);
      if (!entry.canDecodeFileData()) throw unsupported(name, `packed in a way (method ${entry.compressionMethod})`);
      try {
        return await gather(name, (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>, entry.compressedSize);
      } catch (error) {
        throw isAppError(error) ? error : corrupt(name, `it cannot be unpacked from “${file.name}”`, error);
      }
    },
    async close() {
      zip.close();
      await Promise.resolve();
    },
  };
}

async function readDirectory(file: InputFile): Promise<{ zip: ZipFile; entries: ReadonlyMap<string, Entry> }> {
  try {
    const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true };
    const zip = await fromRandomAccessReaderPromise(new FileRanges(file), file.sizeBytes, options);
    const entries = new Map<string, Entry>();
    const names = createMemberNames();
    let count = 0;
    let packedBytes = 0;
    for await (const entry of zip.eachEntry()) {
      count += 1;
      if (count > readerLimits.zipEntries) throw tooManyEntries(file.name, readerLimits.zipEntries);
      packedBytes += entry.compressedSize;
      // Many files made of the same bytes: a bomb that is small to look at.
      if (packedBytes > file.sizeBytes) throw corrupt(file.name, 'its files lie over one another');
      const name = nameOf(entry);
      const path = /[/\\]$/.test(name) ? null : safeMemberPath(name);
      if (path !== null) entries.set(names.own(path), entry);
    }
    return { zip, entries };
  } catch (error) {
    throw isAppError(error) ? error : corrupt(file.name, 'its ZIP structure is broken', error);
  }
}

/** Programs on Macs and Linux write UTF-8 without saying so; bytes that are UTF-8 by accident are rare. */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const isUtf8 = (entry.generalPurposeBitFlag & UTF8_FLAG) !== 0 || fitsUtf8(raw);
  return getFileNameLowLevel(isUtf8 ? UTF8_FLAG : 0, raw, entry.extraFields, true);
}

function fitsUtf8(raw: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(raw);
    return true;
  } catch {
    return false;
  }
}

function memberOf(path: string, entry: Entry): MemberEntry {
  const modifiedAtMs = entry.getLastModDate({ timezone: 'UTC' }).getTime();
  return {
    path,
    sizeBytes: entry.uncompressedSize,
    modifiedAtMs: Number.isFinite(modifiedAtMs) && modifiedAtMs > 0 ? modifiedAtMs : null,
    isEncrypted: entry.isEncrypted(),
  };
}
