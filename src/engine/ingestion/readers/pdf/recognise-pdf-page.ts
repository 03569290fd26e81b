import type { Box } from '../../../../shared/domain/place.ts';
import type { RecognisedLine, RecognisePage } from './ocr-page.ts';
import type { PdfDocument } from './pdf-document.ts';
import { renderPage } from './render-page.ts';

/** The recognised lines of a page, boxes in points of the page as displayed. `confidence` is 0 to 100. */
export interface RecognisedText {
  lines: RecognisedLine[];
  confidence: number;
}

/** Draws a page (0-based index) and recognises its text. Undefined where it cannot be drawn. */
export async function recognisePdfPage(
  document: PdfDocument,
  index: number,
  size: { width: number; height: number },
  recognise: RecognisePage,
): Promise<RecognisedText | undefined> {
  const image = renderPage(document, index);
  if (image === undefined) return undefined;
  const { lines, confidence } = await recognise(image);
  const acrossPt = size.width / image.width;
  const downPt = size.height / image.height;
  const inPoints = <T extends Box>(box: T): T => ({
    ...box,
    x0: hundredth(box.x0 * acrossPt),
    y0: hundredth(box.y0 * downPt),
    x1: hundredth(box.x1 * acrossPt),
    y1: hundredth(box.y1 * downPt),
  });
  return { lines: lines.map((line) => ({ ...inPoints(line), words: line.words.map(inPoints) })), confidence };
}

const hundredth = (value: number): number => Math.round(value * 100) / 100;
