import type { EmbeddingModel, LanguageModel, ModelRegistry, RerankingModel } from '../../../src/engine/providers/specification.ts';
import type { ModelRole, ModelStatus } from '../../../src/shared/domain/model.ts';

/** A registry that gives exactly these models; a role may also fail. */
export function fixedModels(
  given: {
    chat?: LanguageModel | (() => Promise<LanguageModel | null>);
    embedding?: EmbeddingModel | (() => Promise<EmbeddingModel | null>);
    reranker?: RerankingModel;
  } = {},
): ModelRegistry {
  const statusOf = (role: ModelRole): ModelStatus => ({
    role,
    state: given[role] === undefined ? 'not-set' : 'ready',
    fileName: null,
    displayPath: null,
    loadProgress: null,
    facts: null,
    error: null,
  });
  const { chat, embedding } = given;
  return {
    chat: async () => (typeof chat === 'function' ? chat() : (chat ?? null)),
    embedding: async () => (typeof embedding === 'function' ? embedding() : (embedding ?? null)),
    reranker: async () => given.reranker ?? null,
    status: () => (['chat', 'embedding', 'reranker'] as const).map(statusOf),
    set: async (role) => statusOf(role),
    load: async (role) => statusOf(role),
    unload: async (role) => statusOf(role),
    onChange: () => () => {},
    dispose: async () => {},
  };
}
