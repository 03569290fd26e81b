/** How good one ranking is, or the mean of many; every figure is between 0 and 1. */
export interface RankingQuality {
  ndcg10: number;
  recall5: number;
  recall10: number;
  mrr10: number;
}

/** What each relevant id is worth. An id that is missing, or has 0 or less, is not relevant. */
export type Gains<Id> = ReadonlyMap<Id, number>;

/** The first `depth` distinct ids: an id named again earns nothing again and takes no place. */
function leading<Id>(ranked: readonly Id[], depth: number): Id[] {
  return [...new Set(ranked)].slice(0, depth);
}

function relevantGains(gains: Gains<unknown>): number[] {
  return [...gains.values()].filter((gain) => gain > 0);
}

function discountedSum(gains: readonly number[]): number {
  return gains.reduce((sum, gain, index) => sum + Math.max(gain, 0) / Math.log2(index + 2), 0);
}

/**
 * Normalised discounted cumulative gain of the first `depth` ids: the sum of gain / log2(rank + 1), divided by that of
 * the best possible ranking (Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS
 * 20(4), 2002, with the gain itself and not 2^gain - 1: as trec_eval's ndcg_cut and the BEIR figures have it).
 * 0 when nothing is relevant.
 */
export function ndcgAt<Id>(ranked: readonly Id[], gains: Gains<Id>, depth: number): number {
  const ideal = discountedSum(
    relevantGains(gains)
      .toSorted((a, b) => b - a)
      .slice(0, depth),
  );
  return ideal === 0 ? 0 : Math.min(1, discountedSum(leading(ranked, depth).map((id) => gains.get(id) ?? 0)) / ideal);
}

/** Share of all relevant ids that stand among the first `depth`. 0 when nothing is relevant. */
export function recallAt<Id>(ranked: readonly Id[], gains: Gains<Id>, depth: number): number {
  const total = relevantGains(gains).length;
  return total === 0 ? 0 : leading(ranked, depth).filter((id) => (gains.get(id) ?? 0) > 0).length / total;
}

/** 1 / the rank of the first relevant id among the first `depth`, or 0. */
export function reciprocalRankAt<Id>(ranked: readonly Id[], gains: Gains<Id>, depth: number): number {
  const index = leading(ranked, depth).findIndex((id) => (gains.get(id) ?? 0) > 0);
  return index < 0 ? 0 : 1 / (index + 1);
}

/** The four figures of one question. A question without a relevant id has no quality: leave it out of a mean. */
export function rankingQuality<Id>(ranked: readonly Id[], gains: Gains<Id>): RankingQuality {
  return {
    ndcg10: ndcgAt(ranked, gains, 10),
    recall5: recallAt(ranked, gains, 5),
    recall10: recallAt(ranked, gains, 10),
    mrr10: reciprocalRankAt(ranked, gains, 10),
  };
}

/** Every question counts the same. null without questions. */
export function meanQuality(qualities: readonly RankingQuality[]): RankingQuality | null {
  if (qualities.length === 0) return null;
  const mean = (figure: keyof RankingQuality) => qualities.reduce((sum, each) => sum + each[figure], 0) / qualities.length;
  return { ndcg10: mean('ndcg10'), recall5: mean('recall5'), recall10: mean('recall10'), mrr10: mean('mrr10') };
}
