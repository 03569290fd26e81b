import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWriteSettling } from '../../../../../src/engine/ingestion/watch/write-settling.ts';

const at = (ms: number) => ({ wallMs: 1_000_000 + ms, monotonicMs: ms });
const file = (sizeBytes: number, ms: number) => ({ sizeBytes, modifiedAtMs: 1_000_000 + ms });

describe('a file that is being written', () => {
  it('is not read before two looks see the same', () => {
    const settling = createWriteSettling();
    expect(settling.isSettled('1:a', file(10, 0), at(400))).toBe(false);
    expect(settling.isSettled('1:a', file(20, 500), at(800))).toBe(false);
    expect(settling.isSettled('1:a', file(30, 1_100), at(1_200))).toBe(false);
    expect(settling.isSettled('1:a', file(30, 1_100), at(1_600))).toBe(true);
  });

  it('is read at once when its last change is long ago, as after a move', () => {
    expect(createWriteSettling().isSettled('1:a', file(10, -60_000), at(400))).toBe(true);
  });

  it('is looked at twice when its time lies in the future, as on a drive with another clock', () => {
    const settling = createWriteSettling();
    expect(settling.isSettled('1:a', file(10, 90_000), at(0))).toBe(false);
    expect(settling.isSettled('1:a', file(10, 90_000), at(400))).toBe(true);
  });

  it('is read now and then even when it never stands still, less and less often', () => {
    const settling = createWriteSettling();
    const readAtMs: number[] = [];
    for (let ms = 0; ms < 600_000; ms += 500) if (settling.isSettled('1:log', file(ms, ms), at(ms))) readAtMs.push(ms);
    const gaps = readAtMs.slice(1).map((ms, index) => ms - (readAtMs[index] ?? 0));
    expect(readAtMs[0]).toBeLessThan(31_000);
    expect(gaps.length).toBeGreaterThan(1);
    expect(gaps).toEqual(gaps.toSorted((one, other) => one - other));
  });

  it('is read in the end, whatever its writer does before it stops', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ sizeBytes: fc.nat(3), modifiedAtMs: fc.nat(3) }), { maxLength: 30 }), (looks) => {
        const settling = createWriteSettling();
        for (const [index, look] of looks.entries()) settling.isSettled('1:a', look, { wallMs: index, monotonicMs: index * 400 });
        const last = { sizeBytes: 7, modifiedAtMs: 7 };
        const now = { wallMs: 100, monotonicMs: 100_000 };
        expect(settling.isSettled('1:a', last, now) || settling.isSettled('1:a', last, now)).toBe(true);
      }),
    );
  });
});
