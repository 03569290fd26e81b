import type { MadeWith } from '../../../shared/domain/library-check.ts';
import type { EmbeddingQueue } from '../../embedding/embedding-queue.ts';
import type { ModelRegistry } from '../../providers/specification.ts';
import { findEmbeddingModel } from '../../store/embedding-models.ts';
import { indexVersions } from '../../store/library-checks.ts';
import type { ReadableDb } from '../../store/open.ts';

export interface MadeWithParts {
  db: ReadableDb;
  models: Pick<ModelRegistry, 'status'>;
  embeddings: Pick<EmbeddingQueue, 'currentModelId'>;
  version: string;
}

/** What the questions of a collection are searched with now. No model is loaded to tell. */
export function madeWithNow({ db, models, embeddings, version }: MadeWithParts, collectionId: number): MadeWith {
  const modelId = embeddings.currentModelId();
  const model = modelId === null ? null : findEmbeddingModel(db, modelId);
  const reranker = models.status().find(({ role }) => role === 'reranker');
  return {
    version,
    embeddingModel: model && { identity: model.identity, name: model.name },
    reranker: reranker === undefined || reranker.state === 'not-set' ? null : reranker.fileName,
    ...indexVersions(db, collectionId),
  };
}
