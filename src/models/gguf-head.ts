import type { FileHandle } from 'node:fs/promises';

const windowBytes = 2 ** 20;
/** Far above any real file; a damaged count would be worked through all the same. */
const mostEntries = 100_000;
const mostElements = 10_000_000;
const mostDimensions = 8;
const stringType = 8;
const arrayType = 9;
const bytesOfType: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };

/** Thrown inside this file only: a length or type that no sound head holds. */
class UnsoundHead extends Error {}

interface Cursor {
  uint32(): number | Promise<number>;
  /** Counts and lengths. Unsound above `most`. */
  count(most: number): number | Promise<number>;
  advance(bytes: number): void;
}

function createCursor(file: FileHandle, sizeBytes: number, signal: AbortSignal | undefined): Cursor {
  let window = Buffer.alloc(0);
  let windowAt = 0;
  let at = 0;
  const advance = (bytes: number): void => {
    at += bytes;
    if (at > sizeBytes) throw new UnsoundHead();
  };
  /** At once where the bytes are at hand: a head holds several hundred thousand numbers. */
  const read = (bytes: number, take: (offset: number) => number): number | Promise<number> => {
    const start = at;
    advance(bytes);
    if (start >= windowAt && at <= windowAt + window.length) return take(start - windowAt);
    return (async () => {
      signal?.throwIfAborted();
      const { bytesRead, buffer } = await file.read(Buffer.alloc(windowBytes), 0, windowBytes, start);
      if (bytesRead < bytes) throw new UnsoundHead();
      window = buffer.subarray(0, bytesRead);
      windowAt = start;
      return take(0);
    })();
  };
  return {
    advance,
    uint32: () => read(4, (offset) => window.readUInt32LE(offset)),
    count: (most) =>
      read(8, (offset) => {
        const count = window.readBigUInt64LE(offset);
        if (count > BigInt(most)) throw new UnsoundHead();
        return Number(count);
      }),
  };
}

async function skipString(cursor: Cursor, sizeBytes: number): Promise<void> {
  cursor.advance(await cursor.count(sizeBytes));
}

async function skipArray(cursor: Cursor, sizeBytes: number): Promise<void> {
  const type = await cursor.uint32();
  const length = await cursor.count(mostElements);
  if (type !== stringType) {
    cursor.advance(length * fixedBytes(type));
    return;
  }
  for (let index = 0; index < length; index += 1) {
    const bytes = cursor.count(sizeBytes);
    cursor.advance(typeof bytes === 'number' ? bytes : await bytes);
  }
}

function fixedBytes(type: number): number {
  const bytes = bytesOfType[type];
  if (bytes === undefined) throw new UnsoundHead();
  return bytes;
}

async function skipHead(cursor: Cursor, sizeBytes: number): Promise<void> {
  const tensors = await cursor.count(mostEntries);
  const entries = await cursor.count(mostEntries);
  for (let index = 0; index < entries; index += 1) {
    await skipString(cursor, sizeBytes);
    const type = await cursor.uint32();
    if (type === stringType) await skipString(cursor, sizeBytes);
    else if (type === arrayType) await skipArray(cursor, sizeBytes);
    else cursor.advance(fixedBytes(type));
  }
  for (let index = 0; index < tensors; index += 1) {
    await skipString(cursor, sizeBytes);
    const dimensions = await cursor.uint32();
    if (dimensions > mostDimensions) throw new UnsoundHead();
    cursor.advance(dimensions * 8 + 4 + 8);
  }
}

/**
 * Whether every count and length in the head of a GGUF file (version 2 or 3) lies within the file. node-llama-cpp
 * reads what is behind a file's end as zeros: with a damaged count it would read on until memory is full.
 */
export async function isSoundHead(file: FileHandle, sizeBytes: number, signal?: AbortSignal): Promise<boolean> {
  const cursor = createCursor(file, sizeBytes, signal);
  try {
    cursor.advance(8);
    await skipHead(cursor, sizeBytes);
    return true;
  } catch (error) {
    if (error instanceof UnsoundHead) return false;
    throw error;
  }
}
