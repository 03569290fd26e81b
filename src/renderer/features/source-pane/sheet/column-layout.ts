import type { DocumentBlock } from '../../../../shared/domain/document.ts';
import { textWidth } from './text-width.ts';

const paddingPx = 18;
const leastPx = 56;
const mostPx = 280;
/** The widest a column gets where there is room for all. */
const roomyPx = 320;
const usualPx = 96;
/** A text is measured no further; it is wider than any column by then. */
const measuredChars = 80;

/** Where the columns of a sheet lie, in CSS pixels from the left of the first. */
export interface ColumnLayout {
  /** The last column that is known of. */
  readonly count: number;
  widthOf(column: number): number;
  leftOf(column: number): number;
}

/** The width that all but the widest few texts keep to; those run on over empty cells or are cut. */
function usualOf(widths: readonly number[]): number {
  const sorted = widths.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 0;
}

/** What the texts of each column take: all of them, and those beside others; a title alone in its row runs on. */
function measured(rows: readonly DocumentBlock[]) {
  const all: number[][] = [];
  const widest: number[] = [];
  for (const { kind, locator, text } of rows) {
    if (kind !== 'table-row' || locator?.kind !== 'cells') continue;
    for (const { column, start, end } of locator.cells) {
      const width = textWidth(text.slice(start, Math.min(end, start + measuredChars)));
      (all[column] ??= []).push(width);
      if (locator.cells.length > 1) widest[column] = Math.max(widest[column] ?? 0, width);
    }
  }
  return { all, widest };
}

const fit = (px: number, most: number) => Math.min(most, Math.max(leastPx, px + paddingPx));

/**
 * Fits columns to the texts of some rows: wide enough for most of what is in them, and none so wide that it takes the
 * view. Room that is left, of `roomPx`, goes to the columns whose texts need more.
 */
export function layoutColumns(rows: readonly DocumentBlock[], roomPx = 0): ColumnLayout {
  const { all, widest } = measured(rows);
  const usual = Array.from(all, (some) => (some ? fit(usualOf(some), mostPx) : undefined));
  const wanted = usual.map((width, column) => (width === undefined ? 0 : Math.max(0, fit(widest[column] ?? 0, roomyPx) - width)));
  const count = Math.max(1, usual.length - 1);
  let taken = 0;
  for (let column = 1; column <= count; column += 1) taken += usual[column] ?? usualPx;
  const need = wanted.reduce((sum, width) => sum + width, 0);
  const share = need === 0 ? 0 : Math.min(1, Math.max(0, roomPx - taken) / need);
  const widths = usual.map((width, column) => (width === undefined ? undefined : Math.round(width + (wanted[column] ?? 0) * share)));
  const lefts: number[] = [0, 0];
  for (let column = 1; column <= count; column += 1) lefts[column + 1] = (lefts[column] ?? 0) + (widths[column] ?? usualPx);
  const end = lefts[count + 1] ?? 0;
  return {
    count,
    widthOf: (column) => widths[column] ?? usualPx,
    leftOf: (column) => (column <= count + 1 ? (lefts[column] ?? 0) : end + (column - count - 1) * usualPx),
  };
}
