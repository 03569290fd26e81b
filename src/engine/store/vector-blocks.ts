import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import type { CodeKind } from './vector-encoding.ts';

/*
 * Codes are read a block at a time: a row for each would take ten times as long to load. A block keeps the codes of
 * vectors that have gone until it is written anew; which those are is noted by a trigger.
 */

/** About half a megabyte at most: read, and written anew, in a millisecond or two. */
export const CODES_OF_BLOCK = 2_048;

/** A block as it is loaded: `codes` stand one after the other, for bytes with the steps (float32) of all behind them. */
export interface CodeBlock {
  id: number;
  /** The last `seq` of the new codes it was packed of; 0 when it was made with its generation. */
  lastSeq: number;
  ids: Uint32Array;
  codes: Uint8Array;
}

interface StoredBlock {
  id: number;
  lastSeq: number;
  ids: Uint8Array;
  codes: Uint8Array;
}

export const codeBlockTable = (modelId: number): string => `embedding_code_block_${modelId}`;
/** Hashes whose vectors have gone, and whose codes may still be in a block. */
export const goneTable = (modelId: number): string => `embedding_code_gone_${modelId}`;

const STEP_BYTES = 4;

function bytesOf(ids: Uint32Array): Uint8Array {
  return new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
}

function opened({ id, lastSeq, ids, codes }: StoredBlock): CodeBlock {
  return { id, lastSeq, ids: new Uint32Array(Uint8Array.from(ids).buffer), codes };
}

/** Writes a block of codes as `encodeCode` makes them. */
export function insertBlock(
  db: WritableDb,
  modelId: number,
  block: { generation: number; kind: CodeKind; lastSeq: number; codes: readonly { chunkHashId: number; code: Uint8Array }[] },
): void {
  const insert = statement<{ generation: number; lastSeq: number; lowId: number; highId: number; ids: Uint8Array; codes: Uint8Array }>(
    'vector-blocks.insert',
    `insert into ${codeBlockTable(modelId)} (generation, last_seq, low_id, high_id, ids, codes)
     values (@generation, @lastSeq, @lowId, @highId, @ids, @codes)`,
  );
  const { generation, kind, lastSeq, codes: list } = block;
  const [first] = list;
  if (!first) return;
  const width = first.code.length - (kind === 'bytes' ? STEP_BYTES : 0);
  const ids = Uint32Array.from(list, ({ chunkHashId }) => chunkHashId);
  const codes = new Uint8Array(list.length * first.code.length);
  for (const [at, { code }] of list.entries()) {
    codes.set(code.subarray(0, width), at * width);
    if (kind === 'bytes') codes.set(code.subarray(width), list.length * width + at * STEP_BYTES);
  }
  let [lowId, highId] = [first.chunkHashId, first.chunkHashId];
  for (const id of ids) [lowId, highId] = [Math.min(lowId, id), Math.max(highId, id)];
  db.run(insert, { generation, lastSeq, lowId, highId, ids: bytesOf(ids), codes });
}

/** The next blocks of a generation after `afterId`, in the order they were made. */
export function nextBlocks(
  db: ReadableDb,
  modelId: number,
  { generation, afterId, limit }: { generation: number; afterId: number; limit: number },
): CodeBlock[] {
  const next = statement<{ generation: number; afterId: number; limit: number }, StoredBlock>(
    'vector-blocks.next',
    `select id, last_seq as lastSeq, ids, codes from ${codeBlockTable(modelId)}
     where generation = @generation and id > @afterId order by id limit @limit`,
  );
  return db.all(next, { generation, afterId, limit }).map(opened);
}

/** How many codes the blocks of a generation hold, those of vectors that have gone included. */
export function blockedCodes(db: ReadableDb, modelId: number, generation: number): number {
  const count = statement<{ generation: number }, { count: number }>(
    'vector-blocks.count',
    `select coalesce(sum(length(ids)), 0) / 4 as count from ${codeBlockTable(modelId)} where generation = @generation`,
  );
  return db.get(count, { generation })?.count ?? 0;
}

/** Up to `limit` hashes whose vectors have gone since their codes were last taken out of the blocks, ascending. */
export function goneHashes(db: ReadableDb, modelId: number, limit: number): Set<number> {
  const gone = statement<{ limit: number }, { id: number }>(
    'vector-blocks.gone',
    `select chunk_hash_id as id from ${goneTable(modelId)} order by chunk_hash_id limit @limit`,
  );
  return new Set(db.all(gone, { limit }).map(({ id }) => id));
}

/** A block that may hold one of these hashes, ascending, and comes after `afterId`; null when there is none. */
export function blockWithAny(db: ReadableDb, modelId: number, hashes: ReadonlySet<number>, afterId: number): CodeBlock | null {
  const within = statement<{ hashes: string; afterId: number }, StoredBlock>(
    'vector-blocks.with-any',
    `select b.id, b.last_seq as lastSeq, b.ids, b.codes from ${codeBlockTable(modelId)} b where b.id > @afterId
       and exists (select 1 from json_each(@hashes) h where h.value between b.low_id and b.high_id) order by b.id limit 1`,
  );
  const stored = db.get(within, { hashes: JSON.stringify([...hashes]), afterId });
  return stored ? opened(stored) : null;
}

/** Writes a block anew without the codes of these hashes; one that held nothing else goes. */
export function rewriteBlock(db: WritableDb, modelId: number, { id, ids, codes }: CodeBlock, without: ReadonlySet<number>): void {
  const update = statement<{ id: number; ids: Uint8Array; codes: Uint8Array }>(
    'vector-blocks.rewrite',
    `update ${codeBlockTable(modelId)} set ids = @ids, codes = @codes where id = @id`,
  );
  const drop = statement<{ id: number }>('vector-blocks.drop', `delete from ${codeBlockTable(modelId)} where id = @id`);
  const kept = Array.from(ids.keys()).filter((at) => !without.has(ids[at] ?? 0));
  if (kept.length === ids.length) return;
  if (kept.length === 0) {
    db.run(drop, { id });
    return;
  }
  const perCode = codes.length / ids.length;
  const stepBytes = perCode % 16 === 0 ? 0 : STEP_BYTES;
  const width = perCode - stepBytes;
  const fresh = new Uint8Array(kept.length * perCode);
  for (const [to, from] of kept.entries()) {
    fresh.set(codes.subarray(from * width, (from + 1) * width), to * width);
    const step = ids.length * width + from * stepBytes;
    fresh.set(codes.subarray(step, step + stepBytes), kept.length * width + to * stepBytes);
  }
  db.run(update, { id, ids: bytesOf(Uint32Array.from(kept, (at) => ids[at] ?? 0)), codes: fresh });
}

/** Forgets which hashes have gone: no block holds their codes any more. */
export function forgetGone(db: WritableDb, modelId: number, hashes: ReadonlySet<number>): void {
  const forget = statement<{ hashes: string }>(
    'vector-blocks.forget-gone',
    `delete from ${goneTable(modelId)} where chunk_hash_id in (select value from json_each(@hashes))`,
  );
  db.run(forget, { hashes: JSON.stringify([...hashes]) });
}
