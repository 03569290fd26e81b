import { readerLimits } from '../reader-limits.ts';

/** Counts the cells of one workbook that hold something. */
export class CellBudget {
  #left: number;

  constructor(limit: number = readerLimits.cells) {
    this.#left = limit;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** False when there is no room for another. */
  take(): boolean {
    if (this.#left <= 0) return false;
    this.#left -= 1;
    return true;
  }
}

/** Said once the budget is spent. */
export const cellsWarning = `Only the first ${readerLimits.cells.toLocaleString('en')} cells were read.`;
