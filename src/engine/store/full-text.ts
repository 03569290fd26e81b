import { type NoValues, statement, type ReadableDb } from './handles.ts';
import { documentsOf, type Scope, type ScopeValues, scopeValues } from './scope.ts';
import { isLoneCharacter, searchableWords } from './searchable-text.ts';

export { searchableText } from './searchable-text.ts';

/** Of a frequent word only so many rows at either end of the library are counted; FTS5 needs about 0.3 µs for each. */
const COUNTED_ROWS = 4_000;

interface Counted {
  count: number;
  first: number | null;
  last: number | null;
}

const countFrom = (order: 'asc' | 'desc') =>
  statement<{ match: string; limit: number }, Counted>(
    `chunk-text.count-${order}`,
    `select count(*) as count, min(rowid) as first, max(rowid) as last
     from (select rowid from chunk_text where chunk_text match @match order by rowid ${order} limit @limit)`,
  );
const countOldest = countFrom('asc');
const countNewest = countFrom('desc');
const holding = statement<{ match: string; chunkIds: string }, { chunkId: number }>(
  'chunk-text.holding',
  `select rowid as chunkId from chunk_text where chunk_text match @match and rowid in (select value from json_each(@chunkIds))`,
);

/** What a search for words looks at; of everything that matches only chunks with ids from `from` to `to`. */
export type FullTextSearch = Scope & { match: string; limit: number; from?: number; to?: number; contentIds?: readonly number[] };

/**
 * The chunks of a scope that match an FTS5 expression over {@link searchableText}, best first; a higher
 * score is better, and scores of ranges of the library can be compared. Columns are `text` and `context` (title and
 * headings). FTS5 ranks all that match, then the scope is asked about the best ones only. A range bound as anything but
 * an integer is no range to it.
 */
export function searchFullText(
  db: ReadableDb,
  { match, limit, from = 0, to = Number.MAX_SAFE_INTEGER, contentIds, ...scope }: FullTextSearch,
): { chunkId: number; score: number }[] {
  type Values = ScopeValues & { match: string; limit: number; from: number; to: number; contentIds: string | null };
  const search = statement<Values, { chunkId: number; score: number }>(
    'chunk-text.search',
    `select c.id as chunkId, -t.rank as score from chunk_text t join chunk c on c.id = t.rowid
     where t.chunk_text match @match and t.rowid between cast(@from as integer) and cast(@to as integer)
     and (@contentIds is null or c.content_id in (select value from json_each(@contentIds)))
     and exists (select 1 ${documentsOf(scope)} and d.content_id = c.content_id)
     order by t.rank limit @limit`,
  );
  const only = contentIds === undefined ? null : JSON.stringify(contentIds);
  return db.all(search, { ...scopeValues(scope), match, limit, from, to, contentIds: only });
}

const lastChunk = statement<NoValues, { id: number | null }>('chunk.last', `select max(id) as id from chunk`);

/** The highest id a chunk has; 0 in an empty library. */
export function lastChunkId(db: ReadableDb): number {
  return db.get(lastChunk, {})?.id ?? 0;
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

/**
 * In how many chunks of the whole library an FTS5 expression is met: counted up to some thousands, estimated beyond from
 * how close together they are at both ends.
 */
export function countMatches(db: ReadableDb, match: string, limit = COUNTED_ROWS): number {
  const oldest = db.get(countOldest, { match, limit });
  if (oldest === undefined || oldest.count < limit) return oldest?.count ?? 0;
  const newest = db.get(countNewest, { match, limit });
  const reach = (from: Counted | undefined): number => (from?.last ?? 0) - (from?.first ?? 0) + 1;
  const whole = (newest?.last ?? 0) - (oldest.first ?? 0) + 1;
  return Math.round((2 * limit * whole) / (reach(oldest) + reach(newest)));
}

/** True when some chunk meets an FTS5 expression. */
export function occurs(db: ReadableDb, match: string): boolean {
  return (db.get(countOldest, { match, limit: 1 })?.count ?? 0) > 0;
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
