import type { Box } from '../../../../shared/domain/place.ts';
import { type Turn, turnOf, uprightBox } from './page-turn.ts';
import type { PdfDocument } from './pdf-document.ts';

/** From PDF user space (origin at the bottom left, before rotation) to the page as displayed (top left), in points. */
export interface DisplayTransform {
  box(left: number, bottom: number, right: number, top: number): Box;
  /** The same box as x0, y0, x1 and y1 in `target` from an index on, for where there are too many to make objects of. */
  place(target: Float64Array, index: number, left: number, bottom: number, right: number, top: number): void;
  /** How far text of this direction in user space stands turned on the page as displayed. */
  turn(x: number, y: number): Turn;
}

/** PDFium answers in whole units; this many make a point. */
const UNITS = 1000;
const REACH = 1000;

/** Asks PDFium where three points of the page are shown, which settles crop box and rotation at once. */
export function displayTransform(document: PdfDocument, page: number, width: number, height: number): DisplayTransform {
  const { pdfium, scratch } = document;
  const at = (x: number, y: number): { x: number; y: number } => {
    pdfium.FPDF_PageToDevice(page, 0, 0, Math.round(width * UNITS), Math.round(height * UNITS), 0, x, y, scratch, scratch + 4);
    const [deviceX = 0, deviceY = 0] = new Int32Array(pdfium.pdfium.HEAPU8.buffer, scratch, 2);
    return { x: deviceX / UNITS, y: deviceY / UNITS };
  };
  const origin = at(0, 0);
  const alongX = at(REACH, 0);
  const alongY = at(0, REACH);
  const a = (alongX.x - origin.x) / REACH;
  const b = (alongX.y - origin.y) / REACH;
  const c = (alongY.x - origin.x) / REACH;
  const d = (alongY.y - origin.y) / REACH;

  const { x, y } = origin;
  return {
    box(left, bottom, right, top) {
      const ax = x + a * left + c * bottom;
      const ay = y + b * left + d * bottom;
      const bx = x + a * right + c * top;
      const by = y + b * right + d * top;
      return { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) };
    },
    place(target, index, left, bottom, right, top) {
      const ax = x + a * left + c * bottom;
      const ay = y + b * left + d * bottom;
      const bx = x + a * right + c * top;
      const by = y + b * right + d * top;
      target[index] = Math.min(ax, bx);
      target[index + 1] = Math.min(ay, by);
      target[index + 2] = Math.max(ax, bx);
      target[index + 3] = Math.max(ay, by);
    },
    turn: (dx, dy) => turnOf(a * dx + c * dy, b * dx + d * dy),
  };
}

/** The same for a page turned so that its text reads upright. `width` and `height` are of the page as displayed. */
export function uprightTransform(displayed: DisplayTransform, turn: Turn, width: number, height: number): DisplayTransform {
  if (turn === 0) return displayed;
  const box: DisplayTransform['box'] = (left, bottom, right, top) =>
    uprightBox(displayed.box(left, bottom, right, top), turn, width, height);
  return {
    box,
    place(target, index, left, bottom, right, top) {
      const { x0, y0, x1, y1 } = box(left, bottom, right, top);
      target.set([x0, y0, x1, y1], index);
    },
    turn: (x, y) => ((displayed.turn(x, y) - turn + 4) % 4) as Turn,
  };
}
