/** Reads up to `length` bytes from `start` on. */
export type ReadAt = (start: number, length: number) => Promise<Buffer>;

const WINDOW_BYTES = 64 * 1024;

/**
 * Whether a PDF says that it is encrypted. Its trailer does: near the end of the file, or where the last `startxref`
 * points to. Many such files open without a password all the same.
 */
export async function declaresProtection(readAt: ReadAt, sizeBytes: number): Promise<boolean> {
  const tail = await readAt(Math.max(0, sizeBytes - WINDOW_BYTES), WINDOW_BYTES);
  if (tail.includes('/Encrypt')) return true;
  const at = tail.toString('latin1', Math.max(0, tail.lastIndexOf('startxref'))).match(/^startxref\s+(\d{1,12})/);
  const start = Number(at?.[1] ?? sizeBytes);
  return start < sizeBytes && (await readAt(start, WINDOW_BYTES)).includes('/Encrypt');
}
