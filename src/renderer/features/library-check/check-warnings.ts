import type { SearchWarning } from '../../../shared/domain/retrieval.ts';

/** What makes a check say less than it could. What it is made with says the rest. */
export const checkWarnings: Partial<Record<SearchWarning, string>> = {
  'embedding-failed': 'The embedding model failed for some questions, which were searched by words only.',
  'vectors-incomplete': 'Embeddings were still being made: some passages could be found by words only.',
  'documents-queued': 'Some files were still waiting to be read.',
  'rerank-skipped': 'Reranking was left out for some questions, for lack of time.',
  'rerank-partial': 'Some questions were reranked in part, for lack of time.',
  'nothing-in-scope': 'Some questions ask to look where there are no documents.',
};
