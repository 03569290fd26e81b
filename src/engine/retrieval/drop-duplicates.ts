import type { ChunkRow } from '../store/chunks.ts';

/** Share of the shorter of two spans that may be common before the lower-ranked one says nothing new. */
const overlapLimit = 0.5;

/** Text without case and blanks: equal chunks of two versions or copies differ in nothing else. */
function contentKey(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

function overlaps(a: ChunkRow, b: ChunkRow): boolean {
  if (a.documentId !== b.documentId) return false;
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return common > overlapLimit * Math.min(a.end - a.start, b.end - b.start);
}

/** Keeps the first of chunks with equal text and of chunks that overlap by more than half, in order. */
export function dropDuplicates<T extends { chunk: ChunkRow }>(ranked: readonly T[], limit: number): T[] {
  const keys = new Set<string>();
  const kept: T[] = [];
  for (const entry of ranked) {
    if (kept.length >= limit) break;
    const key = contentKey(entry.chunk.text);
    if (keys.has(key) || kept.some((other) => overlaps(other.chunk, entry.chunk))) continue;
    keys.add(key);
    kept.push(entry);
  }
  return kept;
}
