import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import { basename } from 'node:path';
import type { EmbeddingModel } from '../../src/engine/providers/specification.ts';

function unitLength(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (value) => value / length);
}

/** An embedding model in this process, for benchmarks that have no models process. Texts are cut at 500 tokens. */
export async function openEmbedding(path: string): Promise<EmbeddingModel & { dispose(): Promise<void> }> {
  const llama = await getLlama({ gpu: false, logLevel: LlamaLogLevel.error, maxThreads: 1, build: 'never' });
  const model = await llama.loadModel({ modelPath: path });
  const context = await model.createEmbeddingContext({ contextSize: 512, batchSize: 512, threads: 1 });
  const name = basename(path);
  return {
    provider: 'bench',
    name,
    identity: `bench:${name}`,
    dimensions: model.embeddingVectorSize,
    embed: async (texts) => {
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push(unitLength((await context.getEmbeddingFor(model.tokenize(text).slice(0, 500))).vector));
      return vectors;
    },
    async dispose() {
      await context.dispose();
      await model.dispose();
      await llama.dispose();
    },
  };
}
