import { statement, type ReadableDb } from './handles.ts';
import { documentsOf, type Scope, type ScopeValues, scopeValues } from './scope.ts';
import { searchableText } from './searchable-text.ts';

export { searchableText } from './searchable-text.ts';

const frequency = statement<{ match: string }, { count: number }>(
  'chunk-text.frequency',
  `select count(*) as count from chunk_text where chunk_text match @match`,
);

/**
 * The chunks of a scope that match an FTS5 expression over {@link searchableText}, best first; a higher
 * score is better. Columns are `text` and `context` (title and headings).
 */
export function searchFullText(
  db: ReadableDb,
  { match, limit, ...scope }: Scope & { match: string; limit: number },
): { chunkId: number; score: number }[] {
  const search = statement<ScopeValues & { match: string; limit: number }, { chunkId: number; score: number }>(
    'chunk-text.search',
    `select c.id as chunkId, -t.rank as score from chunk_text t join chunk c on c.id = t.rowid
     where t.chunk_text match @match and exists (select 1 ${documentsOf(scope)} and d.content_id = c.content_id)
     order by t.rank limit @limit`,
  );
  return db.all(search, { ...scopeValues(scope), match, limit });
}

/** A term as an FTS5 string; null when the index would find no word in it. */
function phraseOf(term: string): string | null {
  const text = searchableText(term).replaceAll('"', ' ').trim();
  return /[\p{L}\p{N}\p{Co}]/u.test(text) ? `"${text}"` : null;
}

/** In how many chunks of the whole library each term stands. Terms are words as written. */
export function documentFrequency(db: ReadableDb, terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) {
    const match = phraseOf(term);
    counts.set(term, match === null ? 0 : (db.get(frequency, { match })?.count ?? 0));
  }
  return counts;
}
