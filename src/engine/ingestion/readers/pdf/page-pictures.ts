import type { Box } from '../../../../shared/domain/place.ts';
import type { DisplayTransform } from './display-transform.ts';
import type { PdfDocument } from './pdf-document.ts';

/** Below this, a text layer is a stamp or a page number over a picture. */
const MIN_LAYER_CHARS = 20;
const MOST = 0.5;
/** So many drawn shapes and no character: letters drawn as outlines. */
const MIN_OUTLINES = 60;
const MAX_OBJECTS = 5_000;
const MAX_DEPTH = 4;
const PATH = 2;
const IMAGE = 3;
const FORM = 5;

/**
 * True when what stands on the page can only be had by recognising it: fewer than 20 characters and an image over
 * most of the page, or letters that are drawn rather than written.
 */
export function isPicture(
  document: PdfDocument,
  page: number,
  chars: number,
  displayed: DisplayTransform,
  size: { width: number; height: number },
): boolean {
  if (chars >= MIN_LAYER_CHARS) return false;
  const { pdfium, scratch } = document;
  let covered = 0;
  let outlines = 0;
  let visited = 0;
  const visit = (object: number, depth: number): void => {
    visited += 1;
    if (object === 0 || visited > MAX_OBJECTS) return;
    const type = pdfium.FPDFPageObj_GetType(object);
    if (type === PATH) outlines += 1;
    else if (type === FORM && depth < MAX_DEPTH) {
      const count = pdfium.FPDFFormObj_CountObjects(object);
      for (let at = 0; at < count && visited <= MAX_OBJECTS; at += 1) visit(pdfium.FPDFFormObj_GetObject(object, at), depth + 1);
      // Where a form stands is not known from the objects in it.
      if (depth === 0 && covered > 0) covered = Math.max(covered, areaOf(object));
    } else if (type === IMAGE) covered += depth === 0 ? areaOf(object) : 1;
  };
  const areaOf = (object: number): number => {
    if (!pdfium.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)) return 0;
    const [left = 0, bottom = 0, right = 0, top = 0] = new Float32Array(pdfium.pdfium.HEAPU8.buffer, scratch, 4);
    return areaOn(displayed.box(left, bottom, right, top), size);
  };
  const count = pdfium.FPDFPage_CountObjects(page);
  for (let at = 0; at < count && visited <= MAX_OBJECTS; at += 1) visit(pdfium.FPDFPage_GetObject(page, at), 0);
  const area = size.width * size.height;
  return (area > 0 && covered >= MOST * area) || (chars === 0 && outlines >= MIN_OUTLINES);
}

/** The part of a box that lies on the page. */
function areaOn(box: Box, { width, height }: { width: number; height: number }): number {
  return Math.max(0, Math.min(box.x1, width) - Math.max(box.x0, 0)) * Math.max(0, Math.min(box.y1, height) - Math.max(box.y0, 0));
}
