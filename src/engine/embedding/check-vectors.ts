import { AppError } from '../../shared/errors.ts';
import type { EmbeddingModel } from '../providers/specification.ts';

/**
 * Holds a model to its word before anything is kept: one finite vector per text, each of the dimension it was
 * registered with. Fails with `dimension-mismatch`, or `internal` for vectors that are no numbers.
 */
export function checkVectors(model: EmbeddingModel, textCount: number, vectors: readonly Float32Array[]): void {
  const wrong = vectors.find((vector) => vector.length !== model.dimensions);
  if (wrong) {
    throw new AppError(
      'dimension-mismatch',
      `${model.name} gave vectors of ${wrong.length} numbers where its index has ${model.dimensions}. Load the model again.`,
      { details: { subject: model.name, limit: model.dimensions, actual: wrong.length } },
    );
  }
  if (vectors.length !== textCount || vectors.some((vector) => !vector.every(Number.isFinite))) {
    throw new AppError('internal', `${model.name} gave no usable vectors.`, { details: { subject: model.name } });
  }
}
