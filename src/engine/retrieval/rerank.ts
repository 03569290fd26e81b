import { isAppError } from '../../shared/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { ModelRegistry, RerankingModel } from '../providers/specification.ts';

export interface Reranking {
  /** Scores `texts`, best candidates first, as many as the time allows. Rejects only with the signal's reason. */
  score(query: string, texts: readonly string[], signal: AbortSignal): Promise<RerankResult>;
}

/** `scored`: the first `scores.length` texts, perhaps not all · `not-set`: nobody asked for reranking · `skipped`: too slow or failed. */
export type RerankResult = { verdict: 'scored'; scores: number[] } | { verdict: 'not-set' | 'skipped' };

const defaultBudgetMs = 2_500;
/** Texts of one call: the first is a measurement, and what a call overruns is lost. */
const firstBatch = 2;
const largestBatch = 8;
/** A model that did not score one batch in time is left alone for this many questions, then measured anew. */
const restQuestions = 20;
/** How much the latest call counts in the pace. */
const latestShare = 0.5;

interface Pace {
  /** Milliseconds for one UTF-16 unit of question and text; null before a call was measured. */
  msPerUnit: number | null;
  rest: number;
}

/**
 * Reranks within a time budget that is spent by measurement: each batch is as large as the model's pace says will fit in
 * what is left, so that a fast machine scores all texts and a slow one the best few.
 */
export function createReranking(
  models: ModelRegistry,
  logger: Logger,
  { budgetMs = defaultBudgetMs, nowMs = () => performance.now() }: { budgetMs?: number; nowMs?: () => number } = {},
): Reranking {
  const paces = new Map<string, Pace>();

  /** How many of `texts` fit in `leftMs`; 0 when not even one does. */
  const batchSize = (pace: Pace, query: string, texts: readonly string[], leftMs: number): number => {
    if (pace.msPerUnit === null) return firstBatch;
    let neededMs = 0;
    let size = 0;
    for (const text of texts.slice(0, largestBatch)) {
      neededMs += (query.length + text.length) * pace.msPerUnit;
      if (neededMs > leftMs) break;
      size += 1;
    }
    return size;
  };

  const scoreInTime = async (
    model: RerankingModel,
    pace: Pace,
    { query, texts, scores, endsMs }: { query: string; texts: readonly string[]; scores: number[]; endsMs: number },
    signal: AbortSignal,
  ): Promise<void> => {
    while (scores.length < texts.length) {
      const size = batchSize(pace, query, texts.slice(scores.length), endsMs - nowMs());
      // A pace from a busy moment must not rule a model out for ever, so that one text is always tried.
      if (size === 0 && scores.length > 0) return;
      const batch = texts.slice(scores.length, scores.length + Math.max(1, size));
      const begunMs = nowMs();
      // oxlint-disable-next-line no-await-in-loop -- the size of a batch follows from the pace of the one before
      scores.push(...(await model.rerank(query, batch, { signal })));
      const units = batch.reduce((sum, text) => sum + query.length + text.length, 0);
      const measured = (nowMs() - begunMs) / Math.max(1, units);
      pace.msPerUnit = pace.msPerUnit === null ? measured : pace.msPerUnit * (1 - latestShare) + measured * latestShare;
    }
  };

  return {
    async score(query, texts, signal) {
      const endsMs = nowMs() + budgetMs;
      const budget = AbortSignal.timeout(budgetMs);
      const inTime = AbortSignal.any([signal, budget]);
      const scores: number[] = [];
      let pace: Pace | undefined;
      try {
        const model = await models.reranker({ signal: inTime });
        if (model === null) return { verdict: 'not-set' };
        pace = paces.get(model.name) ?? { msPerUnit: null, rest: 0 };
        paces.set(model.name, pace);
        if (pace.rest > 0) {
          pace.rest -= 1;
          return { verdict: 'skipped' };
        }
        await scoreInTime(model, pace, { query, texts, scores, endsMs }, inTime);
      } catch (error) {
        signal.throwIfAborted();
        if (!isAppError(error) && !budget.aborted) throw error;
        logger.log('warn', 'reranking cut short', { code: isAppError(error) ? error.code : 'timeout', count: scores.length });
        if (pace !== undefined && budget.aborted) {
          pace.msPerUnit = null;
          if (scores.length === 0) pace.rest = restQuestions;
        }
      }
      return scores.length === 0 ? { verdict: 'skipped' } : { verdict: 'scored', scores };
    },
  };
}

const rankConstant = 10;
const rerankerWeight = 2;

/**
 * The order of `count` candidates after the first `scores.length` of them were scored: indexes, best first. A candidate's
 * rank by the reranker counts twice as much as its rank before; one that was not reached counts as middling, so that the
 * bad ones fall behind it and the good ones stay before it.
 */
export function orderAfterReranking(scores: readonly number[], count: number): number[] {
  const byScore = scores.map((score, index) => ({ score, index })).toSorted((a, b) => b.score - a.score || a.index - b.index);
  const ranks = new Map(byScore.map(({ index }, rank) => [index, rank + 1]));
  const middling = (scores.length + 1) / 2;
  const value = (index: number): number =>
    rerankerWeight / (rankConstant + (ranks.get(index) ?? middling)) + 1 / (rankConstant + index + 1);
  return Array.from({ length: count }, (_, index) => index).toSorted((a, b) => value(b) - value(a) || a - b);
}
