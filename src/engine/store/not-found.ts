import { AppError } from '../../shared/errors.ts';

/** The row, or `not-found` naming what was asked for. */
export function found<Row>(row: Row | undefined, what: string, id: number): Row {
  if (row === undefined)
    throw new AppError('not-found', `There is no ${what} ${id} in the library.`, { details: { subject: what, actual: id } });
  return row;
}
