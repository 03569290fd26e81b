/*
 * Vector search at size: npm run bench:search -- [--sizes 10000,100000] [--dimensions 1024,384] [--queries 25]
 * The product's index against sqlite-vec's own float KNN over the same library, interleaved in one process. Vectors are
 * generated: skewed clusters off the origin, uneven in scale, queries near stored ones. FOOTNOTE_EMBEDDING=<GGUF> with
 * FOOTNOTE_EVAL=<folder of sets> measures recall on real embeddings of those texts as well.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/engine/base/clock.ts';
import { silentLogger } from '../../src/engine/base/logger.ts';
import { insertCollection } from '../../src/engine/store/collections.ts';
import { insertEmbeddings, nextChunksToEmbed, registerEmbeddingModel } from '../../src/engine/store/embeddings.ts';
import { statement } from '../../src/engine/store/handles.ts';
import { type Library, openLibrary } from '../../src/engine/store/open.ts';
import { createVectorIndex } from '../../src/engine/store/vector-index.ts';
import { seededRandom } from '../fuzz/random.ts';
import { addDocument, addSource } from '../integration/store/sample-content.ts';
import { openEmbedding } from './open-embedding.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    dimensions: { type: 'string', default: '1024,384' },
    queries: { type: 'string', default: '25' },
  },
});
const queryCount = Number(values.queries);
const random = seededRandom(11);
const gaussian = (): number => random.next() + random.next() + random.next() + random.next() - 2;

/** n / 100 clusters of uneven weight, three topics in each vector, noise, another scale for each dimension. */
function generator(count: number, dimensions: number): { stored(): Float32Array; near(vector: Float32Array): Float32Array } {
  const scale = Float32Array.from({ length: dimensions }, () => 0.3 + random.next());
  const mean = Float32Array.from({ length: dimensions }, () => 0.4 * gaussian());
  const centres = Array.from({ length: Math.max(20, Math.floor(count / 100)) }, () => Float32Array.from({ length: dimensions }, gaussian));
  const centre = (): Float32Array => centres[Math.floor(random.next() ** 2 * centres.length)] ?? mean;
  return {
    stored() {
      const [a, b, c] = [centre(), centre(), centre()];
      return Float32Array.from(
        mean,
        (middle, at) => (scale[at] ?? 1) * (middle + (a[at] ?? 0) + 0.4 * (b[at] ?? 0) + 0.2 * (c[at] ?? 0) + 0.35 * gaussian()),
      );
    },
    near: (vector) => vector.map((value, at) => value + 0.25 * (scale[at] ?? 1) * gaussian()),
  };
}

interface Filled {
  library: Library;
  folder: string;
  modelId: number;
  collectionId: number;
  insertSeconds: number;
}

const PER_DOCUMENT = 1_000;

async function fill(
  count: number,
  dimensions: number,
  vectorOf: (text: string) => Float32Array | Promise<Float32Array>,
  texts?: readonly string[],
): Promise<Filled> {
  const folder = mkdtempSync(join(tmpdir(), 'footnote-bench-'));
  const library = openLibrary({ path: join(folder, 'library.db'), clock: systemClock, logger: silentLogger });
  const startedAt = performance.now();
  const { modelId, collectionId, sourceId } = library.transaction((db) => {
    const collection = insertCollection(db, { name: 'Bench', nowMs: 1 });
    const model = registerEmbeddingModel(db, { identity: 'bench', name: 'bench', dimensions });
    return { modelId: model, collectionId: collection, sourceId: addSource(db, collection, 'bench') };
  });
  for (let from = 0; from < count; from += PER_DOCUMENT) {
    const paragraphs =
      texts?.slice(from, from + PER_DOCUMENT) ?? Array.from({ length: Math.min(PER_DOCUMENT, count - from) }, (_, at) => `${from + at}`);
    library.transaction((db) => addDocument(db, sourceId, `${from}.txt`, [...paragraphs]));
  }
  for (;;) {
    const chunks = nextChunksToEmbed(library.read, modelId, 500);
    if (chunks.length === 0) break;
    const vectors = await Promise.all(chunks.map(async ({ embedText }) => vectorOf(embedText)));
    library.transaction((db) =>
      insertEmbeddings(
        db,
        modelId,
        chunks.map(({ embedHash }, at) => ({ embedHash, vector: vectors[at] ?? new Float32Array(dimensions) })),
      ),
    );
  }
  return { library, folder, modelId, collectionId, insertSeconds: (performance.now() - startedAt) / 1000 };
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0);

async function measured<T>(work: () => T | Promise<T>): Promise<{ value: T; cpuMs: number; wallMs: number }> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  const value = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { value, cpuMs: (user + system) / 1000, wallMs: performance.now() - wall };
}

async function measure(name: string, filled: Filled, queries: readonly Float32Array[]): Promise<void> {
  const { library, folder, modelId, collectionId } = filled;
  const making = createVectorIndex({ library, logger: silentLogger });
  const made = await measured(() => making.settled());
  await making.dispose();
  const index = createVectorIndex({ library, logger: silentLogger });
  const [first = new Float32Array()] = queries;
  const fresh = await measured(() => index.search({ modelId, collectionId, vector: first, limit: 10 }));
  const knn = statement<{ vector: Uint8Array }, { id: number }>(
    'bench.knn',
    `select rowid as id from embedding_vector_${modelId} where vector match @vector and k = 10 order by distance`,
  );
  const idOf = statement<{ chunkId: number }, { id: number }>('bench.hash', 'select chunk_hash_id as id from chunk where id = @chunkId');
  const figures = { ours: [] as number[], wall: [] as number[], theirs: [] as number[], found: 0, all: 0 };
  for (const vector of queries) {
    const ours = await measured(() => index.search({ modelId, collectionId, vector, limit: 10 }));
    const exact = await measured(() => library.read.all(knn, { vector: new Uint8Array(vector.buffer) }));
    figures.ours.push(ours.cpuMs);
    figures.wall.push(ours.wallMs);
    figures.theirs.push(exact.cpuMs);
    const wanted = new Set(exact.value.map((row) => row.id));
    figures.found += ours.value.filter((hit) => wanted.has(library.read.get(idOf, hit)?.id ?? -1)).length;
    figures.all += wanted.size;
  }
  const ratio = median(figures.theirs) / median(figures.ours);
  console.log(
    `${name}: cpu ${ms(median(figures.ours))} ms (sqlite-vec float ${ms(median(figures.theirs))} ms: 1/${ratio.toFixed(0)}), wall p50 ${ms(median(figures.wall))} ms, ` +
      `p95 ${ms(figures.wall.toSorted((a, b) => a - b)[Math.floor(figures.wall.length * 0.95)] ?? 0)} ms; recall@10 ${(figures.found / figures.all).toFixed(4)}; ` +
      `resident ${ms(index.residentBytes / 1e6)} MB; first search of a fresh start ${ms(fresh.wallMs)} ms; ` +
      `codes made in ${(made.wallMs / 1000).toFixed(1)} s; inserted in ${filled.insertSeconds.toFixed(0)} s; ${ms(statSync(join(folder, 'library.db')).size / 1e6)} MB on disk`,
  );
  await index.dispose();
  library.close();
  rmSync(folder, { recursive: true, force: true });
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${new Date().toISOString().slice(0, 10)}`);
for (const dimensions of values.dimensions.split(',').map(Number)) {
  for (const count of values.sizes.split(',').filter(Boolean).map(Number)) {
    const { stored, near } = generator(count, dimensions);
    const kept: Float32Array[] = [];
    const filled = await fill(count, dimensions, () => {
      const vector = stored();
      if (kept.length < queryCount && random.next() < (5 * queryCount) / count) kept.push(vector);
      return vector;
    });
    await measure(`${count} × ${dimensions}`, filled, kept.map(near));
  }
}

const [modelPath, sets] = [process.env['FOOTNOTE_EMBEDDING'], process.env['FOOTNOTE_EVAL']];
if (modelPath !== undefined && sets !== undefined) {
  const embedding = await openEmbedding(modelPath);
  const linesOf = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);
  const folders = readdirSync(sets).map((set) => join(sets, set));
  const texts = [
    ...new Set(folders.flatMap((set) => linesOf(join(set, 'corpus.jsonl')).map((line) => (JSON.parse(line) as { text: string }).text))),
  ];
  const questions = folders.flatMap((set) =>
    linesOf(join(set, 'queries.jsonl'))
      .slice(0, 40)
      .map((line) => (JSON.parse(line) as { question: string }).question),
  );
  const vectorOf = async (text: string) => (await embedding.embed([text], 'passage'))[0] ?? new Float32Array(embedding.dimensions);
  const filled = await fill(texts.length, embedding.dimensions, vectorOf, texts);
  const queries = await Promise.all(
    questions.map(async (question) => (await embedding.embed([question], 'query'))[0] ?? new Float32Array()),
  );
  await measure(`real: ${texts.length} texts × ${embedding.dimensions}, ${queries.length} questions`, filled, queries);
  process.exit(0);
}
