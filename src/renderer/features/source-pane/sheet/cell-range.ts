import type { Place } from '../../../../shared/domain/place.ts';

/** A rectangle of cells; columns and rows count from 1, ends included. */
export interface CellRange {
  readonly sheet: string;
  readonly columns: readonly [first: number, last: number];
  readonly rows: readonly [first: number, last: number];
}

function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + (letter.codePointAt(0) ?? 64) - 64;
  return number;
}

/** “B2:D4” of a sheet as numbers; null for what is no range. */
export function parseRange(sheet: string, range: string): CellRange | null {
  const [, firstColumn, firstRow, lastColumn, lastRow] = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(range) ?? [];
  if (firstColumn === undefined || firstRow === undefined) return null;
  const columns = [columnNumber(firstColumn), columnNumber(lastColumn ?? firstColumn)] as const;
  return { sheet, columns, rows: [Number(firstRow), Number(lastRow ?? firstRow)] };
}

/** The ranges among places. */
export function rangesOf(places: readonly Place[]): CellRange[] {
  return places
    .flatMap((place) => (place.kind === 'cells' ? [parseRange(place.sheet, place.range)] : []))
    .filter((range) => range !== null);
}
