import { corrupt } from '../read-errors.ts';
import { readerLimits } from '../reader-limits.ts';

const MAX_SECTOR = 0xfffffffa;
const ENTRY_BYTES = 128;
const MINI_SECTOR_BYTES = 64;
const HEADER_BYTES = 512;
const NONE = 0xffffffff;

/** A storage (folder) of the container, with what it holds by name. */
export interface CfbStorage {
  storages: Map<string, CfbStorage>;
  streams: Map<string, CfbStream>;
}

export interface CfbStream {
  start: number;
  sizeBytes: number;
}

interface Entry extends CfbStream {
  name: string;
  type: number;
  left: number;
  right: number;
  child: number;
}

/**
 * An OLE2 container (MS-CFB) in memory. Chains are followed for as many steps as there are sectors and the tree of
 * names visits each entry once, so that loops end. Errors: `read-corrupt`.
 */
export class Cfb {
  readonly root: CfbStorage;
  readonly #bytes: Buffer;
  readonly #fileName: string;
  readonly #sectorBytes: number;
  readonly #sectorCount: number;
  readonly #table: Uint32Array;
  readonly #miniTable: Uint32Array;
  readonly #miniCutoff: number;
  readonly #miniStream: Buffer;

  constructor(bytes: Buffer, fileName: string) {
    this.#bytes = bytes;
    this.#fileName = fileName;
    const shift = bytes.length < HEADER_BYTES ? 0 : bytes.readUInt16LE(0x1e);
    if (shift !== 9 && shift !== 12) throw corrupt(fileName, 'its container has no valid header');
    this.#sectorBytes = 1 << shift;
    this.#sectorCount = Math.ceil(Math.max(0, bytes.length - this.#sectorBytes) / this.#sectorBytes);
    this.#miniCutoff = Math.min(bytes.readUInt32LE(0x38), 1 << 20);
    this.#table = this.#readTable();
    const entries = this.#readEntries(this.#chain(bytes.readUInt32LE(0x30), undefined));
    const rootEntry = entries[0];
    if (rootEntry === undefined || rootEntry.type !== 5) throw corrupt(fileName, 'the directory of its container is missing');
    this.#miniTable = words(this.#chain(bytes.readUInt32LE(0x3c), undefined));
    this.#miniStream = this.#chain(rootEntry.start, rootEntry.sizeBytes);
    this.root = storageTree(entries);
  }

  /** The bytes of a stream; fewer than it names where the container is cut short. */
  read({ start, sizeBytes }: CfbStream): Buffer {
    if (sizeBytes >= this.#miniCutoff) return this.#chain(start, sizeBytes);
    return follow(this.#miniTable, start, sizeBytes, MINI_SECTOR_BYTES, (sector) =>
      this.#miniStream.subarray(sector * MINI_SECTOR_BYTES, (sector + 1) * MINI_SECTOR_BYTES),
    );
  }

  #sector(sector: number): Buffer {
    const at = (sector + 1) * this.#sectorBytes;
    return this.#bytes.subarray(at, at + this.#sectorBytes);
  }

  #chain(start: number, sizeBytes: number | undefined): Buffer {
    return follow(this.#table, start, sizeBytes ?? this.#bytes.length, this.#sectorBytes, (sector) => this.#sector(sector));
  }

  /** The allocation table: the first 109 of its sectors are listed in the header, the rest in sectors of their own. */
  #readTable(): Uint32Array {
    const listed: number[] = [];
    const add = (sector: number): void => {
      if (sector < this.#sectorCount) listed.push(sector);
    };
    for (let at = 0; at < 109; at += 1) add(this.#bytes.readUInt32LE(0x4c + at * 4));
    const perSector = this.#sectorBytes / 4;
    let next = this.#bytes.readUInt32LE(0x44);
    for (let steps = 0; next < this.#sectorCount && steps < this.#sectorCount; steps += 1) {
      const sector = this.#sector(next);
      if (sector.length < this.#sectorBytes) break;
      for (let at = 0; at < perSector - 1; at += 1) add(sector.readUInt32LE(at * 4));
      next = sector.readUInt32LE(this.#sectorBytes - 4);
    }
    if (listed.length * perSector > this.#sectorCount + 2 * perSector) listed.length = Math.ceil(this.#sectorCount / perSector) + 1;
    return words(Buffer.concat(listed.map((sector) => padded(this.#sector(sector), this.#sectorBytes))));
  }

  #readEntries(directory: Buffer): Entry[] {
    const count = Math.floor(directory.length / ENTRY_BYTES);
    if (count > readerLimits.oleEntries) throw corrupt(this.#fileName, 'its container lists far too many parts');
    return Array.from({ length: count }, (_, index) => {
      const at = index * ENTRY_BYTES;
      const nameBytes = Math.min(directory.readUInt16LE(at + 64), 64);
      return {
        name: directory.toString('utf16le', at, at + Math.max(0, nameBytes - 2)),
        type: directory.readUInt8(at + 66),
        left: directory.readUInt32LE(at + 68),
        right: directory.readUInt32LE(at + 72),
        child: directory.readUInt32LE(at + 76),
        start: directory.readUInt32LE(at + 116),
        sizeBytes: directory.readUInt32LE(at + 120),
      };
    });
  }
}

/** Sectors one after the other, up to `sizeBytes`; ends where the chain leaves the table or begins to repeat itself. */
function follow(table: Uint32Array, start: number, sizeBytes: number, sectorBytes: number, sectorAt: (sector: number) => Buffer): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  let sector = start;
  for (let steps = 0; sector < MAX_SECTOR && steps <= table.length && length < sizeBytes; steps += 1) {
    const part = sectorAt(sector);
    if (part.length === 0) break;
    parts.push(part);
    length += part.length;
    if (part.length < sectorBytes) break;
    sector = table[sector] ?? NONE;
  }
  return Buffer.concat(parts).subarray(0, sizeBytes);
}

/** What stands below the root; each entry is visited once, and names are unique, so a second of the same name is passed over. */
function storageTree(entries: readonly Entry[]): CfbStorage {
  const emptyStorage = (): CfbStorage => ({ storages: new Map(), streams: new Map() });
  const root = emptyStorage();
  const seen = new Set([0]);
  const waiting = [{ storage: root, index: entries[0]?.child ?? NONE }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { storage, index } = next;
    const entry = entries[index];
    if (entry === undefined || seen.has(index)) continue;
    seen.add(index);
    waiting.push({ storage, index: entry.left }, { storage, index: entry.right });
    if (entry.type === 2 && !storage.streams.has(entry.name)) storage.streams.set(entry.name, entry);
    if (entry.type !== 1 || storage.storages.has(entry.name)) continue;
    const inner = emptyStorage();
    storage.storages.set(entry.name, inner);
    waiting.push({ storage: inner, index: entry.child });
  }
  return root;
}

function words(bytes: Buffer): Uint32Array {
  const list = new Uint32Array(Math.floor(bytes.length / 4));
  for (let at = 0; at < list.length; at += 1) list[at] = bytes.readUInt32LE(at * 4);
  return list;
}

function padded(sector: Buffer, length: number): Buffer {
  return sector.length === length ? sector : Buffer.concat([sector, Buffer.alloc(length - sector.length, 0xff)]);
}
