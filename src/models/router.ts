import { modelsContract } from '../shared/contract/models.ts';
import { type AppError, isAppError } from '../shared/errors.ts';
import { implementContract } from '../shared/rpc/serve.ts';
import type { LoadedModels } from './loaded-models.ts';
import { supportedGpuKinds } from './runtime.ts';

/**
 * The models contract over the models of this process.
 * @param onFailure told of errors that have a cause, which itself never leaves the process.
 */
export function createModelsRouter(models: LoadedModels, onFailure: (error: AppError) => void) {
  const os = implementContract(modelsContract);
  const tell = (error: unknown): never => {
    if (isAppError(error) && error.cause !== undefined) onFailure(error);
    throw error;
  };
  async function* told<Part>(parts: AsyncGenerator<Part, void>): AsyncGenerator<Part, void> {
    try {
      yield* parts;
    } catch (error) {
      tell(error);
    }
  }
  return os.router({
    info: os.info.handler(async () => {
      const { llama, gpu, threads } = await models.runtime('auto');
      return {
        gpu,
        gpuKinds: await supportedGpuKinds(),
        deviceNames: await llama.getGpuDeviceNames(),
        llamaCppRelease: llama.llamaCppRelease.release,
        threads,
      };
    }),
    load: os.load.handler(({ input, signal }) => told(models.load(input, signal))),
    unload: os.unload.handler(({ input }) => models.unload(input.role)),
    loaded: os.loaded.handler(() => models.list()),
    generate: os.generate.handler(({ input, signal }) => told(models.get('chat').generate(input, signal))),
    countTokens: os.countTokens.handler(({ input }) => models.get(input.role).countTokens(input.texts)),
    embed: os.embed.handler(async ({ input, signal }) => {
      const { dimensions, vectors, truncated } = await models.get('embedding').embed(input.texts, input.purpose, signal).catch(tell);
      return { dimensions, vectors: new Blob([vectors]), truncated };
    }),
    rerank: os.rerank.handler(({ input, signal }) => models.get('reranker').rerank(input.query, input.documents, signal).catch(tell)),
  });
}
