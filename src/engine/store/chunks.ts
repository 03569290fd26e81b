import { canonicalText } from './canonical-text.ts';
import { statement, type ReadableDb } from './handles.ts';
import { listFromJson } from './json-columns.ts';
import { documentsOf, type Scope, type ScopeValues, scopeValues } from './scope.ts';

/** A chunk with the document it is shown under: the first in the scope that holds it. */
export interface ChunkRow {
  chunkId: number;
  contentId: number;
  documentId: number;
  documentName: string;
  documentTitle: string | null;
  ordinal: number;
  start: number;
  end: number;
  text: string;
  headingPath: string[];
  tokenCount: number;
  embedHash: string;
}

type Stored = Omit<ChunkRow, 'text' | 'headingPath'> & { headingPath: string | null };

function columns(scope: Scope): string {
  return `select c.id as chunkId, d.id as documentId, d.name as documentName, k.title as documentTitle, c.ordinal,
  c.start_offset as start, c.end_offset as end, c.heading_path as headingPath, c.token_count as tokenCount,
  lower(hex(h.hash)) as embedHash, c.content_id as contentId
  from chunk c join content k on k.id = c.content_id join chunk_hash h on h.id = c.chunk_hash_id
  join document d on d.id = (select min(d.id) ${documentsOf(scope)} and d.content_id = c.content_id)`;
}

function chunkOf(db: ReadableDb, { headingPath, ...row }: Stored): ChunkRow {
  return { ...row, headingPath: listFromJson(headingPath), text: canonicalText(db, row.contentId, row.start, row.end) };
}

/** Chunks by id, in the order asked for. One that no document of the scope has any more is left out. */
export function getChunks(db: ReadableDb, { chunkIds, ...scope }: Scope & { chunkIds: readonly number[] }): ChunkRow[] {
  const byIds = statement<ScopeValues & { ids: string }, Stored>(
    'chunk.get',
    `${columns(scope)} where c.id in (select value from json_each(@ids))`,
  );
  const stored = db.all(byIds, { ...scopeValues(scope), ids: JSON.stringify(chunkIds) });
  const rows = new Map(stored.map((row) => [row.chunkId, row]));
  return chunkIds.flatMap((id) => {
    const row = rows.get(id);
    return row ? [chunkOf(db, row)] : [];
  });
}

/** A chunk with up to `before` and `after` chunks around it, in reading order; none when it is gone. */
export function neighbourChunks(
  db: ReadableDb,
  { chunkId, before, after, ...scope }: Scope & { chunkId: number; before: number; after: number },
): ChunkRow[] {
  const neighbours = statement<ScopeValues & { chunkId: number; before: number; after: number }, Stored>(
    'chunk.neighbours',
    `${columns(scope)} join chunk middle on middle.id = @chunkId and middle.content_id = c.content_id
     where c.ordinal between middle.ordinal - @before and middle.ordinal + @after order by c.ordinal`,
  );
  return db.all(neighbours, { ...scopeValues(scope), chunkId, before, after }).map((row) => chunkOf(db, row));
}
