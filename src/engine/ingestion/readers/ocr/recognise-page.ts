import type { RecognisePage } from '../pdf/ocr-page.ts';
import { loadRecogniser, type OcrOptions } from './recogniser.ts';

/** What the PDF reader gives pages without text to. Loaded with the first of them. */
export function createRecognisePage(options: OcrOptions): RecognisePage {
  return async (image) => (await loadRecogniser(options)).page(image);
}
