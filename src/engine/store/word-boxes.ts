import type { WordBox } from '../../shared/contract/reader.ts';
import { ByteReader, ByteWriter } from './varint.ts';

/** A tenth of a point is finer than a screen shows; it makes most differences fit in one or two bytes. */
const UNITS_PER_POINT = 10;

const units = (points: number) => Math.round(points * UNITS_PER_POINT);
const points = (value: number) => value / UNITS_PER_POINT;

interface Previous {
  end: number;
  x1: number;
  y0: number;
  height: number;
}

const origin = (): Previous => ({ end: 0, x1: 0, y0: 0, height: 0 });

/**
 * The word boxes of one block as bytes: each number is kept as its difference from the word before, in
 * tenths of a point. Coordinates are rounded to those; offsets are exact.
 */
export function encodeWordBoxes(words: readonly WordBox[]): Uint8Array {
  const bytes = new ByteWriter();
  let previous = origin();
  for (const word of words) {
    const [x0, y0, x1, y1] = [units(word.x0), units(word.y0), units(word.x1), units(word.y1)];
    bytes.signed(word.start - previous.end);
    bytes.signed(word.end - word.start);
    bytes.signed(x0 - previous.x1);
    bytes.signed(x1 - x0);
    bytes.signed(y0 - previous.y0);
    bytes.signed(y1 - y0 - previous.height);
    previous = { end: word.end, x1, y0, height: y1 - y0 };
  }
  return bytes.take();
}

/** The boxes that {@link encodeWordBoxes} kept. */
export function decodeWordBoxes(encoded: Uint8Array): WordBox[] {
  const bytes = new ByteReader(encoded);
  const words: WordBox[] = [];
  let previous = origin();
  while (!bytes.atEnd) {
    const start = previous.end + bytes.signed();
    const end = start + bytes.signed();
    const x0 = previous.x1 + bytes.signed();
    const x1 = x0 + bytes.signed();
    const y0 = previous.y0 + bytes.signed();
    const height = bytes.signed() + previous.height;
    words.push({ start, end, x0: points(x0), y0: points(y0), x1: points(x1), y1: points(y0 + height) });
    previous = { end, x1, y0, height };
  }
  return words;
}
