import type { Retriever } from '../../shared/domain/retrieval.ts';

type Entries = readonly { chunkId: number; score: number }[];

export interface FusedEntry {
  chunkId: number;
  /** Between 0 and 1; 1 means best by words and by meaning. */
  score: number;
  ranks: { retriever: Retriever; rank: number; score: number }[];
}

/** What both ways of searching found, and how near to the question the vectors put what the words found. */
export interface Found {
  /** Best first. */
  byWords: Entries;
  /** Nearest first; scores are cosines. */
  byMeaning: Entries;
  /** Cosines of what the words found; a chunk without a vector is missing. */
  cosines: ReadonlyMap<number, number>;
  /** Cosines of the question with chunks that have little to do with it. */
  background: readonly number[];
  /** Weight share of the question's words in the best full-text hit. */
  wordShare: number;
  chunkCount: number;
}

/*
 * Chosen on half of the questions of the development sets and checked on the other half, with a real, a weak and a
 * random embedding model: docs/decisions/2026-11-24-fusion.md.
 */
const meaningWeight = 0.25;
/** Deviations above the background at which the vectors begin to agree with the words, and over which trust grows. */
const agreementFrom = 2.5;
const agreementOver = 2;
const leadingHits = 3;
/** Where the words say next to nothing and the nearest vector stands out. */
const meaningWeightAlone = 0.4;
const fewWords = 0.3;
const noWords = 0.2;
const standOutOver = 2;

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return ((sorted[sorted.length % 2 === 0 ? middle - 1 : middle] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The middle of the background, and its robust standard deviation. */
export function spreadOf(background: readonly number[]): { middle: number; deviation: number } {
  const middle = median(background);
  const deviation = 1.4826 * median(background.map((value) => Math.abs(value - middle)));
  return { middle, deviation: Math.max(deviation, 0.01) };
}

/**
 * How much of a chunk's score its nearness by meaning makes up, 0 to 1. The vectors count as far as they put the best
 * full-text hits nearer than chance: a model that does not know the language of the library puts them anywhere.
 */
export function weightOfMeaning({ byWords, byMeaning, cosines, background, wordShare, chunkCount }: Found): number {
  if (byMeaning.length === 0) return 0;
  if (byWords.length === 0) return 1;
  const { middle, deviation } = spreadOf(background);
  const leading = byWords.slice(0, leadingHits).map(({ chunkId }) => ((cosines.get(chunkId) ?? middle) - middle) / deviation);
  const agreed = clamp((Math.max(...leading) - agreementFrom) / agreementOver);
  const standOut = ((byMeaning[0]?.score ?? middle) - middle) / deviation;
  const byChance = Math.sqrt(2 * Math.log(Math.max(chunkCount, 10)));
  const alone = clamp((fewWords - wordShare) / (fewWords - noWords)) * clamp((standOut - byChance) / standOutOver);
  return Math.max(meaningWeight * agreed, meaningWeightAlone * alone);
}

/**
 * One ranking from both: each score as a share of the best of its kind, the cosine counted from the background on, added
 * by the weight of the meaning. Equal scores keep the order of first appearance, words before meaning.
 */
export function fuseScores(found: Found): FusedEntry[] {
  const { byWords, byMeaning, cosines } = found;
  const weight = weightOfMeaning(found);
  const bestByWords = byWords[0]?.score ?? 0;
  const middle = byMeaning.length === 0 ? 0 : spreadOf(found.background).middle;
  const nearest = Math.max(...byMeaning.map(({ score }) => score), ...cosines.values()) - middle;
  const nearness = (cosine: number): number => clamp((cosine - middle) / Math.max(nearest, 1e-6));

  const fused = new Map<number, FusedEntry>();
  byWords.forEach(({ chunkId, score }, index) => {
    const shareOfWords = bestByWords > 0 ? clamp(score / bestByWords) : 1 / (index + 1);
    const cosine = cosines.get(chunkId);
    const near = cosine === undefined || byMeaning.length === 0 ? 0 : nearness(cosine);
    fused.set(chunkId, {
      chunkId,
      score: (1 - weight) * shareOfWords + weight * near,
      ranks: [{ retriever: 'full-text', rank: index + 1, score }],
    });
  });
  byMeaning.forEach(({ chunkId, score }, index) => {
    const rank = { retriever: 'vector' as const, rank: index + 1, score };
    const known = fused.get(chunkId);
    if (known === undefined) fused.set(chunkId, { chunkId, score: weight * nearness(score), ranks: [rank] });
    else known.ranks.push(rank);
  });
  return [...fused.values()].toSorted((a, b) => b.score - a.score);
}

/**
 * What holds the quoted words or the identifier that the question names comes before everything else, each part in its
 * order: no likeness of meaning outweighs it. A chunk that is alone in holding a word of the question is among the first
 * three.
 */
export function exactFirst(fused: readonly FusedEntry[], exact: ReadonlySet<number>, alone: ReadonlySet<number>): FusedEntry[] {
  const ranked = [...fused.filter(({ chunkId }) => exact.has(chunkId)), ...fused.filter(({ chunkId }) => !exact.has(chunkId))];
  const low = ranked.filter(({ chunkId }, index) => index >= firstPlaces && alone.has(chunkId)).slice(0, firstPlaces - 1);
  if (low.length === 0) return ranked;
  const rest = ranked.filter((entry) => !low.includes(entry));
  return [...rest.slice(0, firstPlaces - low.length), ...low, ...rest.slice(firstPlaces - low.length)];
}

const firstPlaces = 3;
