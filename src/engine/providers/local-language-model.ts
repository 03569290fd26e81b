import type { ModelFacts } from '../../shared/domain/model.ts';
import type { ModelsClient } from './models-process.ts';
import type { CallOptions, LanguageModel } from './specification.ts';

/** Gives the client of a process that has this model in memory. */
export type Connect = (options: CallOptions) => Promise<ModelsClient>;

/** A chat model served by the models process. */
export function createLocalLanguageModel(facts: ModelFacts, connect: Connect): LanguageModel {
  return {
    provider: 'local',
    name: facts.name,
    backend: facts.gpu,
    contextTokens: facts.contextTokens,
    async countTokens(texts, options = {}) {
      const client = await connect(options);
      return await client.countTokens({ role: 'chat', texts: [...texts] }, options);
    },
    async *generate(request, options = {}) {
      const client = await connect(options);
      yield* await client.generate({ ...request, messages: [...request.messages] }, options);
    },
  };
}
