import { defaultSourceRules, type Source, type SourceRules } from '../../shared/domain/source.ts';
import { AppError } from '../../shared/errors.ts';
import { abandonForGood } from './contents.ts';
import { statement, type NoValues, type ReadableDb, type WritableDb } from './handles.ts';
import { fromOptionalJson, type Json } from './json-columns.ts';
import { found } from './not-found.ts';

export interface SourceRow {
  id: number;
  collectionId: number;
  kind: Source['kind'];
  /** Absolute path of the folder or file. */
  path: string;
  name: string;
  paused: boolean;
  missing: boolean;
  addedAtMs: number;
  scannedAtMs: number | null;
  /** The readers that judged its files at the last whole scan, as the scan names them. */
  scannedBy: string | null;
  rules: SourceRules;
}

type Stored = Omit<SourceRow, 'paused' | 'missing' | 'rules'> & { paused: number; missing: number; rules: Json<SourceRules> | null };

const columns = `select id, collection_id as collectionId, kind, path, name, paused, missing,
  added_at_ms as addedAtMs, scanned_at_ms as scannedAtMs, scanned_by as scannedBy, rules from source where collection_id is not null`;
const list = statement<{ collectionId: number | null }, Stored>(
  'source.list',
  `${columns} and (@collectionId is null or collection_id = @collectionId) order by id`,
);
const byId = statement<{ id: number }, Stored>('source.get', `${columns} and id = @id`);
const byPath = statement<{ collectionId: number; path: string }, Stored>(
  'source.by-path',
  `${columns} and collection_id = @collectionId and path = @path`,
);
const insert = statement<{ collectionId: number; kind: string; path: string; name: string; nowMs: number }>(
  'source.insert',
  `insert into source (collection_id, kind, path, name, added_at_ms) values (@collectionId, @kind, @path, @name, @nowMs)`,
);
const pause = statement<{ id: number; paused: boolean }>('source.pause', `update source set paused = @paused where id = @id`);
const scanned = statement<{ id: number; nowMs: number; scannedBy: string }>(
  'source.scanned',
  `update source set scanned_at_ms = @nowMs, scanned_by = @scannedBy where id = @id`,
);
const setRules = statement<{ id: number; rules: string }>('source.rules', `update source set rules = @rules where id = @id`);
const miss = statement<{ id: number; missing: boolean }>('source.missing', `update source set missing = @missing where id = @id`);
const detach = statement<{ id: number }>('source.detach', `update source set collection_id = null where id = @id`);
const detached = statement<NoValues, { id: number }>('source.detached', `select id from source where collection_id is null order by id`);
const remove = statement<{ id: number }>('source.remove', `delete from source where id = @id`);
const contentIds = statement<{ id: number }, { id: number }>(
  'source.contents',
  `select distinct content_id as id from document where source_id = @id and content_id is not null`,
);

function rowOf(stored: Stored): SourceRow {
  const { paused, missing, rules } = stored;
  return { ...stored, paused: paused === 1, missing: missing === 1, rules: { ...defaultSourceRules, ...fromOptionalJson(rules) } };
}

/** Sources of one collection, or of all, in the order they were added. */
export function listSources(db: ReadableDb, collectionId?: number): SourceRow[] {
  return db.all(list, { collectionId: collectionId ?? null }).map(rowOf);
}

/** Fails with `not-found`. */
export function getSource(db: ReadableDb, id: number): SourceRow {
  return rowOf(found(db.get(byId, { id }), 'source', id));
}

/** The source of this absolute path, when the collection has it. */
export function findSourceByPath(db: ReadableDb, collectionId: number, path: string): SourceRow | null {
  const stored = db.get(byPath, { collectionId, path });
  return stored ? rowOf(stored) : null;
}

/** Returns the id. Fails with `source-exists` when the collection has this path. */
export function insertSource(
  db: WritableDb,
  source: { collectionId: number; kind: Source['kind']; path: string; name: string; nowMs: number },
): number {
  const { collectionId, kind, path, name, nowMs } = source;
  if (findSourceByPath(db, collectionId, path)) {
    throw new AppError('source-exists', `“${name}” is already in this collection.`, { details: { subject: name } });
  }
  return db.run(insert, { collectionId, kind, path, name, nowMs }).lastId;
}

/** Kept over restarts. */
export function setSourcePaused(db: WritableDb, id: number, paused: boolean): void {
  db.run(pause, { id, paused });
  // What its files held back waits no longer.
  if (paused) db.sweepSoon();
}

/** What of the source is left out; the next scan goes by it. */
export function setSourceRules(db: WritableDb, id: number, rules: SourceRules): void {
  db.run(setRules, { id, rules: JSON.stringify(rules) });
}

/** A whole scan of the source ended at `nowMs`; `scannedBy` names the readers it goes by. */
export function setSourceScanned(db: WritableDb, id: number, { nowMs, scannedBy }: { nowMs: number; scannedBy: string }): void {
  db.run(scanned, { id, nowMs, scannedBy });
}

/** The source's path is gone, or is back. */
export function setSourceMissing(db: WritableDb, id: number, missing: boolean): void {
  db.run(miss, { id, missing });
  if (missing) db.sweepSoon();
}

/**
 * Takes a source out of its collection: from the commit on nothing of it is listed, found or counted, and its path may
 * be added again. Its documents are still to be removed, slice by slice, and then itself ({@link removeSource}).
 */
export function detachSource(db: WritableDb, id: number): void {
  db.run(detach, { id });
}

/** Sources that were taken out and still have something to be removed. */
export function listDetachedSources(db: ReadableDb): number[] {
  return db.all(detached, {}).map((row) => row.id);
}

/**
 * Takes a source out with its documents and jobs. Search does not see them from the commit on; what they
 * alone used is swept in slices right after. Removing what is not there does nothing.
 */
export function removeSource(db: WritableDb, id: number): void {
  db.atomic(() => {
    const contents = db.all(contentIds, { id }).map((row) => row.id);
    db.run(remove, { id });
    abandonForGood(db, contents);
  });
}
