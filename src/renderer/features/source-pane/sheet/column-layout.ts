import type { DocumentBlock } from '../../../../shared/domain/document.ts';

const charPx = 7.2;
const paddingPx = 18;
const leastPx = 56;
const mostPx = 280;
const usualPx = 96;

/** Where the columns of a sheet lie, in CSS pixels from the left of the first. */
export interface ColumnLayout {
  /** The last column that is known of. */
  readonly count: number;
  widthOf(column: number): number;
  leftOf(column: number): number;
}

/** The length that all but the longest few texts keep to; those run on over empty cells or are cut. */
function usualLength(lengths: readonly number[]): number {
  const sorted = lengths.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 0;
}

/** Fits columns to the texts of some rows: wide enough for most of what is in them, and none so wide that it takes the view. */
export function layoutColumns(rows: readonly DocumentBlock[]): ColumnLayout {
  const lengths: number[][] = [];
  for (const { locator } of rows) {
    if (locator?.kind !== 'cells') continue;
    for (const { column, start, end } of locator.cells) (lengths[column] ??= []).push(end - start);
  }
  const widths = Array.from(lengths, (some) =>
    some ? Math.min(mostPx, Math.max(leastPx, usualLength(some) * charPx + paddingPx)) : undefined,
  );
  const count = Math.max(1, widths.length - 1);
  const lefts: number[] = [0, 0];
  for (let column = 1; column <= count; column += 1) lefts[column + 1] = (lefts[column] ?? 0) + (widths[column] ?? usualPx);
  const end = lefts[count + 1] ?? 0;
  return {
    count,
    widthOf: (column) => widths[column] ?? usualPx,
    leftOf: (column) => (column <= count + 1 ? (lefts[column] ?? 0) : end + (column - count - 1) * usualPx),
  };
}
