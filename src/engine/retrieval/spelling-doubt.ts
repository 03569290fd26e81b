import { standOutOf } from './relevance.ts';
import type { FullTextResult } from './search-full-text.ts';
import type { VectorResult } from './search-vectors.ts';

const hitsLookedAt = 10;
/** In deviations, beyond what the nearest of so many unrelated chunks stands out by. */
const margin = 1;

/**
 * True when nothing was found by a word as it was typed, and the nearest vector stands out and is another chunk than those
 * found by the respelled ones: then the words were of another language rather than misspelt.
 */
export function isSpellingDoubted(
  { corrections, selected, entries }: FullTextResult,
  meant: Pick<VectorResult, 'entries' | 'background'>,
  chunkCount: number,
): boolean {
  const [nearest] = meant.entries;
  if (corrections.length === 0 || nearest === undefined || meant.background.length === 0) return false;
  const guessed = new Set(corrections.map(({ to }) => to));
  if (selected.some(({ word }) => !guessed.has(word))) return false;
  if (entries.slice(0, hitsLookedAt).some(({ chunkId }) => chunkId === nearest.chunkId)) return false;
  return standOutOf(nearest.score, meant.background) >= Math.sqrt(2 * Math.log(Math.max(chunkCount, 10))) + margin;
}
