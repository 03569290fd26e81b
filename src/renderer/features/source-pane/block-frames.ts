import type { DocumentBlock } from '../../../shared/domain/document.ts';
import { columnLetters } from '../../../shared/domain/column-letters.ts';
import { timeCode } from '../../../shared/domain/time-code.ts';

type Located = Pick<DocumentBlock, 'locator'> | undefined;

/** What stands over the first block of a slide, its notes, a message, a chapter. */
export interface Frame {
  readonly kind: 'slide' | 'notes' | 'message' | 'chapter';
  /** Blocks with the same key belong together. */
  readonly key: string;
  readonly title: string;
}

/** What a block belongs to; null where it stands for itself. */
export function frameOf(block: Located): Frame | null {
  const locator = block?.locator;
  switch (locator?.kind) {
    case 'slide':
      return locator.part === 'notes'
        ? { kind: 'notes', key: `notes ${locator.slide}`, title: 'Notes' }
        : { kind: 'slide', key: `slide ${locator.slide}`, title: `Slide ${locator.slide}` };
    case 'message':
      return { kind: 'message', key: `message ${locator.message}`, title: `Message ${locator.message}` };
    case 'chapter':
      return { kind: 'chapter', key: `chapter ${locator.chapter}`, title: locator.title || `Chapter ${locator.chapter}` };
    default:
      return null;
  }
}

/** Whether a block is the first of its slide, message or chapter. Neighbours that are not there yet end nothing. */
export function beginsFrame(before: Located, block: Located): boolean {
  const frame = frameOf(block);
  return frame !== null && frameOf(before)?.key !== frame.key;
}

/** Where a block stands, short enough for a margin; null where nothing tells. A message has a number where there are several. */
export function marginOf(
  { locator, lineStart, lineEnd, page }: Pick<DocumentBlock, 'locator' | 'lineStart' | 'lineEnd' | 'page'>,
  numbersMessages: boolean,
): string | null {
  switch (locator?.kind) {
    case 'slide':
      return locator.part === 'notes' ? `${locator.slide}, notes` : `slide ${locator.slide}`;
    case 'cells': {
      const first = locator.cells[0]?.column ?? 1;
      const last = locator.cells.at(-1)?.column ?? first;
      const begin = `${columnLetters(first)}${locator.row}`;
      return first === last ? begin : `${begin}:${columnLetters(last)}${locator.row}`;
    }
    case 'message':
      return numbersMessages ? `${locator.message} ${locator.part}` : locator.part;
    case 'time':
      return timeCode(locator.startMs);
    case 'chapter':
      return `ch. ${locator.chapter}`;
    default:
  }
  if (page !== null) return `p. ${page}`;
  if (lineStart === null) return null;
  return lineEnd === null || lineEnd === lineStart ? String(lineStart) : `${lineStart}–${lineEnd}`;
}
