import { modelsContract } from '../shared/contract/models.ts';
import { implementContract } from '../shared/rpc/serve.ts';
import type { LoadedModels } from './loaded-models.ts';
import { supportedGpuKinds } from './runtime.ts';

/** The models contract over the models of this process. */
export function createModelsRouter(models: LoadedModels) {
  const os = implementContract(modelsContract);
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
    load: os.load.handler(({ input, signal }) => models.load(input, signal)),
    unload: os.unload.handler(({ input }) => models.unload(input.role)),
    loaded: os.loaded.handler(() => models.list()),
    generate: os.generate.handler(({ input, signal }) => models.get('chat').generate(input, signal)),
    countTokens: os.countTokens.handler(({ input }) => models.get(input.role).countTokens(input.texts)),
    embed: os.embed.handler(async ({ input, signal }) => {
      const { dimensions, vectors, truncated } = await models.get('embedding').embed(input.texts, input.purpose, signal);
      return { dimensions, vectors: new Blob([vectors]), truncated };
    }),
    rerank: os.rerank.handler(({ input, signal }) => models.get('reranker').rerank(input.query, input.documents, signal)),
  });
}
