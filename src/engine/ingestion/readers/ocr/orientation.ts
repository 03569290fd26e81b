import type { Box } from '../../../../shared/domain/place.ts';

export type Turn = 0 | 90 | 180 | 270;

export interface Size {
  width: number;
  height: number;
}

/** The size of a picture after it was turned. */
export function turnedSize({ width, height }: Size, turn: Turn): Size {
  return turn === 90 || turn === 270 ? { width: height, height: width } : { width, height };
}

/** From the coordinates of a picture that was turned clockwise by `turn` back to those of the picture, whose size is `size`. */
export function turnedBack(box: Box, turn: Turn, { width, height }: Size): Box {
  const { x0, y0, x1, y1 } = box;
  switch (turn) {
    case 0:
      return { x0, y0, x1, y1 };
    case 90:
      return { x0: y0, y0: height - x1, x1: y1, y1: height - x0 };
    case 180:
      return { x0: width - x1, y0: height - y1, x1: width - x0, y1: height - y0 };
    case 270:
      return { x0: width - y1, y0: x0, x1: width - y0, y1: x1 };
  }
}

/** The clockwise quarters by which EXIF's orientations turn a stored picture, after mirroring it where the second is true. */
const exifSteps: Readonly<Record<number, readonly [quarters: number, isMirrored: boolean]>> = {
  1: [0, false],
  2: [0, true],
  3: [2, false],
  4: [2, true],
  5: [3, true],
  6: [1, false],
  7: [1, true],
  8: [3, false],
};

/** The EXIF orientation of a picture that is shown as `exif` says and then turned clockwise by `turn`. */
export function exifTurned(exif: number, turn: Turn): number {
  const [quarters, isMirrored] = exifSteps[exif] ?? [0, false];
  const wanted = (quarters + turn / 90) % 4;
  const found = Object.entries(exifSteps).find(([, [some, mirrored]]) => some === wanted && mirrored === isMirrored);
  return Number(found?.[0] ?? 1);
}

/** True when the picture as shown lies across the one that is stored. */
export function swapsSides(exif: number): boolean {
  return exif >= 5 && exif <= 8;
}
