import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { CODES_OF_BLOCK, codeBlockTable, goneTable, insertBlock } from './vector-blocks.ts';
import { type CodeKind, encodeCode } from './vector-encoding.ts';

/** Raise it when rows or codes are made otherwise: what an older program derived is made anew. */
export const VECTOR_CODES_VERSION = 2;

/** The codes of a model that are in use, or (pending) being made to follow them. */
export interface CodeSet {
  generation: number;
  kind: CodeKind;
  mean: Float32Array;
  /** How many vectors there were when the mean was taken. */
  madeFrom: number;
}

/** A code that is not in a block yet. `seq` grows with each that is written. */
export interface NewCode {
  seq: number;
  chunkHashId: number;
  code: Uint8Array;
}

interface StoredSet {
  generation: number;
  kind: CodeKind;
  mean: Uint8Array;
  madeFrom: number;
  version: number;
}

const sets = statement<{ modelId: number; state: string }, StoredSet>(
  'vector-codes.set',
  `select generation, kind, mean, made_from as madeFrom, version from vector_code_set where model_id = @modelId and state = @state`,
);
const insertSet = statement<{ modelId: number; generation: number; kind: string; mean: Uint8Array; madeFrom: number; version: number }>(
  'vector-codes.begin',
  `insert into vector_code_set (model_id, state, generation, kind, mean, made_from, version)
   values (@modelId, 'pending', @generation, @kind, @mean, @madeFrom, @version)`,
);
const dropSet = statement<{ modelId: number; state: string }>(
  'vector-codes.drop',
  `delete from vector_code_set where model_id = @modelId and state = @state`,
);
const promote = statement<{ modelId: number }>(
  'vector-codes.promote',
  `update vector_code_set set state = 'current' where model_id = @modelId and state = 'pending'`,
);
const lastGeneration = statement<{ modelId: number }, { generation: number | null }>(
  'vector-codes.last-generation',
  `select max(generation) as generation from vector_code_set where model_id = @modelId`,
);

const codeTable = (modelId: number): string => `embedding_code_${modelId}`;

/** Makes the tables of a model's codes, where they are missing. */
export function createCodeTables(db: WritableDb, modelId: number): void {
  const [codes, blocks, gone] = [codeTable(modelId), codeBlockTable(modelId), goneTable(modelId)];
  for (const sql of [
    `create table if not exists ${codes} (seq integer primary key autoincrement, generation integer not null,
       chunk_hash_id integer not null, code blob not null) strict`,
    `create unique index if not exists ${codes}_of_hash on ${codes} (chunk_hash_id, generation)`,
    `create index if not exists ${codes}_generation on ${codes} (generation, seq)`,
    `create table if not exists ${blocks} (id integer primary key autoincrement, generation integer not null, last_seq integer not null,
       low_id integer not null, high_id integer not null, ids blob not null, codes blob not null) strict`,
    `create index if not exists ${blocks}_generation on ${blocks} (generation, id)`,
    `create index if not exists ${blocks}_range on ${blocks} (low_id, high_id)`,
    `create table if not exists ${gone} (chunk_hash_id integer primary key) strict`,
    `drop trigger if exists ${codes}_removed`,
    `create trigger ${codes}_removed after delete on embedding when old.model_id = ${modelId} begin
       delete from ${codes} where chunk_hash_id = old.chunk_hash_id;
       insert or ignore into ${gone} (chunk_hash_id) select old.chunk_hash_id
         where exists (select 1 from ${blocks} where old.chunk_hash_id between low_id and high_id);
     end`,
  ])
    db.run(statement('vector-codes.create', sql), {});
}

/** Codes that were made by this version of the program; null when there are none. */
export function codeSet(db: ReadableDb, modelId: number, state: 'current' | 'pending'): CodeSet | null {
  const stored = db.get(sets, { modelId, state });
  if (!stored || stored.version !== VECTOR_CODES_VERSION) return null;
  const { generation, kind, madeFrom } = stored;
  return { generation, kind, madeFrom, mean: new Float32Array(Uint8Array.from(stored.mean).buffer) };
}

function blobOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Begins a generation of codes, in place of one that was begun and not finished. */
export function beginCodes(db: WritableDb, modelId: number, made: Omit<CodeSet, 'generation'>): CodeSet {
  return db.atomic(() => {
    createCodeTables(db, modelId);
    const generation = (db.get(lastGeneration, { modelId })?.generation ?? 0) + 1;
    db.run(dropSet, { modelId, state: 'pending' });
    db.run(insertSet, {
      modelId,
      generation,
      kind: made.kind,
      mean: blobOf(made.mean),
      madeFrom: made.madeFrom,
      version: VECTOR_CODES_VERSION,
    });
    return { ...made, generation };
  });
}

/** From the commit on the pending codes are those that are searched. */
export function promoteCodes(db: WritableDb, modelId: number): void {
  db.atomic(() => {
    db.run(dropSet, { modelId, state: 'current' });
    db.run(promote, { modelId });
  });
}

/** Writes the code of a new vector in every generation there is. */
export function insertCode(
  db: WritableDb,
  modelId: number,
  generations: readonly CodeSet[],
  chunkHashId: number,
  unit: Float32Array,
): void {
  const insert = statement<{ generation: number; chunkHashId: number; code: Uint8Array }>(
    'vector-codes.insert',
    `insert or ignore into ${codeTable(modelId)} (generation, chunk_hash_id, code) values (@generation, @chunkHashId, @code)`,
  );
  for (const { generation, kind, mean } of generations) db.run(insert, { generation, chunkHashId, code: encodeCode(kind, unit, mean) });
}

/** Which of the hashes from `low` to `high` have a vector, and no code of this generation outside of blocks. */
export function hashesWithoutCode(db: ReadableDb, modelId: number, generation: number, low: number, high: number): Set<number> {
  const between = statement<{ modelId: number; generation: number; low: number; high: number }, { id: number }>(
    'vector-codes.without',
    `select e.chunk_hash_id as id from embedding e where e.model_id = @modelId and e.chunk_hash_id between @low and @high
       and not exists (select 1 from ${codeTable(modelId)} c where c.chunk_hash_id = e.chunk_hash_id and c.generation = @generation)`,
  );
  return new Set(db.all(between, { modelId, generation, low, high }).map(({ id }) => id));
}

/** Codes of a generation that are in no block, written after `afterSeq`, in the order they were written. */
export function nextCodes(
  db: ReadableDb,
  modelId: number,
  { generation, afterSeq, limit }: { generation: number; afterSeq: number; limit: number },
): NewCode[] {
  const next = statement<{ generation: number; afterSeq: number; limit: number }, NewCode>(
    'vector-codes.next',
    `select seq, chunk_hash_id as chunkHashId, code from ${codeTable(modelId)}
     where generation = @generation and seq > @afterSeq order by seq limit @limit`,
  );
  return db.all(next, { generation, afterSeq, limit });
}

/** Puts the oldest new codes into a block, once there are enough for one; false when there are not. */
export function packCodes(db: WritableDb, modelId: number, { generation, kind }: CodeSet): boolean {
  const drop = statement<{ generation: number; lastSeq: number }>(
    'vector-codes.packed',
    `delete from ${codeTable(modelId)} where generation = @generation and seq <= @lastSeq`,
  );
  return db.atomic(() => {
    const codes = nextCodes(db, modelId, { generation, afterSeq: 0, limit: CODES_OF_BLOCK });
    const lastSeq = codes.at(-1)?.seq;
    if (lastSeq === undefined || codes.length < CODES_OF_BLOCK) return false;
    insertBlock(db, modelId, { generation, kind, lastSeq, codes });
    db.run(drop, { generation, lastSeq });
    return true;
  });
}

/** Drops up to `limit` codes of other generations than those in use. Returns how many. */
export function dropOldCodes(db: WritableDb, modelId: number, limit: number): number {
  const isOld = `generation not in (select generation from vector_code_set where model_id = @modelId)`;
  const dropped = (table: string, key: string, most: number): number =>
    db.run(
      statement<{ modelId: number; most: number }>(
        'vector-codes.drop-old',
        `delete from ${table} where ${key} in (select ${key} from ${table} where ${isOld} limit @most)`,
      ),
      { modelId, most },
    ).changes;
  return dropped(codeTable(modelId), 'seq', limit) + dropped(codeBlockTable(modelId), 'id', 1);
}
