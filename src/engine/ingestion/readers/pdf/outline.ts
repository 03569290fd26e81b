import { type PdfDocument, utf16Of } from './pdf-document.ts';

export interface OutlineEntry {
  title: string;
  /** 1 for the outermost. */
  level: number;
}

const MAX_ENTRIES = 10_000;
const MAX_LEVEL = 6;

/** The bookmarks by the 1-based page they lead to. Loops and excess are cut. */
export function readOutline(document: PdfDocument): Map<number, OutlineEntry[]> {
  const { pdfium, handle } = document;
  const byPage = new Map<number, OutlineEntry[]>();
  const seen = new Set<number>();

  const visit = (first: number, level: number): void => {
    for (let bookmark = first; bookmark !== 0 && !seen.has(bookmark) && seen.size < MAX_ENTRIES;) {
      seen.add(bookmark);
      const title = utf16Of(pdfium, (address, bytes) => pdfium.FPDFBookmark_GetTitle(bookmark, address, bytes)).trim();
      const page = pageOf(document, bookmark);
      if (title !== '' && page !== undefined) byPage.set(page, [...(byPage.get(page) ?? []), { title, level }]);
      if (level < MAX_LEVEL) visit(pdfium.FPDFBookmark_GetFirstChild(handle, bookmark), level + 1);
      bookmark = pdfium.FPDFBookmark_GetNextSibling(handle, bookmark);
    }
  };
  visit(pdfium.FPDFBookmark_GetFirstChild(handle, 0), 1);
  return byPage;
}

function pageOf({ pdfium, handle }: PdfDocument, bookmark: number): number | undefined {
  let destination = pdfium.FPDFBookmark_GetDest(handle, bookmark);
  if (destination === 0) {
    const action = pdfium.FPDFBookmark_GetAction(bookmark);
    if (action !== 0) destination = pdfium.FPDFAction_GetDest(handle, action);
  }
  if (destination === 0) return undefined;
  const index = pdfium.FPDFDest_GetDestPageIndex(handle, destination);
  return index < 0 ? undefined : index + 1;
}
