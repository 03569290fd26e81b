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
  const { covered, outlines } = new ObjectWalk(document, displayed, size).page(page);
  const area = size.width * size.height;
  return (area > 0 && covered >= MOST * area) || (chars === 0 && outlines >= MIN_OUTLINES);
}

/** Counts what is drawn on a page, up to a limit. */
class ObjectWalk {
  readonly #document: PdfDocument;
  readonly #displayed: DisplayTransform;
  readonly #size: { width: number; height: number };
  #visited = 0;
  #outlines = 0;

  constructor(document: PdfDocument, displayed: DisplayTransform, size: { width: number; height: number }) {
    this.#document = document;
    this.#displayed = displayed;
    this.#size = size;
  }

  /** The area under images, in square points, and the number of paths. */
  page(page: number): { covered: number; outlines: number } {
    const { pdfium } = this.#document;
    const count = pdfium.FPDFPage_CountObjects(page);
    let covered = 0;
    for (let at = 0; at < count && !this.#isAtLimit; at += 1) {
      const object = pdfium.FPDFPage_GetObject(page, at);
      // Where the images of a form stand is not known from the form; it stands where they do.
      if (this.#hasImage(object, 0)) covered += this.#areaOf(object);
    }
    return { covered, outlines: this.#outlines };
  }

  get #isAtLimit(): boolean {
    return this.#visited > MAX_OBJECTS;
  }

  #hasImage(object: number, depth: number): boolean {
    this.#visited += 1;
    if (object === 0 || this.#isAtLimit || depth > MAX_DEPTH) return false;
    const { pdfium } = this.#document;
    const type = pdfium.FPDFPageObj_GetType(object);
    if (type === PATH) this.#outlines += 1;
    if (type !== FORM) return type === IMAGE;
    const count = pdfium.FPDFFormObj_CountObjects(object);
    let found = false;
    for (let at = 0; at < count && !this.#isAtLimit; at += 1) {
      if (this.#hasImage(pdfium.FPDFFormObj_GetObject(object, at), depth + 1)) found = true;
    }
    return found;
  }

  #areaOf(object: number): number {
    const { pdfium, scratch } = this.#document;
    if (!pdfium.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)) return 0;
    const [left = 0, bottom = 0, right = 0, top = 0] = new Float32Array(pdfium.pdfium.HEAPU8.buffer, scratch, 4);
    return areaOn(this.#displayed.box(left, bottom, right, top), this.#size);
  }
}

/** The part of a box that lies on the page. */
function areaOn(box: Box, { width, height }: { width: number; height: number }): number {
  return Math.max(0, Math.min(box.x1, width) - Math.max(box.x0, 0)) * Math.max(0, Math.min(box.y1, height) - Math.max(box.y0, 0));
}
