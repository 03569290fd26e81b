import { createRowKernel } from './vector-kernel.ts';
import { openRow } from './vector-encoding.ts';

const PAGE = 65_536;
const PAGES = 16;
const RESULTS_AT = PAGE;
const ROWS_AT = 2 * PAGE;
/** As many coordinates as a query may have, so that it ends before the results. */
const MOST_DIMENSIONS = PAGE / 4;
const COORDINATES_AT_ONCE = 8;

let kernel: ReturnType<typeof createRowKernel> | undefined;

/** Cosines of rows with a unit query, in their order. */
export function cosinesOf(rows: readonly Uint8Array[], unitQuery: Float32Array): Float32Array {
  const dimensions = unitQuery.length;
  if (dimensions > MOST_DIMENSIONS) throw new RangeError(`vectors of ${dimensions} dimensions`);
  kernel ??= createRowKernel(PAGES);
  const { memory } = kernel;
  const padded = Math.ceil(dimensions / COORDINATES_AT_ONCE) * COORDINATES_AT_ONCE;
  // What lies behind a row's last coordinate is multiplied by these zeros.
  new Float32Array(memory.buffer, 0, padded).fill(0).set(unitQuery);
  const atOnce = Math.floor(((PAGES - 2) * PAGE) / (padded * 2));
  const cosines = new Float32Array(rows.length);
  const levelsAt = new Int16Array(memory.buffer, ROWS_AT);
  for (let from = 0; from < rows.length; from += atOnce) {
    const slice = rows.slice(from, from + atOnce).map(openRow);
    for (const [at, { levels }] of slice.entries()) levelsAt.set(levels, at * padded);
    kernel.products(ROWS_AT, slice.length, padded * 2, 0, RESULTS_AT);
    const products = new Float32Array(memory.buffer, RESULTS_AT, slice.length);
    for (const [at, { step }] of slice.entries()) cosines[from + at] = (products[at] ?? 0) * step;
  }
  return cosines;
}
