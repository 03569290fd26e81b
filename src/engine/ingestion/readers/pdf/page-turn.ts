import type { Box } from '../../../../shared/domain/place.ts';

/** Clockwise quarter turns by which text stands turned on the page as displayed. */
export type Turn = 0 | 1 | 2 | 3;

/** The turn of text whose direction is (dx, dy) as displayed, y downwards. */
export function turnOf(dx: number, dy: number): Turn {
  if (Math.abs(dx) >= Math.abs(dy)) return dx >= 0 ? 0 : 2;
  return dy > 0 ? 1 : 3;
}

/** A box of a page of this size (points, as displayed) as it stands when the page is turned so that the text reads upright. */
export function uprightBox({ x0, y0, x1, y1 }: Box, turn: Turn, width: number, height: number): Box {
  if (turn === 1) return { x0: y0, y0: width - x1, x1: y1, y1: width - x0 };
  if (turn === 2) return { x0: width - x1, y0: height - y1, x1: width - x0, y1: height - y0 };
  if (turn === 3) return { x0: height - y1, y0: x0, x1: height - y0, y1: x1 };
  return { x0, y0, x1, y1 };
}

/** The way back from `uprightBox`; the size is that of the page as displayed. */
export function displayedBox(box: Box, turn: Turn, width: number, height: number): Box {
  if (turn === 0) return box;
  const { x0, y0, x1, y1 } = box;
  if (turn === 1) return { x0: width - y1, y0: x0, x1: width - y0, y1: x1 };
  if (turn === 2) return { x0: width - x1, y0: height - y1, x1: width - x0, y1: height - y0 };
  return { x0: y0, y0: height - x1, x1: y1, y1: height - x0 };
}
