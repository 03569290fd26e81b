import type { Box } from '../../../../shared/domain/place.ts';
import type { PdfDocument } from './pdf-document.ts';

/** From PDF user space (origin at the bottom left, before rotation) to the page as displayed (top left), in points. */
export interface DisplayTransform {
  box(left: number, bottom: number, right: number, top: number): Box;
  /** True when a text direction in user space runs up or down the page as displayed. */
  isVertical(x: number, y: number): boolean;
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
  const x = (px: number, py: number): number => origin.x + a * px + c * py;
  const y = (px: number, py: number): number => origin.y + b * px + d * py;

  return {
    box(left, bottom, right, top) {
      const ax = x(left, bottom);
      const ay = y(left, bottom);
      const bx = x(right, top);
      const by = y(right, top);
      return { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) };
    },
    isVertical: (dx, dy) => Math.abs(b * dx + d * dy) > Math.abs(a * dx + c * dy),
  };
}
