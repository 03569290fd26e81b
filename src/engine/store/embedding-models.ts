import { AppError } from '../../shared/errors.ts';
import { statement, type ReadableDb, type WritableDb, type NoValues } from './handles.ts';
import { createVectorTable } from './vectors.ts';

export interface EmbeddingModelRow {
  id: number;
  /** Names the vector space: file, dimension, pooling and prompt. */
  identity: string;
  name: string;
  dimensions: number;
}

const columns = `select id, identity, name, dimensions from embedding_model`;
const byIdentity = statement<{ identity: string }, EmbeddingModelRow>(
  'embedding-model.by-identity',
  `${columns} where identity = @identity`,
);
const byId = statement<{ id: number }, EmbeddingModelRow>('embedding-model.get', `${columns} where id = @id`);
const current = statement<NoValues, { id: number }>('embedding-model.current', `select id from embedding_model where is_current = 1`);
const retire = statement('embedding-model.retire', `update embedding_model set is_current = 0 where is_current = 1`);
const makeCurrent = statement<{ id: number }>('embedding-model.make-current', `update embedding_model set is_current = 1 where id = @id`);
const insert = statement<{ identity: string; name: string; dimensions: number }>(
  'embedding-model.insert',
  `insert into embedding_model (identity, name, dimensions, is_current) values (@identity, @name, @dimensions, 0)`,
);
const owe = statement<{ modelId: number }>(
  'embedding-model.backlog',
  `insert into embedding_backlog (model_id, content_id, missing_count)
   select @modelId, id, chunk_count from content where state in ('live', 'abandoned') and chunk_count > 0`,
);

/**
 * The id of an embedding model, which becomes the current one. A new model starts with everything still to
 * embed; one seen before keeps its vectors. Fails with `dimension-mismatch` when its vectors had another length.
 */
export function registerEmbeddingModel(db: WritableDb, model: { identity: string; name: string; dimensions: number }): number {
  const { identity, name, dimensions } = model;
  return db.atomic(() => {
    const known = db.get(byIdentity, { identity });
    if (known && known.dimensions !== dimensions) throw dimensionMismatch(known.name, known.dimensions, dimensions);
    const id = known?.id ?? db.run(insert, { identity, name, dimensions }).lastId;
    if (!known) {
      createVectorTable(db, id, dimensions);
      db.run(owe, { modelId: id });
    }
    db.run(retire, {});
    db.run(makeCurrent, { id });
    return id;
  });
}

/** The model registered last; null before the first. */
export function currentEmbeddingModelId(db: ReadableDb): number | null {
  return db.get(current, {})?.id ?? null;
}

/** Null for a model that was never registered. */
export function findEmbeddingModel(db: ReadableDb, id: number): EmbeddingModelRow | null {
  return db.get(byId, { id }) ?? null;
}

export function dimensionMismatch(name: string, expected: number, actual: number): AppError {
  return new AppError('dimension-mismatch', `“${name}” gave vectors of ${actual} numbers where the index has ${expected}.`, {
    details: { subject: name, limit: expected, actual },
  });
}
