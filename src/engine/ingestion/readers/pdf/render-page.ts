import type { PageImage } from './ocr-page.ts';
import type { PdfDocument } from './pdf-document.ts';

const DOTS_PER_INCH = 200;
const POINTS_PER_INCH = 72;
/** A page the size of a wall is drawn coarser: 64 MB of pixels at most. */
const MAX_PIXELS = 16_000_000;
const BGRX = 3;
const WHITE = 0xffffffff;
/** With annotations, for print. */
const FLAGS = 0x01 | 0x800;

/** A page (0-based index) drawn for recognition. Undefined when there is no memory for it. */
export function renderPage({ pdfium, handle }: PdfDocument, index: number): PageImage | undefined {
  const page = pdfium.FPDF_LoadPage(handle, index);
  if (page === 0) return undefined;
  const { malloc, free } = pdfium.pdfium.wasmExports;
  let pixels = 0;
  try {
    const pageWidth = pdfium.FPDF_GetPageWidthF(page);
    const pageHeight = pdfium.FPDF_GetPageHeightF(page);
    const area = pageWidth * pageHeight;
    if (!(area > 0)) return undefined;
    const scale = Math.min(DOTS_PER_INCH / POINTS_PER_INCH, Math.sqrt(MAX_PIXELS / area));
    const width = Math.max(1, Math.floor(pageWidth * scale));
    const height = Math.max(1, Math.floor(pageHeight * scale));
    if (width * height > MAX_PIXELS) return undefined;
    const stride = width * 4;
    pixels = malloc(stride * height);
    if (pixels === 0) return undefined;
    const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, BGRX, pixels, stride);
    if (bitmap === 0) return undefined;
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FLAGS);
    pdfium.FPDFBitmap_Destroy(bitmap);
    return { data: pdfium.pdfium.HEAPU8.slice(pixels, pixels + stride * height), width, height };
  } finally {
    if (pixels !== 0) free(pixels);
    pdfium.FPDF_ClosePage(page);
  }
}
