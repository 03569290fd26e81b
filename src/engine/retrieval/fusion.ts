import type { Retriever } from '../../shared/domain/retrieval.ts';

/** One retriever's chunks, best first. */
export interface Ranking {
  retriever: Retriever;
  entries: readonly { chunkId: number; score: number }[];
}

export interface FusedEntry {
  chunkId: number;
  /** Fused score, between 0 and 1: 1 means first in every ranking. */
  score: number;
  ranks: { retriever: Retriever; rank: number; score: number }[];
}

/** How fast a place further down loses weight; the value of the original rank fusion paper. */
const rankConstant = 60;

/** What a first place counts per retriever. */
export type FusionWeights = Readonly<Record<Retriever, number>>;
const evenWeights: FusionWeights = { 'full-text': 1, vector: 1, reranker: 1 };

/**
 * Weights for a question whose words the best full-text hit holds to this share. The more of the wording is
 * found, the more its ranking decides; a question in other words is left to the vectors.
 */
export function weightsFor(wordShare: number): FusionWeights {
  return { ...evenWeights, vector: 1 - wordingTrust * wordShare };
}

const wordingTrust = 0.85;

/** Reciprocal rank fusion. Equal scores keep the order of first appearance, so that the result is stable. */
export function fuseRankings(rankings: readonly Ranking[], weights: FusionWeights = evenWeights): FusedEntry[] {
  const fused = new Map<number, FusedEntry>();
  const best = rankings.reduce((sum, ranking) => sum + weights[ranking.retriever] / (rankConstant + 1), 0);
  for (const { retriever, entries } of rankings) {
    entries.forEach(({ chunkId, score }, index) => {
      const entry = fused.get(chunkId) ?? { chunkId, score: 0, ranks: [] };
      entry.score += weights[retriever] / (rankConstant + index + 1) / best;
      entry.ranks.push({ retriever, rank: index + 1, score });
      fused.set(chunkId, entry);
    });
  }
  return [...fused.values()].toSorted((a, b) => b.score - a.score);
}
