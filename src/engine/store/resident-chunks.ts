import { setImmediate as nextTurn } from 'node:timers/promises';
import { statement, type NoValues, type ReadableDb } from './handles.ts';
import { nextContents, type Scope } from './scope.ts';

/** Hashes of chunks: one bit for each id. */
export interface HashSet {
  readonly bits: Uint8Array;
  readonly count: number;
}

/**
 * Which contents each chunk hash belongs to, in memory, so that the hashes of a scope are known in a moment. It only ever
 * grows: ids are never given again, and a content that has gone is in no scope.
 */
export interface ResidentChunks {
  /** Takes in what was written since. */
  follow(signal?: AbortSignal): Promise<void>;
  /** The hashes of a scope now; those of the scopes asked for last are kept until the library changes. */
  hashesOf(scope: Scope, signal?: AbortSignal): Promise<HashSet>;
  readonly bytes: number;
}

const CHUNK_SLICE = 8_000;
const DOCUMENT_SLICE = 2_000;
const SCOPES_KEPT = 8;

const dataVersion = statement<NoValues, { data_version: number }>('resident-chunks.version', 'pragma data_version');
const nextChunks = statement<{ afterId: number; limit: number }, { lastId: number | null; hashIds: string; contentIds: string }>(
  'resident-chunks.next',
  `select max(id) as lastId, json_group_array(chunk_hash_id) as hashIds, json_group_array(content_id) as contentIds
   from (select id, chunk_hash_id, content_id from chunk where id > @afterId order by id limit @limit)`,
);

/** Changes with each commit. `db` is a connection that does not write. */
export function libraryVersion(db: ReadableDb): number {
  return db.get(dataVersion, {})?.data_version ?? 0;
}

/** True when the bit of `id` is set. */
export function hasBit(bits: Uint8Array, id: number): boolean {
  return (((bits[id >>> 3] ?? 0) >>> (id & 7)) & 1) === 1;
}

/** The ids of a set, ascending. */
export function idsIn({ bits }: HashSet): number[] {
  const ids: number[] = [];
  for (const [at, byte] of bits.entries()) {
    if (byte === 0) continue;
    for (let bit = 0; bit < 8; bit += 1) if ((byte >>> bit) & 1) ids.push(at * 8 + bit);
  }
  return ids;
}

export function createResidentChunks(db: ReadableDb): ResidentChunks {
  let hashes = new Uint32Array(4_096);
  let contents = new Uint32Array(4_096);
  let [size, lastId, lastHash, lastContent] = [0, 0, 0, 0];
  let following: Promise<void> = Promise.resolve();
  let kept: { version: number; sets: Map<string, HashSet> } = { version: -1, sets: new Map() };

  function grown(list: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
    if (least <= list.length) return list;
    const longer = new Uint32Array(Math.max(least, Math.ceil(list.length * 1.5)));
    longer.set(list);
    return longer;
  }

  async function takeNew(): Promise<void> {
    for (;;) {
      const next = db.get(nextChunks, { afterId: lastId, limit: CHUNK_SLICE });
      if (!next || next.lastId === null) return;
      const [hashIds, contentIds] = [JSON.parse(next.hashIds) as number[], JSON.parse(next.contentIds) as number[]];
      hashes = grown(hashes, size + hashIds.length);
      contents = grown(contents, size + hashIds.length);
      hashes.set(hashIds, size);
      contents.set(contentIds, size);
      for (const id of hashIds) lastHash = Math.max(lastHash, id);
      for (const id of contentIds) lastContent = Math.max(lastContent, id);
      size += hashIds.length;
      lastId = next.lastId;
      if (hashIds.length < CHUNK_SLICE) return;
      await nextTurn();
    }
  }

  async function follow(signal?: AbortSignal): Promise<void> {
    following = following.catch(() => {}).then(takeNew);
    await following;
    signal?.throwIfAborted();
  }

  async function contentsOf(scope: Scope, signal?: AbortSignal): Promise<Uint8Array> {
    const bits = new Uint8Array((lastContent >>> 3) + 1);
    for (let afterId = 0; ;) {
      const slice = nextContents(db, scope, afterId, DOCUMENT_SLICE);
      for (const id of slice.contentIds) if (id <= lastContent) bits[id >>> 3] = (bits[id >>> 3] ?? 0) | (1 << (id & 7));
      if (slice.lastId === null) return bits;
      afterId = slice.lastId;
      await nextTurn();
      signal?.throwIfAborted();
    }
  }

  function hashesIn(contentBits: Uint8Array): HashSet {
    const bits = new Uint8Array((lastHash >>> 3) + 1);
    let count = 0;
    for (let at = 0; at < size; at += 1) {
      if (!hasBit(contentBits, contents[at] ?? 0)) continue;
      const id = hashes[at] ?? 0;
      const [cell, bit] = [id >>> 3, 1 << (id & 7)];
      const before = bits[cell] ?? 0;
      if ((before & bit) !== 0) continue;
      bits[cell] = before | bit;
      count += 1;
    }
    return { bits, count };
  }

  return {
    follow,
    async hashesOf(scope, signal) {
      const version = libraryVersion(db);
      if (kept.version !== version) kept = { version, sets: new Map() };
      const { sets } = kept;
      const key = JSON.stringify([scope.collectionId, scope.filter ?? null]);
      const known = sets.get(key);
      if (known) return known;
      await follow(signal);
      const found = hashesIn(await contentsOf(scope, signal));
      sets.set(key, found);
      const [oldest] = sets.keys();
      if (sets.size > SCOPES_KEPT && oldest !== undefined) sets.delete(oldest);
      return found;
    },
    get bytes() {
      return hashes.byteLength + contents.byteLength;
    },
  };
}
