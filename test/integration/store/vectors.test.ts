import { describe, expect, it } from 'vitest';
import { insertCollection } from '../../../src/engine/store/collections.ts';
import { coverageOf } from '../../../src/engine/store/coverage.ts';
import { getDocument, removeDocuments } from '../../../src/engine/store/documents.ts';
import {
  embeddingCounts,
  insertEmbeddings,
  nextChunksToEmbed,
  registerEmbeddingModel,
  searchVectors,
} from '../../../src/engine/store/embeddings.ts';
import { getChunks } from '../../../src/engine/store/chunks.ts';
import type { Library } from '../../../src/engine/store/open.ts';
import { setSourcePaused } from '../../../src/engine/store/sources.ts';
import { addDocument, addSource } from './sample-content.ts';
import { tempLibrary } from './temp-library.ts';

const DIMENSIONS = 24;

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

function vectorOf(hash: string): Float32Array {
  const next = numbers(Number.parseInt(hash.slice(0, 8), 16));
  return Float32Array.from({ length: DIMENSIONS }, next);
}

function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] ?? 0, b[index] ?? 0];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return dot / Math.sqrt(aa * bb);
}

function embedAll(library: Library, modelId: number): void {
  for (;;) {
    const chunks = nextChunksToEmbed(library.read, modelId, 100);
    if (chunks.length === 0) return;
    library.transaction((db) =>
      insertEmbeddings(
        db,
        modelId,
        chunks.map(({ embedHash }) => ({ embedHash, vector: vectorOf(embedHash) })),
      ),
    );
  }
}

const register = (library: Library, identity = 'model', dimensions = DIMENSIONS) =>
  library.transaction((db) => registerEmbeddingModel(db, { identity, name: identity, dimensions }));

describe('vector search', () => {
  it('is exact: it agrees with a plain loop for every k, in its collection only, after removals', async () => {
    const { library, collectionId, sourceId } = tempLibrary();
    const modelId = register(library);
    const documents = new Map<number, string[]>();
    const otherId = library.transaction((db) => {
      const next = numbers(7);
      for (let index = 0; index < 60; index++) {
        const paragraphs = Array.from({ length: 30 }, (_, line) =>
          line === 0 ? 'a line all documents share' : `line ${line} of ${index} ${next()}`,
        );
        documents.set(addDocument(db, sourceId, `${index}.txt`, paragraphs), paragraphs);
      }
      const other = insertCollection(db, { name: 'Other', nowMs: 1 });
      addDocument(db, addSource(db, other, 'elsewhere'), 'x.txt', ['a line all documents share', 'only here']);
      return other;
    });
    embedAll(library, modelId);
    library.transaction((db) =>
      removeDocuments(
        db,
        [...documents.keys()].filter((id) => id % 3 === 0),
      ),
    );
    await library.sweep();

    const ids = Array.from({ length: 3000 }, (_, index) => index + 1);
    const live = getChunks(library.read, { collectionId, chunkIds: ids }).map(({ chunkId, embedHash }) => ({
      chunkId,
      vector: vectorOf(embedHash),
    }));
    expect(live).toHaveLength(40 * 30);
    for (const [seed, limit] of [
      [1, 1],
      [2, 10],
      [3, 50],
      [4, 200],
    ] as const) {
      const vector = Float32Array.from({ length: DIMENSIONS }, numbers(seed));
      const hits = searchVectors(library.read, { modelId, collectionId, vector, limit });
      const oracle = live
        .map((chunk) => cosine(vector, chunk.vector))
        .sort((a, b) => b - a)
        .slice(0, limit);
      expect(hits).toHaveLength(limit);
      for (const [rank, score] of oracle.entries()) expect(hits[rank]?.score).toBeCloseTo(score, 5);
      const byId = new Map(live.map(({ chunkId, vector }) => [chunkId, vector]));
      for (const { chunkId, score } of hits)
        expect(score).toBeCloseTo(cosine(vector, byId.get(chunkId) ?? new Float32Array(DIMENSIONS)), 5);
      expect(new Set(hits.map(({ chunkId }) => chunkId)).size).toBe(limit);
    }
    expect(searchVectors(library.read, { modelId, collectionId: otherId, vector: vectorOf('12345678'), limit: 200 })).toHaveLength(2);
  });

  it('gives nothing before anything is embedded', () => {
    const { library, collectionId, sourceId } = tempLibrary();
    const modelId = register(library);
    library.transaction((db) => addDocument(db, sourceId, 'a.txt', ['words']));
    expect(searchVectors(library.read, { modelId, collectionId, vector: vectorOf('11'), limit: 5 })).toEqual([]);
  });

  it('keeps the vectors of two models apart, and those of a model that comes back', () => {
    const { library, collectionId, sourceId } = tempLibrary();
    const first = register(library, 'first');
    library.transaction((db) => addDocument(db, sourceId, 'a.txt', ['words', 'more words']));
    embedAll(library, first);
    const second = register(library, 'second', 3);
    expect(embeddingCounts(library.read, second)).toEqual({ total: 2, embedded: 0 });
    expect(searchVectors(library.read, { modelId: first, collectionId, vector: vectorOf('11'), limit: 5 })).toHaveLength(2);
    expect(() => searchVectors(library.read, { modelId: second, collectionId, vector: vectorOf('11'), limit: 5 })).toThrow(
      expect.objectContaining({ code: 'dimension-mismatch' }),
    );
    expect(register(library, 'first')).toBe(first);
    expect(embeddingCounts(library.read, first)).toEqual({ total: 2, embedded: 2 });
    expect(() => register(library, 'first', 99)).toThrow(expect.objectContaining({ code: 'dimension-mismatch' }));
  });
});

describe('embedding', () => {
  it('gives each text once, with title and headings, and equal chunks share the vector', () => {
    const { library, sourceId, collectionId } = tempLibrary();
    const modelId = register(library);
    const [first] = library.transaction((db): [number, number, number] => [
      addDocument(db, sourceId, 'a.txt', ['shared', 'own'], 'Title'),
      addDocument(db, sourceId, 'b.txt', ['shared'], 'Title'),
      addDocument(db, sourceId, 'c.txt', ['shared'], 'Other'),
    ]);
    const chunks = nextChunksToEmbed(library.read, modelId, 10);
    expect(chunks.map(({ embedText }) => embedText)).toEqual(['Title\n\nshared', 'Title\n\nown', 'Other\n\nshared']);
    expect(chunks.every((chunk) => chunk.sourceId === sourceId)).toBe(true);
    const hash = chunks[0]?.embedHash ?? '';
    library.transaction((db) => insertEmbeddings(db, modelId, [{ embedHash: hash, vector: vectorOf(hash) }]));
    expect(embeddingCounts(library.read, modelId)).toEqual({ total: 4, embedded: 2 });
    expect(getDocument(library.read, first)).toMatchObject({ chunkCount: 2, embeddedChunkCount: 1 });
    expect(coverageOf(library.read, collectionId, modelId)).toEqual({
      documents: 3,
      searchable: 3,
      failed: 0,
      waiting: 0,
      chunks: 4,
      embedded: 2,
    });
    expect(coverageOf(library.read, collectionId, null)).toMatchObject({ chunks: 4, embedded: 0 });
    expect(searchVectors(library.read, { modelId, collectionId, vector: vectorOf(hash), limit: 9 })).toHaveLength(2);
  });

  it('leaves out paused sources and what the caller has in hand', () => {
    const { library, sourceId } = tempLibrary();
    const modelId = register(library);
    library.transaction((db) => addDocument(db, sourceId, 'a.txt', ['one', 'two']));
    const [one] = nextChunksToEmbed(library.read, modelId, 1);
    expect(nextChunksToEmbed(library.read, modelId, 5, [one?.embedHash ?? '']).map(({ embedText }) => embedText)).toEqual(['two']);
    library.transaction((db) => setSourcePaused(db, sourceId, true));
    expect(nextChunksToEmbed(library.read, modelId, 5)).toEqual([]);
  });

  it('passes over a text that was removed meanwhile and keeps the first of two vectors', () => {
    const { library, sourceId } = tempLibrary();
    const modelId = register(library);
    library.transaction((db) => addDocument(db, sourceId, 'a.txt', ['one']));
    const hash = nextChunksToEmbed(library.read, modelId, 1)[0]?.embedHash ?? '';
    const gone = 'ab'.repeat(32);
    library.transaction((db) =>
      insertEmbeddings(
        db,
        modelId,
        [gone, hash, hash].map((embedHash) => ({ embedHash, vector: vectorOf(embedHash) })),
      ),
    );
    expect(embeddingCounts(library.read, modelId)).toEqual({ total: 1, embedded: 1 });
  });

  it.each([
    ['of another length', Float32Array.of(1, 2), 'dimension-mismatch'],
    ['of zeros', new Float32Array(DIMENSIONS), 'model-corrupt'],
    ['with NaN', new Float32Array(DIMENSIONS).fill(Number.NaN), 'model-corrupt'],
  ])('refuses a vector %s and keeps none of its batch', (_, vector, code) => {
    const { library, sourceId } = tempLibrary();
    const modelId = register(library);
    library.transaction((db) => addDocument(db, sourceId, 'a.txt', ['one', 'two']));
    const [one, two] = nextChunksToEmbed(library.read, modelId, 2).map(({ embedHash }) => embedHash) as [string, string];
    const batch = [
      { embedHash: one, vector: vectorOf(one) },
      { embedHash: two, vector },
    ];
    expect(() => library.transaction((db) => insertEmbeddings(db, modelId, batch))).toThrow(expect.objectContaining({ code }));
    expect(embeddingCounts(library.read, modelId).embedded).toBe(0);
  });
});
