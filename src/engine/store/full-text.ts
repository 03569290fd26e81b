import { statement, type ReadableDb } from './handles.ts';
import { documentsOf, type Scope, type ScopeValues, scopeValues } from './scope.ts';
import { isLoneCharacter, searchableWords } from './searchable-text.ts';

export { searchableText } from './searchable-text.ts';

const frequency = statement<{ match: string }, { count: number }>(
  'chunk-text.frequency',
  `select count(*) as count from chunk_text where chunk_text match @match`,
);
const holding = statement<{ match: string; chunkIds: string }, { chunkId: number }>(
  'chunk-text.holding',
  `select rowid as chunkId from chunk_text where chunk_text match @match and rowid in (select value from json_each(@chunkIds))`,
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

/** The first chunk of each of a scope's documents, the newest first: for a search that only says where to look. */
export function newestChunks(db: ReadableDb, { limit, ...scope }: Scope & { limit: number }): { chunkId: number; modifiedAtMs: number }[] {
  const newest = statement<ScopeValues & { limit: number }, { chunkId: number; modifiedAtMs: number }>(
    'chunk.newest',
    `select c.id as chunkId, max(n.modifiedAtMs) as modifiedAtMs
     from (select d.content_id as contentId, d.modified_at_ms as modifiedAtMs ${documentsOf(scope)} and d.content_id is not null
           order by d.modified_at_ms desc, d.id desc limit @limit) n
     join chunk c on c.content_id = n.contentId and c.ordinal = 0 group by c.id order by modifiedAtMs desc, c.id`,
  );
  return db.all(newest, { ...scopeValues(scope), limit });
}

/** Which of these chunks match an FTS5 expression. */
export function chunksHolding(db: ReadableDb, match: string, chunkIds: readonly number[]): Set<number> {
  return new Set(db.all(holding, { match, chunkIds: JSON.stringify(chunkIds) }).map(({ chunkId }) => chunkId));
}

/** A term as an FTS5 string; null when the index would find no word in it. */
function phraseOf(term: string): string | null {
  const text = searchableWords(term).replaceAll('"', ' ').trim();
  if (!/[\p{L}\p{N}\p{Co}]/u.test(text)) return null;
  return isLoneCharacter(text) ? `"${text}" *` : `"${text}"`;
}

/** In how many chunks of the whole library an FTS5 expression is met. */
export function countMatches(db: ReadableDb, match: string): number {
  return db.get(frequency, { match })?.count ?? 0;
}

/** In how many chunks of the whole library each term stands. Terms are words as written. */
export function documentFrequency(db: ReadableDb, terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) {
    const match = phraseOf(term);
    counts.set(term, match === null ? 0 : countMatches(db, match));
  }
  return counts;
}
