/** What a reader takes at its limit, with some air. */
const BYTES_PER_READER = 1.2 * 1024 ** 3;
const MOST_READERS = 4;

/** Reader processes that may work at once: a core stays free for the engine and the person, and memory for each is there. */
export function readerCount({ cores, freeBytes }: { cores: number; freeBytes: number }): number {
  const byMemory = Math.floor(freeBytes / BYTES_PER_READER);
  return Math.max(1, Math.min(MOST_READERS, cores - 1, byMemory));
}
