import type { OcrStatus } from '../../shared/domain/ocr.ts';
import { count, counted, rate, timeLeft } from './figures.ts';

/** The chosen languages as one would list them. */
export function languageWords({ languages }: OcrStatus): string {
  const chosen = languages.filter(({ isChosen }) => isChosen).map(({ name }) => name);
  return chosen.length === 0 ? 'no language chosen' : chosen.join(', ');
}

/** How far recognition is, in one line. `isSparing`: it waits for the battery's sake. */
export function recognitionWords(status: OcrStatus, isSparing: boolean): string {
  const { isPaused, pagesWaiting, documentsWaiting, pagesPerMinute, secondsLeft } = status;
  if (documentsWaiting === 0) return 'Nothing waits';
  const waiting = `${counted(pagesWaiting, 'page')} in ${counted(documentsWaiting, 'document')} ${pagesWaiting === 1 ? 'waits' : 'wait'}`;
  if (isPaused) return `Paused · ${waiting}`;
  if (isSparing && status.currentFile === null) return `Waits for mains power · ${waiting}`;
  const pace = pagesPerMinute === null ? '' : ` · ${rate(pagesPerMinute)} pages/min`;
  const left = secondsLeft === null || secondsLeft <= 0 ? '' : ` · ${timeLeft(secondsLeft)}`;
  return `${waiting}${pace}${left}`;
}

/** The part that is done since the work last began; null where there is nothing to measure. */
export function recognitionFraction({ pagesDone, pagesWaiting }: OcrStatus): number | null {
  const all = pagesDone + pagesWaiting;
  return all === 0 ? null : pagesDone / all;
}

export const recognitionShort = ({ pagesDone, pagesWaiting }: OcrStatus): string =>
  `Recognising text ${count(pagesDone)} of ${count(pagesDone + pagesWaiting)} pages`;

export const recognitionHeld = ({ isPaused, pagesWaiting }: OcrStatus): string =>
  `Text recognition ${isPaused ? 'paused' : 'waits for mains power'} · ${counted(pagesWaiting, 'page')} ${pagesWaiting === 1 ? 'waits' : 'wait'}`;
