import { AppError, isAppError } from '../shared/errors.ts';
import { wrongRole } from './load-error.ts';
import { countTokens, modelFacts, notLoaded, type LoadedModel, type RoleLoad } from './loaded-model.ts';
import type { ModelFile } from './model-file.ts';
import { createTurnQueue } from './turn-queue.ts';

export interface LoadedRerankingModel extends LoadedModel {
  readonly role: 'reranker';
  rerank(query: string, documents: readonly string[], signal?: AbortSignal): Promise<number[]>;
}

/** Room for a question, a chunk and the template around them. */
const mostContextTokens = 2048;

/** Refuses files without the head that scores: many conversions lack it, and then give noise without an error. */
export function checkRerankingFile(file: ModelFile): void {
  if (!file.hasRankingHead || file.pooling !== 'rank') {
    throw wrongRole(
      file,
      file.hasRankingHead ? 'pooling' : 'no-head',
      `"${file.fileName}" is not a reranker, or a conversion that lost the part which scores.`,
    );
  }
}

/** Makes a reranker ready. Errors: what node-llama-cpp throws where memory is short. */
export async function openRerankingModel(load: RoleLoad): Promise<LoadedRerankingModel> {
  const { model, runtime, file, signal } = load;
  const contextTokens = Math.min(load.contextTokens ?? mostContextTokens, model.trainContextSize);
  const context = await model.createRankingContext({
    contextSize: contextTokens,
    batchSize: contextTokens,
    threads: runtime.threads,
    ...(signal ? { createSignal: signal } : {}),
  });
  const queue = createTurnQueue();

  const scoreOne = async (query: string, document: string, callSignal: AbortSignal | undefined): Promise<number> => {
    const release = await queue.take(callSignal);
    try {
      return await context.rank(query, document, { onOverflow: 'maxChunk' });
    } finally {
      release();
    }
  };

  return {
    role: 'reranker',
    file,
    facts: modelFacts(load, contextTokens, { threads: runtime.threads }),
    countTokens: (texts) => countTokens(model, texts),
    async rerank(query, documents, callSignal) {
      const queryTokens = context.calculateInputLength(query, '');
      if (queryTokens + 1 >= contextTokens) {
        throw new AppError('context-overflow', `The question is too long for "${file.fileName}".`, {
          details: { subject: file.fileName, limit: contextTokens, actual: queryTokens },
        });
      }
      const scores: number[] = [];
      try {
        for (const document of documents) scores.push(await scoreOne(query, document, callSignal));
      } catch (error) {
        callSignal?.throwIfAborted();
        if (isAppError(error)) throw error;
        throw new AppError('generation-failed', `"${file.fileName}" could not score the passages.`, {
          details: { subject: file.fileName },
          cause: error,
        });
      }
      return scores;
    },
    async dispose() {
      await queue.close(() => notLoaded('reranker'));
      await model.dispose();
    },
  };
}
