import type { DocumentState } from '../../shared/domain/document.ts';
import { type ReadableDb, statement } from './handles.ts';

const byState = statement<{ sourceId: number }, { state: DocumentState; documents: number }>(
  'document.count-by-state',
  `select state, count(*) as documents from document where source_id = @sourceId group by state`,
);

/** How many documents of a source are in each state. Goes through an index of them all: cheap, not free. */
export function countByState(db: ReadableDb, sourceId: number): Record<DocumentState, number> {
  const counts: Record<DocumentState, number> = { queued: 0, reading: 0, searchable: 0, failed: 0, missing: 0 };
  for (const { state, documents } of db.all(byState, { sourceId })) counts[state] = documents;
  return counts;
}
