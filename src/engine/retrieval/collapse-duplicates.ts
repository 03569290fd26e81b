import type { ChunkRow } from '../store/chunks.ts';
import { sameWords, wordingOf, type Wording } from './same-words.ts';

/** A ranked chunk with those further down that say the same. */
export type Collapsed<T> = T & { same: ChunkRow[] };

/** Share of the shorter of two spans that may be common before the lower-ranked one says nothing new. */
const overlapLimit = 0.5;

function overlaps(a: ChunkRow, b: ChunkRow): boolean {
  if (a.contentId !== b.contentId) return false;
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return common > overlapLimit * Math.min(a.end - a.start, b.end - b.start);
}

/**
 * The best-ranked of chunks that say the same (see {@link sameWords}), in order, with the others; chunks that overlap one
 * of the same document by more than half are left out. At most `limit`; chunks behind the last of them still count as its
 * copies. `asked` are the question's words: texts that differ in one of them stay apart.
 */
export function collapseDuplicates<T extends { chunk: ChunkRow }>(
  ranked: readonly T[],
  { limit, asked }: { limit: number; asked: ReadonlySet<string> },
): Collapsed<T>[] {
  const kept: Collapsed<T>[] = [];
  const byNames = new Map<string, { entry: Collapsed<T>; wording: Wording }[]>();
  for (const entry of ranked) {
    if (kept.some((other) => overlaps(other.chunk, entry.chunk))) continue;
    const wording = wordingOf(entry.chunk.text);
    const alike = byNames.get(wording.names) ?? [];
    const first = alike.find((other) => sameWords(other.wording, wording, asked));
    if (first !== undefined) {
      first.entry.same.push(entry.chunk);
      continue;
    }
    if (kept.length >= limit) continue;
    const collapsed = { ...entry, same: [] };
    kept.push(collapsed);
    byNames.set(wording.names, [...alike, { entry: collapsed, wording }]);
  }
  return kept;
}
