import type { ModelFacts } from '../../shared/domain/model.ts';
import type { Connect } from './local-language-model.ts';
import type { RerankingModel } from './specification.ts';

/** As many documents as one call may carry. Each is scored alone, so slices of a call compare. */
const documentsPerCall = 128;

/** A reranker served by the models process. */
export function createLocalRerankingModel(facts: ModelFacts, connect: Connect): RerankingModel {
  return {
    provider: 'local',
    name: facts.name,
    async rerank(query, documents, options = {}) {
      const scores: number[] = [];
      for (let start = 0; start < documents.length; start += documentsPerCall) {
        const client = await connect(options);
        scores.push(...(await client.rerank({ query, documents: documents.slice(start, start + documentsPerCall) }, options)));
      }
      return scores;
    },
  };
}
