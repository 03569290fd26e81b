/*
 * Vector search at size: npm run bench:search -- [--sizes 10000,100000] [--dimensions 1024,384] [--queries 25]
 *   [--peers DIR] [--keep DIR] [--no-filters]
 * The product's index against sqlite-vec's own float KNN over the same library, and against usearch and LanceDB (flat)
 * when DIR/node_modules holds them, interleaved in one process. Vectors are generated: skewed clusters off the origin,
 * uneven in scale, queries near stored ones. --keep leaves the libraries in a folder and uses them again.
 * FOOTNOTE_EMBEDDING=<GGUF> with FOOTNOTE_EVAL=<folder of sets> measures recall on real embeddings of those texts as well.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { silentLogger } from '../../src/engine/base/logger.ts';
import { removeDocumentsForGood } from '../../src/engine/store/documents.ts';
import { type NoValues, statement } from '../../src/engine/store/handles.ts';
import { loadVectorExtension, openConnection, type SqliteConnection } from '../../src/engine/store/native.ts';
import type { Scope } from '../../src/engine/store/scope.ts';
import { createVectorIndex, type VectorIndex } from '../../src/engine/store/vector-index.ts';
import { everyDocument } from '../../src/shared/domain/scope.ts';
import { openEmbedding } from './open-embedding.ts';
import { type BenchLibrary, CHUNKS_OF_DOCUMENT, fillLibrary, freshQueries, generatedLibrary } from './search-library.ts';
import { openPeers, type Peer } from './search-peers.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    dimensions: { type: 'string', default: '1024,384' },
    queries: { type: 'string', default: '25' },
    peers: { type: 'string' },
    keep: { type: 'string' },
    filters: { type: 'boolean', default: true },
    seed: { type: 'string' },
    deletes: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const LIMIT = 10;

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const nearlyAll = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length * 0.95)] ?? 0;
const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0);

async function measured<T>(work: () => T | Promise<T>): Promise<{ value: T; cpuMs: number; wallMs: number }> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  const value = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { value, cpuMs: (user + system) / 1000, wallMs: performance.now() - wall };
}

const hashOf = statement<{ chunkId: number }, { id: number }>('bench.hash', 'select chunk_hash_id as id from chunk where id = @chunkId');

/** One way to search, and what it cost and found in each query. */
interface Contender {
  name: string;
  find(query: Float32Array): number[] | Promise<number[]>;
  /** From what is found to hashes of chunks, where they are not the same. */
  hashOf?: (id: number) => number;
  cpu: number[];
  wall: number[];
  found: number;
}

function exactConnection(folder: string): SqliteConnection {
  const connection = openConnection(join(folder, 'library.db'), { readonly: true });
  loadVectorExtension(connection);
  connection.pragma('cache_size = -65536');
  return connection;
}

function contender(name: string, find: Contender['find']): Contender {
  return { name, find, cpu: [], wall: [], found: 0 };
}

function ours(index: VectorIndex, { library, modelId }: BenchLibrary, scope: Scope): Contender {
  const find = async (vector: Float32Array): Promise<number[]> =>
    (await index.search({ modelId, vector, limit: LIMIT, ...scope })).map(({ chunkId }) => chunkId);
  return { ...contender('Footnote', find), hashOf: (chunkId) => library.read.get(hashOf, { chunkId })?.id ?? -1 };
}

/** sqlite-vec's own search, on a connection of its own: it reads through the whole file, and would empty the product's cache. */
function knn({ folder, modelId }: BenchLibrary): Contender & { close(): void } {
  const connection = exactConnection(folder);
  const search = connection.prepare<[Uint8Array], { id: number }>(
    `select rowid as id from embedding_vector_${modelId} where vector match ? and k = ${LIMIT} order by distance`,
  );
  const find = (vector: Float32Array): number[] => search.all(new Uint8Array(vector.buffer)).map(({ id }) => id);
  return { ...contender('sqlite-vec', find), close: () => connection.close() };
}

/** How many questions are asked beforehand, unmeasured: code is compiled and pages are read by then, for everyone. */
const WARM_UP = 5;

/** All contenders answer each question, one after the other. Returns how many of the nearest there are in all. */
async function race(contenders: readonly Contender[], queries: readonly Float32Array[], truthOf: Contender['find']): Promise<number> {
  let all = 0;
  for (const query of queries.slice(0, WARM_UP)) for (const each of contenders) await each.find(query);
  for (const query of queries) {
    const answers: { each: Contender; value: number[] }[] = [];
    for (const each of contenders) {
      const { value, cpuMs, wallMs } = await measured(() => each.find(query));
      each.cpu.push(cpuMs);
      each.wall.push(wallMs);
      answers.push({ each, value });
    }
    const exact = answers.find(({ each }) => each.find === truthOf)?.value ?? (await truthOf(query));
    const truth = new Set(exact);
    all += truth.size;
    for (const { each, value } of answers) each.found += value.filter((id) => truth.has(each.hashOf?.(id) ?? id)).length;
  }
  return all;
}

function line({ name, cpu, wall, found }: Contender, all: number, base?: Contender): string {
  const ratio = base ? ` (1/${(median(cpu) / median(base.cpu)).toFixed(1)})` : '';
  return (
    `  ${name}: cpu ${ms(median(cpu))} ms${ratio}, wall p50 ${ms(median(wall))} p95 ${ms(nearlyAll(wall))} ms, ` +
    `recall@${LIMIT} ${(found / Math.max(1, all)).toFixed(4)}`
  );
}

/** What a filter that keeps a part of the documents costs, and how well it is searched, against an exact search of that part. */
async function measureFilters(bench: BenchLibrary, index: VectorIndex): Promise<void> {
  const { library, modelId, collectionId, queries } = bench;
  const documents = bench.count / CHUNKS_OF_DOCUMENT;
  const folder = (part: string): Scope => ({
    collectionId,
    filter: { ...everyDocument, only: { ...everyDocument.only, folders: [part] } },
  });
  const before = (beforeMs: number): Scope => ({ collectionId, filter: { ...everyDocument, between: { fromMs: 0, beforeMs } } });
  const scopes: [string, Scope][] = [
    ['50 % by folder', folder('/half-1/')],
    ['1 % by folder', folder('/part-7/')],
    ['one document by folder', folder('/case-77/')],
    ['50 % by date', before(documents / 2)],
    ['1 % by date', before(documents / 100)],
    ['0.01 % by date', before(Math.max(1, documents / 10_000))],
  ];
  const connection = exactConnection(bench.folder);
  const vectorsOf = connection.prepare<[Uint8Array, string], { id: number }>(
    `select v.rowid as id from embedding_vector_${modelId} v where v.vector match ? and k = ${LIMIT}
     and v.rowid in (select value from json_each(?)) order by distance`,
  );
  const hashesOf = statement<{ first: number; step: number; last: number }, { ids: string }>(
    'bench.hashes',
    `select json_group_array(c.chunk_hash_id) as ids from chunk c join document d on d.content_id = c.content_id
     where cast(d.modified_at_ms as integer) % @step = @first and d.modified_at_ms < @last`,
  );
  const parts: [number, number, number][] = [
    [1, 2, documents],
    [7, 100, documents],
    [77, documents * 2, documents],
    [0, 1, documents / 2],
    [0, 1, documents / 100],
    [0, 1, Math.max(1, documents / 10_000)],
  ];
  for (const [at, [name, scope]] of scopes.entries()) {
    const [first, step, last] = parts[at] ?? [0, 1, 0];
    const { ids } = library.read.get(hashesOf, { first, step, last }) ?? { ids: '[]' };
    const cold = await measured(() => index.search({ modelId, vector: queries[0] ?? new Float32Array(), limit: LIMIT, ...scope }));
    const us = ours(index, bench, scope);
    const all = await race([us], queries, (query) => vectorsOf.all(new Uint8Array(query.buffer), ids).map(({ id }) => id));
    console.log(`  ${name}: first cpu ${ms(cold.cpuMs)} ms, then ${line(us, all).trim().replace('Footnote: ', '')}`);
  }
  connection.close();
}

/** Takes out three documents of ten, and asks again: of the library as it is then, before and after its blocks are written anew. */
async function measureDeletes(bench: BenchLibrary, index: VectorIndex): Promise<void> {
  const { library, collectionId, queries } = bench;
  const documents = library.read.all(statement<NoValues, { id: number }>('bench.doomed', 'select id from document where id % 10 < 3'), {});
  for (let at = 0; at < documents.length; at += 100) {
    const ids = documents.slice(at, at + 100).map(({ id }) => id);
    library.transaction((db) => removeDocumentsForGood(db, ids));
  }
  await library.sweep();
  const exact = knn(bench);
  for (const moment of ['at once', 'settled']) {
    const us = ours(index, bench, { collectionId });
    const all = await race([us], queries, exact.find);
    console.log(`  after ${documents.length} documents have gone, ${moment}: ${line(us, all).trim().replace('Footnote: ', '')}`);
    await index.settled();
  }
  exact.close();
}

async function measure(name: string, bench: BenchLibrary, peers: readonly Peer[]): Promise<void> {
  const { library, folder, modelId, collectionId, queries } = bench;
  // What the library does by itself after it was opened is no part of what is measured.
  await library.renewFullText();
  const making = createVectorIndex({ library, logger: silentLogger });
  const made = await measured(() => making.settled());
  await making.dispose();
  const index = createVectorIndex({ library, logger: silentLogger });
  const [first = new Float32Array()] = queries;
  const memoryBefore = process.memoryUsage.rss();
  const fresh = await measured(() => index.search({ modelId, collectionId, vector: first, limit: LIMIT }));
  const grown = process.memoryUsage.rss() - memoryBefore;
  const us = ours(index, bench, { collectionId });
  const exact = knn(bench);
  const others = peers.map((peer) => contender(peer.name, (query) => peer.find(query, LIMIT)));
  const all = await race([us, exact, ...others], queries, exact.find);
  console.log(
    `${name}, load ${loadavg()[0]?.toFixed(1)}: resident ${ms(index.residentBytes / 1e6)} MB (process +${ms(grown / 1e6)} MB); first search of a fresh start ` +
      `${ms(fresh.wallMs)} ms (cpu ${ms(fresh.cpuMs)}); codes made in ${(made.wallMs / 1000).toFixed(1)} s; ` +
      `${bench.insertSeconds === null ? '' : `inserted in ${bench.insertSeconds.toFixed(0)} s; `}${ms(statSync(join(folder, 'library.db')).size / 1e6)} MB on disk`,
  );
  console.log(line(us, all));
  for (const each of [exact, ...others]) console.log(line(each, all, us));
  if (values.filters && bench.count >= 100_000) await measureFilters(bench, index);
  exact.close();
  if (values.deletes) await measureDeletes(bench, index);
  await index.dispose();
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${new Date().toISOString().slice(0, 10)}`);
const base = values.keep ?? mkdtempSync(join(tmpdir(), 'footnote-bench-'));
mkdirSync(base, { recursive: true });
for (const dimensions of values.dimensions.split(',').map(Number)) {
  for (const count of values.sizes.split(',').filter(Boolean).map(Number)) {
    const folder = join(base, `${count}x${dimensions}`);
    const made = await generatedLibrary(folder, { count, dimensions, queryCount: Number(values.queries) });
    const { seed, queries: asMany } = values;
    const bench = seed === undefined ? made : { ...made, queries: freshQueries(made, { seed: Number(seed), count: Number(asMany) }) };
    const peers = await openPeers(values.peers, bench);
    await measure(`${count} × ${dimensions}`, bench, peers);
    for (const peer of peers) await peer.close();
    bench.library.close();
    if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

const [modelPath, sets] = [process.env['FOOTNOTE_EMBEDDING'], process.env['FOOTNOTE_EVAL']];
if (modelPath !== undefined && sets !== undefined) {
  const embedding = await openEmbedding(modelPath);
  const linesOf = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);
  const folders = readdirSync(sets).map((set) => join(sets, set));
  const texts = [
    ...new Set(folders.flatMap((set) => linesOf(join(set, 'corpus.jsonl')).map((row) => (JSON.parse(row) as { text: string }).text))),
  ];
  const questions = folders.flatMap((set) =>
    linesOf(join(set, 'queries.jsonl'))
      .slice(0, 40)
      .map((row) => (JSON.parse(row) as { question: string }).question),
  );
  const vectorOf = async (text: string) => (await embedding.embed([text], 'passage'))[0] ?? new Float32Array(embedding.dimensions);
  const { dimensions } = embedding;
  const folder = mkdtempSync(join(tmpdir(), 'footnote-bench-'));
  const filled = await fillLibrary(folder, { count: texts.length, dimensions, textOf: (at) => texts[at] ?? '' }, vectorOf);
  const queries: Float32Array[] = [];
  for (const question of questions) queries.push((await embedding.embed([question], 'query'))[0] ?? new Float32Array(dimensions));
  await measure(`real: ${texts.length} texts × ${dimensions}, ${queries.length} questions`, { ...filled, queries }, []);
  filled.library.close();
  rmSync(folder, { recursive: true, force: true });
}
if (values.keep === undefined) rmSync(base, { recursive: true, force: true });
process.exit(0);
