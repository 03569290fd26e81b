import type { Document } from '../../shared/domain/document.ts';
import { outcomeOf } from '../../shared/domain/outcome.ts';
import type { AppErrorData } from '../../shared/errors.ts';
import { fromJson, fromOptionalJson, type Json } from './json-columns.ts';

/** A document as selected by {@link documentColumns}. */
export type StoredDocument = Omit<Document, 'error' | 'warnings' | 'outcome'> & {
  error: Json<AppErrorData> | null;
  warnings: Json<string[]>;
};

/** `@modelId` is the embedding model whose vectors are counted; null counts none. */
export const documentColumns = `select d.id, d.source_id as sourceId, s.collection_id as collectionId, d.name,
  d.relative_path as relativePath, d.parent_id as parentId, c.title, c.language, c.format,
  (select count(*) from page p where p.content_id = c.id and p.text_source = 'none') as pagesWithoutText, d.state, d.size_bytes as sizeBytes,
  d.modified_at_ms as modifiedAtMs, c.page_count as pageCount, coalesce(c.chunk_count, 0) as chunkCount,
  case when c.id is null or @modelId is null then 0
    else c.chunk_count - coalesce((select missing_count from embedding_backlog b
      where b.model_id = @modelId and b.content_id = c.id), 0) end as embeddedChunkCount,
  d.error, coalesce(c.warnings, '[]') as warnings, d.indexed_at_ms as indexedAtMs
  from document d join source s on s.id = d.source_id and s.collection_id is not null left join content c on c.id = d.content_id`;

export function documentOf(stored: StoredDocument): Document {
  const document = { ...stored, error: fromOptionalJson(stored.error), warnings: fromJson(stored.warnings) };
  return { ...document, outcome: outcomeOf(document) };
}

/** What names are compared and sorted by. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
