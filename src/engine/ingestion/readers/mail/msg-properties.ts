import iconv from 'iconv-lite';
import type { Cfb, CfbStorage } from './cfb.ts';
import { codePage } from './rtf-text.ts';

const ENTRY_BYTES = 16;
const UNIX_EPOCH_MS = 11_644_473_600_000n;

/** The MAPI properties of a message, a recipient or an attachment: numbers as in MS-OXPROPS. */
export class MsgProperties {
  readonly #cfb: Cfb;
  readonly #storage: CfbStorage;
  readonly #fixed = new Map<number, Buffer>();
  readonly encoding: string;

  /** `headerBytes`: what stands before the entries (32 in a message, 24 in one inside another, 8 elsewhere). */
  constructor(cfb: Cfb, storage: CfbStorage, headerBytes: number, encoding?: string) {
    this.#cfb = cfb;
    this.#storage = storage;
    const list = storage.streams.get('__properties_version1.0');
    const bytes = list === undefined ? Buffer.alloc(0) : cfb.read(list);
    for (let at = headerBytes; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
      this.#fixed.set(bytes.readUInt16LE(at + 2), bytes.subarray(at + 8, at + ENTRY_BYTES));
    }
    // The code page of the message, then that of its body.
    const page = this.number(0x3ffd) ?? this.number(0x3fde);
    this.encoding = page === undefined || page === 0 ? (encoding ?? 'windows-1252') : codePage(page);
  }

  bytes(property: number): Buffer | undefined {
    return this.#stream(property, '0102');
  }

  /** Text, in Unicode or in the message's code page; undefined when it is absent or blank. */
  text(property: number): string | undefined {
    const wide = this.#stream(property, '001F');
    const narrow = wide === undefined ? this.#stream(property, '001E') : undefined;
    const text = wide?.toString('utf16le') ?? (narrow && iconv.decode(narrow, this.encoding));
    const trimmed = text?.replace(/\0+$/, '').toWellFormed();
    return trimmed === undefined || trimmed.trim() === '' ? undefined : trimmed;
  }

  number(property: number): number | undefined {
    return this.#fixed.get(property)?.readInt32LE(0);
  }

  /** Milliseconds since 1970. */
  time(property: number): number | undefined {
    const ticks = this.#fixed.get(property)?.readBigUInt64LE(0);
    const atMs = ticks === undefined ? Number.NaN : Number(ticks / 10_000n - UNIX_EPOCH_MS);
    return Number.isNaN(new Date(atMs).getTime()) ? undefined : atMs;
  }

  #stream(property: number, type: string): Buffer | undefined {
    const name = `__substg1.0_${property.toString(16).toUpperCase().padStart(4, '0')}${type}`;
    const stream = this.#storage.streams.get(name);
    return stream && this.#cfb.read(stream);
  }
}
