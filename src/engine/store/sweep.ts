import { statement, type WritableDb, type NoValues } from './handles.ts';
import { dropUnusedQuarantine } from './quarantine.ts';

/** Chunks and blocks that one transaction takes out, so that the engine's loop is free in between. */
const SLICE = 100;

const dropStaged = statement('sweep.drop-staged', `update content set state = 'removed' where state = 'staged'`);
const dropUnused = statement(
  'sweep.drop-unused',
  `update content set state = 'abandoned' where state = 'live'
     and not exists (select 1 from document where document.content_id = content.id)`,
);
const stopReading = statement('sweep.stop-reading', `update document set state = 'queued' where state = 'reading'`);

/** What a life that ended early left behind: half-written contents are dropped, half-read documents wait again. */
export function dropUnfinished(db: WritableDb): void {
  db.atomic(() => {
    db.run(dropStaged, {});
    db.run(dropUnused, {});
    db.run(stopReading, {});
  });
  db.sweepSoon();
}

/**
 * SQL: no file is on its way that may turn out to be one that was lost at another place. A paused source, or one that is
 * being removed, may be so for good, and the files of a missing one wait until it was scanned again: they keep nothing.
 */
export const nothingToCome = `not exists (select 1 from source s where s.paused = 0 and s.collection_id is not null and (
  (s.missing = 0 and exists (select 1 from document d where d.source_id = s.id and d.state in ('queued', 'reading')))
  or exists (select 1 from job j where j.source_id = s.id and j.state in ('queued', 'running')
    and j.kind in ('scan-source', 'settle-members'))))`;
const nextContent = statement<NoValues, { id: number; state: string }>(
  'sweep.next',
  `select id, state from content
   where state <> 'live' and (state = 'removed' or (state = 'abandoned' and ${nothingToCome}))
   order by state desc, id limit 1`,
);
const isAtRest = statement<NoValues, { yes: number }>('sweep.is-at-rest', `select 1 as yes where ${nothingToCome}`);
const condemn = statement<{ id: number }>('sweep.condemn', `update content set state = 'removed' where id = @id`);
const someChunks = statement<{ id: number; limit: number }, { id: number; chunk_hash_id: number }>(
  'sweep.chunks',
  `select id, chunk_hash_id from chunk where content_id = @id limit @limit`,
);
const deleteChunks = statement<{ ids: string }>('sweep.delete-chunks', `delete from chunk where id in (select value from json_each(@ids))`);
const deleteHashes = statement<{ ids: string }>(
  'sweep.delete-hashes',
  `delete from chunk_hash where id in (select value from json_each(@ids))
     and not exists (select 1 from chunk where chunk.chunk_hash_id = chunk_hash.id)`,
);
const deleteBlocks = statement<{ id: number; limit: number }>(
  'sweep.delete-blocks',
  `delete from block where id in (select id from block where content_id = @id limit @limit)`,
);
const deleteMembers = statement<{ id: number; limit: number }>(
  'sweep.delete-members',
  `delete from content_member where content_id = @id and ordinal in (
     select ordinal from content_member where content_id = @id limit @limit)`,
);
const deleteContent = statement<{ id: number }>('sweep.delete-content', `delete from content where id = @id`);

/**
 * Takes out one slice of what nothing uses; false when there is nothing left to do. A content that only lost
 * its document waits while files are still queued or scans are to come, in sources where that goes on by itself: the
 * same file may be found at its new place.
 */
export function sweepSlice(db: WritableDb): boolean {
  return db.atomic(() => {
    const content = db.get(nextContent, {});
    if (!content) {
      if (db.get(isAtRest, {})) dropUnusedQuarantine(db);
      return false;
    }
    const { id } = content;
    if (content.state === 'abandoned') db.run(condemn, { id });
    const chunks = db.all(someChunks, { id, limit: SLICE });
    if (chunks.length > 0) {
      db.run(deleteChunks, { ids: JSON.stringify(chunks.map((chunk) => chunk.id)) });
      db.run(deleteHashes, { ids: JSON.stringify([...new Set(chunks.map((chunk) => chunk.chunk_hash_id))]) });
    }
    const blocks = db.run(deleteBlocks, { id, limit: SLICE });
    const members = db.run(deleteMembers, { id, limit: SLICE });
    if (chunks.length < SLICE && blocks.changes < SLICE && members.changes < SLICE) db.run(deleteContent, { id });
    return true;
  });
}
