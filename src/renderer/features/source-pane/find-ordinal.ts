/**
 * The last of `total` blocks that begins at or before `offset`, asking for as few starts as a binary
 * search needs. Blocks begin in ascending order.
 */
export async function findOrdinal(total: number, offset: number, startOf: (ordinal: number) => Promise<number>): Promise<number> {
  let low = 0;
  let high = Math.max(0, total - 1);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((await startOf(middle)) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
