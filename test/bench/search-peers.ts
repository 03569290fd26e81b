import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { nextRows } from '../../src/engine/store/vector-rows.ts';
import { decodeRow } from '../../src/engine/store/vector-encoding.ts';
import type { BenchLibrary } from './search-library.ts';

/** Another program that searches the same vectors. Ids are those of chunk hashes. */
export interface Peer {
  name: string;
  find(query: Float32Array, limit: number): number[] | Promise<number[]>;
  close(): void | Promise<void>;
}

interface UsearchIndex {
  add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
  search(vector: Float32Array, limit: number, threads: number): { keys: BigUint64Array };
  save(path: string): void;
  load(path: string): void;
}
interface Usearch {
  Index: new (options: { metric: string; dimensions: number; quantization: string }) => UsearchIndex;
}

interface LanceQuery {
  distanceType(type: 'cosine'): LanceQuery;
  limit(count: number): LanceQuery;
  bypassVectorIndex(): LanceQuery;
  select(columns: string[]): LanceQuery;
  toArray(): Promise<{ id: number }[]>;
}
interface LanceTable {
  add(rows: readonly object[]): Promise<unknown>;
  vectorSearch(vector: Float32Array): LanceQuery;
}
interface Lance {
  connect(path: string): Promise<{
    createTable(name: string, rows: readonly object[]): Promise<LanceTable>;
    openTable(name: string): Promise<LanceTable>;
    close(): void;
  }>;
}

/** Above it a graph takes hours to build. */
const MOST_FOR_GRAPH = 100_000;
const AT_ONCE = 2_000;

function* slicesOf({ library, modelId }: BenchLibrary): Generator<{ ids: number[]; vectors: Float32Array[] }> {
  for (let afterId = 0; ;) {
    const rows = nextRows(library.read, modelId, afterId, AT_ONCE);
    if (rows.length === 0) return;
    afterId = rows.at(-1)?.chunkHashId ?? afterId;
    yield { ids: rows.map(({ chunkHashId }) => chunkHashId), vectors: rows.map(({ row }) => decodeRow(row)) };
  }
}

function openUsearch({ Index }: Usearch, bench: BenchLibrary): Peer {
  const index = new Index({ metric: 'cos', dimensions: bench.dimensions, quantization: 'f32' });
  const file = join(bench.folder, 'usearch.index');
  if (existsSync(file)) index.load(file);
  else {
    for (const { ids, vectors } of slicesOf(bench)) {
      const flat = new Float32Array(ids.length * bench.dimensions);
      for (const [at, vector] of vectors.entries()) flat.set(vector, at * bench.dimensions);
      index.add(BigUint64Array.from(ids, BigInt), flat, 2);
    }
    index.save(file);
  }
  return {
    name: 'usearch (HNSW, float)',
    find: (query, limit) => Array.from(index.search(query, limit, 1).keys, Number),
    close: () => {},
  };
}

async function openLance({ connect }: Lance, bench: BenchLibrary): Promise<Peer> {
  const folder = join(bench.folder, 'lance');
  const isThere = existsSync(folder);
  const database = await connect(folder);
  let table: LanceTable | null = isThere ? await database.openTable('vectors') : null;
  if (!isThere) {
    for (const { ids, vectors } of slicesOf(bench)) {
      const rows = ids.map((id, at) => ({ id, vector: Array.from(vectors[at] ?? []) }));
      if (table === null) table = await database.createTable('vectors', rows);
      else await table.add(rows);
    }
  }
  const opened = table;
  if (opened === null) throw new Error('no vectors to compare');
  return {
    name: 'LanceDB (flat)',
    find: async (query, limit) =>
      (await opened.vectorSearch(query).distanceType('cosine').bypassVectorIndex().select(['id', '_distance']).limit(limit).toArray()).map(
        ({ id }) => id,
      ),
    close: () => {
      database.close();
    },
  };
}

/** Those peers that `folder`'s node_modules holds, with the vectors of the library in them. They are no part of the project. */
export async function openPeers(folder: string | undefined, bench: BenchLibrary): Promise<Peer[]> {
  if (folder === undefined) return [];
  const load = createRequire(join(folder, 'package.json'));
  const peers: Peer[] = [];
  const has = (name: string): boolean => existsSync(join(folder, 'node_modules', name));
  if (has('usearch') && bench.count <= MOST_FOR_GRAPH) peers.push(openUsearch(load('usearch') as Usearch, bench));
  if (has('@lancedb/lancedb') && bench.count <= MOST_FOR_GRAPH) peers.push(await openLance(load('@lancedb/lancedb') as Lance, bench));
  return peers;
}
