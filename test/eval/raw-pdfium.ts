import { readFileSync } from 'node:fs';
import { loadPdfium, type Pdfium } from '../../src/engine/ingestion/readers/pdf/pdfium.ts';

type Raw = Pdfium & {
  FPDFText_GetText(text: number, start: number, count: number, buffer: number): number;
  FPDFText_CountRects(text: number, start: number, count: number): number;
  FPDFText_GetRect(text: number, index: number, left: number, top: number, right: number, bottom: number): boolean;
};

/** What the engine alone does: every page's text, and its rectangles. Returns pages and characters; nothing is kept. */
export async function readWithRawPdfium(path: string, password = ''): Promise<{ pages: number; chars: number }> {
  const raw = (await loadPdfium()) as Raw;
  const { malloc, free } = raw.pdfium.wasmExports;
  const bytes = readFileSync(path);
  const file = malloc(bytes.length);
  raw.pdfium.HEAPU8.set(bytes, file);
  const document = raw.FPDF_LoadMemDocument(file, bytes.length, password);
  let chars = 0;
  const pages = document === 0 ? 0 : raw.FPDF_GetPageCount(document);
  const box = malloc(32);
  for (let index = 0; index < pages; index += 1) {
    const page = raw.FPDF_LoadPage(document, index);
    const text = raw.FPDFText_LoadPage(page);
    const count = raw.FPDFText_CountChars(text);
    const buffer = malloc((count + 1) * 2);
    raw.FPDFText_GetText(text, 0, count, buffer);
    const rects = raw.FPDFText_CountRects(text, 0, count);
    for (let rect = 0; rect < rects; rect += 1) raw.FPDFText_GetRect(text, rect, box, box + 8, box + 16, box + 24);
    free(buffer);
    chars += count;
    raw.FPDFText_ClosePage(text);
    raw.FPDF_ClosePage(page);
  }
  free(box);
  if (document !== 0) raw.FPDF_CloseDocument(document);
  free(file);
  return { pages, chars };
}
