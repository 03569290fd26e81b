import { AppError } from '../../shared/errors.ts';
import type { CallOptions, EmbeddingModel } from '../providers/specification.ts';
import { backgroundProbes } from './background-probes.ts';
import { registerEmbeddingModel } from '../store/embeddings.ts';
import type { Library } from '../store/open.ts';

/** Vectors of the latest questions, so that asking again or paging does not embed again. */
export interface QueryVectors {
  /** Fails like {@link EmbeddingModel.embed}, with `dimension-mismatch`, or with `model-corrupt` for a vector with holes. */
  of(model: EmbeddingModel, query: string, options: CallOptions): Promise<{ modelId: number; vector: Float32Array }>;
  /** Vectors of {@link backgroundProbes}, made once for each model. */
  probes(model: EmbeddingModel, options: CallOptions): Promise<readonly Float32Array[]>;
}

const kept = 64;

export function createQueryVectors(library: Library): QueryVectors {
  const vectors = new Map<string, Float32Array>();
  const modelIds = new Map<string, number>();
  const probes = new Map<string, readonly Float32Array[]>();
  return {
    async probes(model, options) {
      const known = probes.get(model.identity) ?? (await model.embed(backgroundProbes, 'passage', options));
      probes.set(model.identity, known);
      return known;
    },
    async of(model, query, options) {
      const { identity, name, dimensions } = model;
      const modelId = modelIds.get(identity) ?? library.transaction((db) => registerEmbeddingModel(db, { identity, name, dimensions }));
      modelIds.set(identity, modelId);
      const key = `${identity}\n${query}`;
      const known = vectors.get(key);
      if (known !== undefined) return { modelId, vector: known };
      const vector = (await model.embed([query], 'query', options))[0];
      if (vector === undefined || vector.length !== dimensions) {
        throw new AppError('dimension-mismatch', `${name} gave a vector of another size than it says.`, {
          details: { subject: name, limit: dimensions, actual: vector?.length ?? 0 },
        });
      }
      if (!vector.every(Number.isFinite)) {
        throw new AppError('model-corrupt', `${name} gave a vector that is no direction.`, { details: { subject: name } });
      }
      const oldest = vectors.keys().next().value;
      if (vectors.size >= kept && oldest !== undefined) vectors.delete(oldest);
      vectors.set(key, vector);
      return { modelId, vector };
    },
  };
}
