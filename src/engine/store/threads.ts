import type { Thread } from '../../shared/domain/answer.ts';
import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { found } from './not-found.ts';

const columns = `select id, collection_id as collectionId, title, created_at_ms as createdAtMs, updated_at_ms as updatedAtMs,
  (select count(*) from answer where thread_id = thread.id) as answerCount from thread`;
const list = statement<{ collectionId: number }, Thread>(
  'thread.list',
  `${columns} where collection_id = @collectionId order by updated_at_ms desc, id desc`,
);
const byId = statement<{ id: number }, Thread>('thread.get', `${columns} where id = @id`);
const insert = statement<{ collectionId: number; title: string; nowMs: number }>(
  'thread.insert',
  `insert into thread (collection_id, title, created_at_ms, updated_at_ms) values (@collectionId, @title, @nowMs, @nowMs)`,
);
const rename = statement<{ id: number; title: string }>('thread.rename', `update thread set title = @title where id = @id`);
const remove = statement<{ id: number }>('thread.remove', `delete from thread where id = @id`);

/** Threads of a collection, the one asked in last first. */
export function listThreads(db: ReadableDb, collectionId: number): Thread[] {
  return db.all(list, { collectionId });
}

/** Fails with `not-found`. */
export function getThread(db: ReadableDb, id: number): Thread {
  return found(db.get(byId, { id }), 'thread', id);
}

/** Returns the id. */
export function insertThread(
  db: WritableDb,
  { collectionId, title, nowMs }: { collectionId: number; title: string; nowMs: number },
): number {
  return db.run(insert, { collectionId, title, nowMs }).lastId;
}

/** Fails with `not-found`. */
export function renameThread(db: WritableDb, id: number, title: string): void {
  if (db.run(rename, { id, title }).changes === 0) found(undefined, 'thread', id);
}

/** Takes the thread out with its answers; their receipts stay in the ledger. */
export function removeThread(db: WritableDb, id: number): void {
  db.run(remove, { id });
}
