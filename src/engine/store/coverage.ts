import type { Coverage } from '../../shared/domain/source.ts';
import { statement, type ReadableDb } from './handles.ts';

const documents = statement<{ collectionId: number }, { documents: number; searchable: number; failed: number; waiting: number }>(
  'coverage.documents',
  `select count(*) as documents, count(d.content_id) as searchable,
     count(case when d.state = 'failed' then 1 end) as failed,
     count(case when d.state <> 'failed' and d.content_id is null then 1 end) as waiting
   from document d join source s on s.id = d.source_id where s.collection_id = @collectionId`,
);
const chunks = statement<{ collectionId: number; modelId: number | null }, { chunks: number; missing: number }>(
  'coverage.chunks',
  `select coalesce(sum(c.chunk_count), 0) as chunks, coalesce(sum(b.missing_count), 0) as missing
   from content c left join embedding_backlog b on b.content_id = c.id and b.model_id = @modelId
   where c.id in (select d.content_id from document d join source s on s.id = d.source_id
     where s.collection_id = @collectionId and d.content_id is not null)`,
);

/**
 * How much of a collection a search reaches now. `searchable` counts every document with an indexed version,
 * also one whose newer version is queued or failed. Without a model nothing is embedded.
 */
export function coverageOf(db: ReadableDb, collectionId: number, embeddingModelId: number | null): Coverage {
  const counted = db.get(documents, { collectionId }) ?? { documents: 0, searchable: 0, failed: 0, waiting: 0 };
  const { chunks: total, missing } = db.get(chunks, { collectionId, modelId: embeddingModelId }) ?? { chunks: 0, missing: 0 };
  return { ...counted, chunks: total, embedded: embeddingModelId === null ? 0 : total - missing };
}
