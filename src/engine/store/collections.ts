import type { Collection } from '../../shared/domain/source.ts';
import { statement, type ReadableDb, type WritableDb, type NoValues } from './handles.ts';
import { found } from './not-found.ts';
import { abandonForGood } from './contents.ts';

const DEFAULT_NAME = 'My documents';

const columns = `select id, name, created_at_ms as createdAtMs,
  (select count(*) from source where collection_id = collection.id) as sourceCount,
  (select count(*) from document join source on source.id = document.source_id
    where source.collection_id = collection.id) as documentCount
  from collection`;
const list = statement<NoValues, Collection>('collection.list', `${columns} order by id`);
const byId = statement<{ id: number }, Collection>('collection.get', `${columns} where id = @id`);
const insert = statement<{ name: string; nowMs: number }>(
  'collection.insert',
  `insert into collection (name, created_at_ms) values (@name, @nowMs)`,
);
const rename = statement<{ id: number; name: string }>('collection.rename', `update collection set name = @name where id = @id`);
const remove = statement<{ id: number }>('collection.remove', `delete from collection where id = @id`);
const contentIds = statement<{ id: number }, { id: number }>(
  'collection.contents',
  `select distinct content_id as id from document join source on source.id = document.source_id
   where source.collection_id = @id and content_id is not null`,
);

/** All collections, the oldest first. */
export function listCollections(db: ReadableDb): Collection[] {
  return db.all(list, {});
}

/** Fails with `not-found`. */
export function getCollection(db: ReadableDb, id: number): Collection {
  return found(db.get(byId, { id }), 'collection', id);
}

/** Returns the id. */
export function insertCollection(db: WritableDb, { name, nowMs }: { name: string; nowMs: number }): number {
  return db.run(insert, { name, nowMs }).lastId;
}

/** A library has at least one collection; returns the oldest one's id. */
export function ensureDefaultCollection(db: WritableDb, nowMs: number): number {
  return listCollections(db)[0]?.id ?? insertCollection(db, { name: DEFAULT_NAME, nowMs });
}

/** Fails with `not-found`. */
export function renameCollection(db: WritableDb, id: number, name: string): void {
  if (db.run(rename, { id, name }).changes === 0) found(undefined, 'collection', id);
}

/** Takes the collection out with its sources, documents, threads and answers. */
export function removeCollection(db: WritableDb, id: number): void {
  db.atomic(() => {
    const contents = db.all(contentIds, { id }).map((row) => row.id);
    if (db.run(remove, { id }).changes === 0) found(undefined, 'collection', id);
    abandonForGood(db, contents);
  });
}
