import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WordBox } from '../../../../src/shared/contract/reader.ts';
import { decodeWordBoxes, encodeWordBoxes } from '../../../../src/engine/store/word-boxes.ts';

const coordinate = fc.double({ min: -20_000, max: 20_000, noNaN: true });
const offset = fc.nat({ max: 2 ** 31 });
const anyWord: fc.Arbitrary<WordBox> = fc.record({
  start: offset,
  end: offset,
  x0: coordinate,
  y0: coordinate,
  x1: coordinate,
  y1: coordinate,
});

const corners = ['x0', 'y0', 'x1', 'y1'] as const;

describe('word boxes in the store', () => {
  it('come back with exact offsets and coordinates within a twentieth of a point', () => {
    fc.assert(
      fc.property(fc.array(anyWord, { maxLength: 40 }), (words) => {
        const back = decodeWordBoxes(encodeWordBoxes(words));
        expect(back.map(({ start, end }) => [start, end])).toEqual(words.map(({ start, end }) => [start, end]));
        for (const [index, word] of words.entries()) {
          for (const corner of corners)
            expect(Math.abs((back[index]?.[corner] ?? Infinity) - word[corner])).toBeLessThanOrEqual(0.05 + 1e-9);
        }
      }),
    );
  });

  it('lose nothing more when they are written again', () => {
    fc.assert(
      fc.property(fc.array(anyWord, { maxLength: 10 }), (words) => {
        const once = decodeWordBoxes(encodeWordBoxes(words));
        expect(decodeWordBoxes(encodeWordBoxes(once))).toEqual(once);
      }),
    );
  });

  it('take at most ten bytes a word on an ordinary line', () => {
    const words = Array.from({ length: 12 }, (_, index) => ({
      start: index * 6,
      end: index * 6 + 5,
      x0: 72 + index * 34.3,
      x1: 72 + index * 34.3 + 29.8,
      y0: 100.25,
      y1: 112.4,
    }));
    expect(encodeWordBoxes(words).length).toBeLessThanOrEqual(12 * 10);
  });

  it('are refused when a coordinate is no number', () => {
    expect(() => encodeWordBoxes([{ start: 0, end: 1, x0: Number.NaN, y0: 0, x1: 1, y1: 1 }])).toThrow(RangeError);
  });

  it('are refused when the bytes end inside a number', () => {
    const bytes = encodeWordBoxes([{ start: 0, end: 1, x0: 300, y0: 300, x1: 330, y1: 312 }]);
    expect(() => decodeWordBoxes(bytes.subarray(0, bytes.length - 1))).toThrow(RangeError);
  });
});
