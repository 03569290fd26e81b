import type { Box } from '../../../../shared/domain/place.ts';

/** A word, or a few characters of a script without spaces. `glued` when no space stands before it. */
export interface PageWord extends Box {
  text: string;
  glued: boolean;
}

/** A line of text; its boxes are on the page turned so that most of its text reads upright. */
export interface PageLine extends Box {
  words: PageWord[];
  /** The widest blank between two neighbouring words of it, in points; -Infinity for a single word. */
  widestGap: number;
  /** The word at its end goes on in the next line, without the hyphen that is shown. */
  hyphenated: boolean;
  /** Runs up or down the page where most of the page's text does not. */
  vertical: boolean;
  /** Font size as displayed, in points. */
  size: number;
  /** All of it, as far as start, middle and end tell. */
  bold: boolean;
}

/** The visible characters of a line. */
export function charsOf(line: PageLine): number {
  let chars = 0;
  for (const word of line.words) chars += word.text.length;
  return chars;
}

/** A line's text in one piece, for comparing. */
export function lineText(line: PageLine): string {
  let text = '';
  for (const word of line.words) text += text === '' || word.glued ? word.text : ` ${word.text}`;
  return text;
}

/** True when one is at the height of the other, by more than half. */
export function isOnOneRow(line: Box, other: Box): boolean {
  return Math.min(line.y1, other.y1) - Math.max(line.y0, other.y0) > 0.5 * Math.min(line.y1 - line.y0, other.y1 - other.y0);
}

/** The blank between two words of a line, whichever way they are read. */
export function gapBetween(word: Box, next: Box): number {
  return Math.max(next.x0 - word.x1, word.x0 - next.x1);
}

/** What `PageLine.widestGap` says. */
export function widestGap(words: readonly PageWord[]): number {
  let widest = -Infinity;
  let previous: PageWord | undefined;
  for (const word of words) {
    if (previous !== undefined) widest = Math.max(widest, gapBetween(previous, word));
    previous = word;
  }
  return widest;
}

/** Makes `box` hold `by`, too. */
export function extend(box: Box, by: Box): void {
  box.x0 = Math.min(box.x0, by.x0);
  box.y0 = Math.min(box.y0, by.y0);
  box.x1 = Math.max(box.x1, by.x1);
  box.y1 = Math.max(box.y1, by.y1);
}
