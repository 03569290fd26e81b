import { isAppError } from '../../shared/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { ModelRegistry } from '../providers/specification.ts';

/** Gives one score per text, or null when reranking was left out. */
export interface Reranking {
  /** Texts in their present order; fewer scores than texts when time allows only the first ones. */
  score(query: string, texts: readonly string[], signal: AbortSignal): Promise<RerankResult>;
}

/** `not-set`: nobody asked for reranking · `skipped`: too slow or failed. */
export type RerankResult = { verdict: 'scored'; scores: number[] } | { verdict: 'not-set' | 'skipped' };

const mostCandidates = 20;
const fewestCandidates = 5;
const defaultBudgetMs = 2_500;
/** A model that was too slow for the fewest candidates is left alone for this many questions. */
const restQuestions = 20;

/** Reranks within a time budget: a model that overruns it gets half as many candidates next time. */
export function createReranking(models: ModelRegistry, logger: Logger, budgetMs = defaultBudgetMs): Reranking {
  const pace = new Map<string, { candidates: number; rest: number }>();
  return {
    async score(query, texts, signal) {
      const budget = AbortSignal.timeout(budgetMs);
      const options = { signal: AbortSignal.any([signal, budget]) };
      let name = '';
      try {
        const model = await models.reranker(options);
        if (model === null) return { verdict: 'not-set' };
        name = model.name;
        const state = pace.get(name) ?? { candidates: mostCandidates, rest: 0 };
        pace.set(name, state);
        if (state.rest > 0) {
          state.rest -= 1;
          return { verdict: 'skipped' };
        }
        return { verdict: 'scored', scores: await model.rerank(query, texts.slice(0, state.candidates), options) };
      } catch (error) {
        signal.throwIfAborted();
        if (!isAppError(error) && !budget.aborted) throw error;
        const state = pace.get(name);
        if (state !== undefined && budget.aborted) {
          state.candidates = Math.floor(state.candidates / 2);
          if (state.candidates < fewestCandidates) {
            state.candidates = fewestCandidates;
            state.rest = restQuestions;
          }
        }
        logger.log('warn', 'reranking left out', { code: isAppError(error) ? error.code : 'timeout' });
        return { verdict: 'skipped' };
      }
    },
  };
}
