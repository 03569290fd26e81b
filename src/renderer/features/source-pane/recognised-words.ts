import type { PageSize } from '../../../shared/domain/document.ts';

/** Below this, what was recognised of a page is worth a look, in percent. */
export const lowConfidence = 75;

export const isDoubtful = ({ textSource, confidence }: PageSize): boolean =>
  textSource === 'ocr' && confidence !== null && confidence < lowConfidence;

/** Where the text of a page is from, where that is not the file itself. */
export function recognisedWords(page: PageSize | undefined): string | null {
  if (page?.textSource === 'none') return 'a picture of text, not recognised yet';
  if (page?.textSource !== 'ocr') return null;
  return page.confidence === null ? 'recognised' : `recognised, ${Math.round(page.confidence)} % sure`;
}
