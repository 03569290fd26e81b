import type { ModelFacts } from '../../shared/domain/model.ts';
import { AppError } from '../../shared/errors.ts';
import type { Connect } from './local-language-model.ts';
import type { EmbeddingModel } from './specification.ts';

/** As many texts as one call may carry. */
const textsPerCall = 64;

/** An embedding model served by the models process. */
export function createLocalEmbeddingModel(facts: ModelFacts, identity: string, connect: Connect): EmbeddingModel {
  const dimensions = facts.dimensions ?? 0;
  return {
    provider: 'local',
    name: facts.name,
    identity,
    dimensions,
    async embed(texts, purpose, options = {}) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += textsPerCall) {
        const client = await connect(options);
        const batch = texts.slice(start, start + textsPerCall);
        const output = await client.embed({ texts: batch, purpose }, options);
        const values = new Float32Array(await output.vectors.arrayBuffer());
        if (output.dimensions !== dimensions || values.length !== batch.length * dimensions) {
          throw new AppError('dimension-mismatch', `"${facts.name}" makes vectors of another size than before.`, {
            details: { subject: facts.name, limit: dimensions, actual: output.dimensions },
          });
        }
        for (let index = 0; index < batch.length; index += 1) vectors.push(values.slice(index * dimensions, (index + 1) * dimensions));
      }
      return vectors;
    },
  };
}
