import { statement, type ReadableDb } from './handles.ts';
import { documentsOf, type Scope, type ScopeValues, scopeValues } from './scope.ts';

/** The documents of a scope that hold one content. */
export interface Holders {
  count: number;
  /** The first of them. */
  documents: { documentId: number; name: string }[];
}

/** Who holds each of these contents, with at most `limit` documents named of each; a content nobody holds is left out. */
export function holdersOf(
  db: ReadableDb,
  { contentIds, limit, ...scope }: Scope & { contentIds: readonly number[]; limit: number },
): Map<number, Holders> {
  const holders = statement<
    ScopeValues & { contentIds: string; limit: number },
    { contentId: number; documentId: number; name: string; count: number }
  >(
    'content.holders',
    `select contentId, documentId, name, count from (
       select d.content_id as contentId, d.id as documentId, d.name as name, count(*) over (partition by d.content_id) as count,
         row_number() over (partition by d.content_id order by d.id) as place
       ${documentsOf(scope)} and d.content_id in (select value from json_each(@contentIds)))
     where place <= @limit order by documentId`,
  );
  const found = new Map<number, Holders>();
  const rows = db.all(holders, { ...scopeValues(scope), contentIds: JSON.stringify([...new Set(contentIds)]), limit });
  for (const { contentId, documentId, name, count } of rows) {
    const known = found.get(contentId) ?? { count, documents: [] };
    known.documents.push({ documentId, name });
    found.set(contentId, known);
  }
  return found;
}
