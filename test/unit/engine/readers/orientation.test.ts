import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exifOrientation } from '../../../../src/engine/ingestion/readers/ocr/exif-orientation.ts';
import { exifTurned, type Turn, turnedBack, turnedSize } from '../../../../src/engine/ingestion/readers/ocr/orientation.ts';
import type { Box } from '../../../../src/shared/domain/place.ts';

const turns = fc.constantFrom<Turn>(0, 90, 180, 270);

describe('turned pictures', () => {
  test('a box goes back to where it lay, for every turn', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 500 }),
        turns,
        fc.nat(100),
        fc.nat(100),
        (width, height, turn, left, top) => {
          const box: Box = { x0: left, y0: top, x1: left + 7, y1: top + 3 };
          const opposite = ((360 - turn) % 360) as Turn;
          const size = { width, height };
          const turned = turnedBack(box, opposite, turnedSize(size, turn));
          expect(turnedBack(turned, turn, size)).toEqual(box);
        },
      ),
    );
  });

  test('four quarters of any orientation are that orientation', () => {
    for (let exif = 1; exif <= 8; exif += 1) {
      let turned = exif;
      for (let quarter = 0; quarter < 4; quarter += 1) turned = exifTurned(turned, 90);
      expect(turned).toBe(exif);
    }
    expect([exifTurned(1, 90), exifTurned(1, 180), exifTurned(1, 270)]).toEqual([6, 3, 8]);
  });

  test('whatever bytes stand where the orientation should, one of the eight comes out', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, 60, 0x45, 0x78, 0x69, 0x66, 0, 0, ...bytes]);
        const found = exifOrientation(jpeg);
        expect(found >= 1 && found <= 8).toBe(true);
      }),
    );
  });
});
