import { describe, expect, it, onTestFinished } from 'vitest';
import { insertCollection } from '../../../src/engine/store/collections.ts';
import { removeDocumentsForGood } from '../../../src/engine/store/documents.ts';
import { insertEmbeddings, nextChunksToEmbed, registerEmbeddingModel, searchVectors } from '../../../src/engine/store/embeddings.ts';
import { statement } from '../../../src/engine/store/handles.ts';
import type { Library } from '../../../src/engine/store/open.ts';
import { nextBlocks } from '../../../src/engine/store/vector-blocks.ts';
import { codeSet, nextCodes } from '../../../src/engine/store/vector-codes.ts';
import { createVectorIndex, type VectorIndex } from '../../../src/engine/store/vector-index.ts';
import { everyDocument, type SearchFilter } from '../../../src/shared/domain/scope.ts';
import { addDocument, addSource } from './sample-content.ts';
import { tempLibrary, testLogger } from './temp-library.ts';

/** Gaussian numbers that are the same in every run. */
function gaussians(seed: number): () => number {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  return () => next() + next() + next() + next() - 2;
}

/** Texts whose vectors lie in clusters and off the origin, as those of real encoders do. */
function clusteredVectors(dimensions: number): () => Float32Array {
  const next = gaussians(7);
  const centres = Array.from({ length: 20 }, () => Float32Array.from({ length: dimensions }, next));
  let count = 0;
  return () => Float32Array.from(centres[count++ % centres.length] ?? [], (value) => value + 0.8 * next() + 0.3);
}

const FEW_WORDS = 50;
const changedAt = statement<{ id: number; atMs: number }>('test.changed-at', 'update document set modified_at_ms = @atMs where id = @id');

function addTexts(library: Library, sourceId: number, name: string, count: number): number {
  const texts = Array.from({ length: count }, (_, at) => `${name} ${at}`);
  return library.transaction((db) => addDocument(db, sourceId, name, texts));
}

function embedAll(library: Library, modelId: number, next: () => Float32Array): void {
  for (;;) {
    const chunks = nextChunksToEmbed(library.read, modelId, 500);
    if (chunks.length === 0) return;
    library.transaction((db) =>
      insertEmbeddings(
        db,
        modelId,
        chunks.map(({ embedHash }) => ({ embedHash, vector: next() })),
      ),
    );
  }
}

function indexOver(library: Library): VectorIndex {
  const index = createVectorIndex({ library, logger: testLogger() });
  onTestFinished(() => index.dispose());
  return index;
}

function filled(dimensions: number, count: number) {
  const { library, sourceId, collectionId, path } = tempLibrary();
  const next = clusteredVectors(dimensions);
  const modelId = library.transaction((db) => registerEmbeddingModel(db, { identity: 'm', name: 'm', dimensions }));
  for (let at = 0; at < count; at += FEW_WORDS) addTexts(library, sourceId, `document ${at}`, FEW_WORDS);
  embedAll(library, modelId, next);
  return { library, sourceId, collectionId, modelId, next, path };
}

/** Hashes that have a code of a generation, in blocks or not. */
function* coded(library: Library, modelId: number, generation: number): Generator<number> {
  for (const { ids } of nextBlocks(library.read, modelId, { generation, afterId: 0, limit: 100 })) yield* ids;
  for (const { chunkHashId } of nextCodes(library.read, modelId, { generation, afterSeq: 0, limit: 100_000 })) yield chunkHashId;
}

/** How many of what sqlite-vec finds exactly the index finds too. */
async function recall(
  library: Library,
  index: VectorIndex,
  query: { modelId: number; collectionId: number },
  next: () => Float32Array,
): Promise<number> {
  let [found, all] = [0, 0];
  for (let round = 0; round < 12; round += 1) {
    const request = { ...query, vector: next(), limit: 10 };
    const exact = new Set(searchVectors(library.read, request).map((hit) => hit.chunkId));
    const hits = await index.search(request);
    expect(hits).toHaveLength(exact.size);
    for (const [at, hit] of hits.entries()) expect(hit.score).toBeLessThanOrEqual(hits[at - 1]?.score ?? 1.001);
    found += hits.filter((hit) => exact.has(hit.chunkId)).length;
    all += exact.size;
  }
  return found / all;
}

describe.each([
  ['bits', 768, 2_100],
  ['bytes', 96, 2_100],
] as const)('vectors searched by %s', (kind, dimensions, count) => {
  it('are found as sqlite-vec finds them, from the first search of a new start on, and new ones at once', async () => {
    const { library, sourceId, collectionId, modelId, next } = filled(dimensions, count);
    const query = { modelId, collectionId };
    const first = indexOver(library);
    await first.settled();
    expect(codeSet(library.read, modelId, 'current')).toMatchObject({ kind, madeFrom: count });
    expect(await recall(library, first, query, next)).toBeGreaterThanOrEqual(0.99);

    const second = indexOver(library);
    addTexts(library, sourceId, 'added', 1);
    const vector = next();
    embedAll(library, modelId, () => vector);
    const [best] = await second.search({ ...query, vector, limit: 1 });
    expect(best?.score).toBeCloseTo(1, 3);
    expect(await recall(library, second, query, next)).toBeGreaterThanOrEqual(0.99);
    expect(second.residentBytes).toBeGreaterThan(0);
  });

  it('find of any folder and time what an exact search finds, whatever was removed and added meanwhile', async () => {
    const { library, sourceId, collectionId, modelId, next } = filled(kind === 'bits' ? dimensions : 24, 2_100);
    const other = library.transaction((db) => insertCollection(db, { name: 'Other', nowMs: 1 }));
    const otherSource = library.transaction((db) => addSource(db, other, 'other'));
    const index = indexOver(library);
    await index.settled();
    const random = gaussians(5);
    const below = (limit: number): number => Math.floor(Math.abs(random() * 1_000)) % limit;
    const removable: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      const from = below(2) === 0 ? sourceId : otherSource;
      removable.push(addTexts(library, from, `folder-${below(3)}/kind-${below(2)}/paper ${round}.txt`, 1 + below(80)));
      embedAll(library, modelId, next);
      library.transaction((db) => db.run(changedAt, { id: removable.at(-1) ?? 0, atMs: below(12) }));
      if (below(2) === 0) {
        const [gone = 0] = removable.splice(below(removable.length), 1);
        library.transaction((db) => removeDocumentsForGood(db, [gone]));
        if (below(2) === 0) await library.sweep();
        if (below(2) === 0) await index.settled();
      }
      const folders = (parts: string[]): SearchFilter['only'] => ({ ...everyDocument.only, folders: parts });
      const filter = {
        ...everyDocument,
        only: folders(below(3) === 0 ? [] : [`folder-${below(3)}`]),
        not: folders(below(2) === 0 ? [] : ['kind-0']),
        between: { fromMs: below(2) === 0 ? null : below(8), beforeMs: below(2) === 0 ? null : 4 + below(8) },
      };
      const query = { modelId, collectionId: below(2) === 0 ? collectionId : other, filter, vector: next(), limit: 10 };
      const exact = searchVectors(library.read, query);
      const hits = await index.search(query);
      expect(hits).toHaveLength(exact.length);
      for (const [at, { score }] of hits.entries()) expect(score).toBeCloseTo(exact[at]?.score ?? 2, 2);
    }
  });
});

describe('an index of many vectors', () => {
  it('finds nothing of what was removed, and as much as before of what stayed', async () => {
    const { library, sourceId, collectionId, modelId, next } = filled(96, 2_100);
    const index = indexOver(library);
    await index.settled();
    const doomed = addTexts(library, sourceId, 'doomed', 30);
    const vector = next();
    embedAll(library, modelId, () => vector);
    const query = { modelId, collectionId, vector, limit: 10 };
    expect((await index.search(query)).every((hit) => hit.score > 0.99)).toBe(true);
    library.transaction((db) => removeDocumentsForGood(db, [doomed]));
    await library.sweep();
    const after = await index.search(query);
    expect(after).toHaveLength(10);
    expect(after.every((hit) => hit.score < 0.99)).toBe(true);
    expect(await recall(library, index, { modelId, collectionId }, next)).toBeGreaterThanOrEqual(0.99);
  });

  it('searches a small collection in a large library inside, not afterwards', async () => {
    const { library, modelId, next } = filled(96, 2_100);
    const collectionId = library.transaction((db) => insertCollection(db, { name: 'Small', nowMs: 1 }));
    const sourceId = library.transaction((db) => addSource(db, collectionId, 'small'));
    addTexts(library, sourceId, 'small', 25);
    embedAll(library, modelId, next);
    const index = indexOver(library);
    await index.settled();
    expect(await recall(library, index, { modelId, collectionId }, next)).toBe(1);
  });

  it('answers for a collection without documents at once, whatever lies beside it', async () => {
    const { library, modelId, next } = filled(96, 2_100);
    const index = indexOver(library);
    await index.settled();
    const collectionId = library.transaction((db) => insertCollection(db, { name: 'Empty', nowMs: 1 }));
    const query = { modelId, collectionId, vector: next(), limit: 50 };
    expect(await index.search(query)).toEqual([]);
    library.transaction((db) => addSource(db, collectionId, 'still empty'));
    expect(await index.search(query)).toEqual([]);
  });

  it('is made anew where it is missing, as in a library of an older version, and serves exactly until then', async () => {
    const { library, collectionId, modelId, next } = filled(96, 2_100);
    library.transaction((db) => {
      for (const sql of [
        `drop table embedding_row_${modelId}`,
        `drop trigger embedding_code_${modelId}_removed`,
        `drop table embedding_code_${modelId}`,
        `drop table embedding_code_block_${modelId}`,
        `drop table embedding_code_gone_${modelId}`,
        'delete from vector_row_state',
        'delete from vector_code_set',
      ])
        db.run(statement('test.forget', sql), {});
    });
    const index = indexOver(library);
    expect(await recall(library, index, { modelId, collectionId }, next)).toBe(1);
    await index.settled();
    expect(codeSet(library.read, modelId, 'current')).toMatchObject({ kind: 'bytes' });
    expect(await recall(library, index, { modelId, collectionId }, next)).toBeGreaterThanOrEqual(0.99);
  });

  it('goes on with the codes it has while it makes others, begins again when it was interrupted, and drops the old', async () => {
    const { library, sourceId, collectionId, modelId, next } = filled(96, 2_100);
    const index = indexOver(library);
    await index.settled();
    const before = codeSet(library.read, modelId, 'current');
    library.transaction((db) => db.run(statement('test.outgrow', 'update vector_code_set set made_from = 100'), {}));
    const interrupted = createVectorIndex({ library, logger: testLogger() });
    const making = interrupted.settled();
    await new Promise((resolve) => setImmediate(resolve));
    addTexts(library, sourceId, 'meanwhile', 40);
    embedAll(library, modelId, next);
    await interrupted.dispose();
    await making;
    expect(codeSet(library.read, modelId, 'current')?.generation).toBe(before?.generation);

    const again = indexOver(library);
    await again.settled();
    const after = codeSet(library.read, modelId, 'current');
    expect(after?.generation).toBeGreaterThan(before?.generation ?? 0);
    const hashes = [...coded(library, modelId, after?.generation ?? 0)];
    expect(hashes).toHaveLength(2_140);
    expect(new Set(hashes).size).toBe(2_140);
    expect([...coded(library, modelId, before?.generation ?? 0)]).toEqual([]);
    expect(await recall(library, again, { modelId, collectionId }, next)).toBeGreaterThanOrEqual(0.99);
    expect(await recall(library, index, { modelId, collectionId }, next)).toBeGreaterThanOrEqual(0.99);
  });
});
