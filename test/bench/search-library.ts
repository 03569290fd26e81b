import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/engine/base/clock.ts';
import { silentLogger } from '../../src/engine/base/logger.ts';
import { insertCollection } from '../../src/engine/store/collections.ts';
import { insertContent } from '../../src/engine/store/contents.ts';
import { attachContent, insertQueuedDocument } from '../../src/engine/store/documents.ts';
import { insertEmbeddings, registerEmbeddingModel } from '../../src/engine/store/embeddings.ts';
import { statement, type NoValues } from '../../src/engine/store/handles.ts';
import { type Library, openLibrary } from '../../src/engine/store/open.ts';
import { storedVector } from '../../src/engine/store/vectors.ts';
import { seededRandom } from '../fuzz/random.ts';
import { addSource, contentParts, reading, sha256 } from '../integration/store/sample-content.ts';

/** A library with vectors, and questions near some of them. */
export interface BenchLibrary {
  library: Library;
  folder: string;
  modelId: number;
  collectionId: number;
  dimensions: number;
  count: number;
  queries: Float32Array[];
  /** Null where an earlier run made it. */
  insertSeconds: number | null;
}

export const CHUNKS_OF_DOCUMENT = 10;
const DOCUMENTS_OF_TRANSACTION = 50;
const NOISE = 1 << 20;
const LIBRARY_SEED = 11;

/** Where a document lies: half of them in each folder of the first level, a hundredth in each of the second, one in each of the last. */
export function pathOf(document: number): string {
  return `half-${document % 2}/part-${document % 100}/case-${document}/paper.txt`;
}

/** n / 100 clusters of uneven weight, three topics in each vector, noise, another scale for each dimension. */
export function vectorSource(count: number, dimensions: number): { stored(): Float32Array; near(vector: Float32Array): Float32Array } {
  const random = seededRandom(LIBRARY_SEED);
  const gaussian = (): number => random.next() + random.next() + random.next() + random.next() - 2;
  const scale = Float32Array.from({ length: dimensions }, () => 0.3 + random.next());
  const mean = Float32Array.from({ length: dimensions }, () => 0.4 * gaussian());
  const centres = Array.from({ length: Math.max(20, Math.floor(count / 100)) }, () => Float32Array.from({ length: dimensions }, gaussian));
  const noise = Float32Array.from({ length: NOISE + dimensions }, gaussian);
  const centre = (): Float32Array => centres[Math.floor(random.next() ** 2 * centres.length)] ?? mean;
  return {
    stored() {
      const [a, b, c, from] = [centre(), centre(), centre(), random.below(NOISE)];
      const vector = new Float32Array(dimensions);
      for (let at = 0; at < dimensions; at += 1) {
        const topics = (a[at] ?? 0) + 0.4 * (b[at] ?? 0) + 0.2 * (c[at] ?? 0);
        vector[at] = (scale[at] ?? 1) * ((mean[at] ?? 0) + topics + 0.35 * (noise[from + at] ?? 0));
      }
      return vector;
    },
    near: (vector) => vector.map((value, at) => value + 0.25 * (scale[at] ?? 1) * gaussian()),
  };
}

/** Other questions than those a library was made with: near vectors of it that `seed` picks. */
export function freshQueries(bench: BenchLibrary, { seed, count }: { seed: number; count: number }): Float32Array[] {
  const { library, modelId, dimensions } = bench;
  const scaleOf = seededRandom(LIBRARY_SEED);
  const scale = Float32Array.from({ length: dimensions }, () => 0.3 + scaleOf.next());
  const random = seededRandom(seed);
  const gaussian = (): number => random.next() + random.next() + random.next() + random.next() - 2;
  const queries: Float32Array[] = [];
  while (queries.length < count) {
    const vector = storedVector(library.read, modelId, 1 + random.below(bench.count));
    if (vector !== undefined) queries.push(vector.map((value, at) => value + 0.25 * (scale[at] ?? 1) * gaussian()));
  }
  return queries;
}

function open(folder: string): Library {
  return openLibrary({ path: join(folder, 'library.db'), clock: systemClock, logger: silentLogger });
}

/**
 * Fills a library with texts and the vectors of `vectorOf`, through the functions the product writes with. Its document n
 * lies at {@link pathOf} n and was changed n milliseconds after 1970.
 */
export async function fillLibrary(
  folder: string,
  { count, dimensions, textOf }: { count: number; dimensions: number; textOf(at: number): string },
  vectorOf: (text: string, at: number) => Float32Array | Promise<Float32Array>,
): Promise<Omit<BenchLibrary, 'queries'>> {
  mkdirSync(folder, { recursive: true });
  const library = open(folder);
  const startedAt = performance.now();
  const { modelId, collectionId, sourceId } = library.transaction((db) => {
    const collection = insertCollection(db, { name: 'Bench', nowMs: 1 });
    const model = registerEmbeddingModel(db, { identity: 'bench', name: 'bench', dimensions });
    return { modelId: model, collectionId: collection, sourceId: addSource(db, collection, 'bench') };
  });
  const perTransaction = CHUNKS_OF_DOCUMENT * DOCUMENTS_OF_TRANSACTION;
  for (let from = 0; from < count; from += perTransaction) {
    const texts = Array.from({ length: Math.min(perTransaction, count - from) }, (_, at) => textOf(from + at));
    const vectors: Float32Array[] = [];
    for (const [at, text] of texts.entries()) vectors.push(await vectorOf(text, from + at));
    library.transaction((db) => {
      for (let at = 0; at < texts.length; at += CHUNKS_OF_DOCUMENT) {
        const document = (from + at) / CHUNKS_OF_DOCUMENT;
        const paragraphs = texts.slice(at, at + CHUNKS_OF_DOCUMENT);
        const whole = paragraphs.join('\n\n');
        const file = { sizeBytes: whole.length, modifiedAtMs: document };
        const content = { ...reading, ...contentParts(null, paragraphs), ...file, sha256: sha256(whole), title: null, pages: [], nowMs: 1 };
        const place = { sourceId, relativePath: pathOf(document), name: 'paper.txt' };
        const documentId = insertQueuedDocument(db, { ...place, ...file, nowMs: 1 });
        attachContent(db, documentId, insertContent(db, content), { ...file, nowMs: 2 });
      }
      const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
      insertEmbeddings(
        db,
        modelId,
        texts.map((text, at) => ({ embedHash: hashOf(text), vector: vectors[at] ?? new Float32Array(dimensions) })),
      );
    });
  }
  return { library, folder, modelId, collectionId, dimensions, count, insertSeconds: (performance.now() - startedAt) / 1000 };
}

/** A library of generated vectors in `folder`, made or, where an earlier run left it, opened. */
export async function generatedLibrary(
  folder: string,
  { count, dimensions, queryCount }: { count: number; dimensions: number; queryCount: number },
): Promise<BenchLibrary> {
  const queriesFile = join(folder, 'queries.f32');
  if (existsSync(queriesFile)) {
    const library = open(folder);
    const ids = (sql: string): number => library.read.get(statement<NoValues, { id: number }>('bench.id', sql), {})?.id ?? 0;
    const all = new Float32Array(Uint8Array.from(readFileSync(queriesFile)).buffer);
    return {
      library,
      folder,
      modelId: ids('select id from embedding_model'),
      collectionId: ids('select id from collection'),
      dimensions,
      count,
      queries: Array.from({ length: all.length / dimensions }, (_, at) => all.slice(at * dimensions, (at + 1) * dimensions)),
      insertSeconds: null,
    };
  }
  rmSync(folder, { recursive: true, force: true });
  const { stored, near } = vectorSource(count, dimensions);
  const every = Math.max(1, Math.floor(count / queryCount));
  const kept: Float32Array[] = [];
  const filled = await fillLibrary(folder, { count, dimensions, textOf: (at) => `chunk ${at}` }, (_text, at) => {
    const vector = stored();
    if (at % every === 0 && kept.length < queryCount) kept.push(vector);
    return vector;
  });
  const queries = kept.map(near);
  const flat = new Float32Array(queries.length * dimensions);
  for (const [at, query] of queries.entries()) flat.set(query, at * dimensions);
  writeFileSync(`${queriesFile}.part`, new Uint8Array(flat.buffer));
  renameSync(`${queriesFile}.part`, queriesFile);
  return { ...filled, queries };
}
