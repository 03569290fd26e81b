import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertCollection, removeCollection } from '../../../src/engine/store/collections.ts';
import {
  appendContent,
  beginContent,
  blocksOverlapping,
  commitContent,
  discardContent,
  findContent,
  listBlocks,
  textOfSpan,
} from '../../../src/engine/store/contents.ts';
import { attachContent, getDocument, insertQueuedDocument, removeDocuments, requeueDocument } from '../../../src/engine/store/documents.ts';
import { insertEmbeddings, nextChunksToEmbed, registerEmbeddingModel } from '../../../src/engine/store/embeddings.ts';
import { searchFullText } from '../../../src/engine/store/full-text.ts';
import type { WritableDb } from '../../../src/engine/store/handles.ts';
import { putJob } from '../../../src/engine/store/jobs.ts';
import { detachSource, removeSource, setSourceMissing, setSourcePaused } from '../../../src/engine/store/sources.ts';
import { findOrphans } from './orphans.ts';
import { addContent, addDocument, addSource, contentParts, reading, sha256 } from './sample-content.ts';
import { tableCounts } from './table-counts.ts';
import { openTestLibrary, tempLibrary } from './temp-library.ts';

const version = { sizeBytes: 10, modifiedAtMs: 7 };
const attached = { ...version, nowMs: 3 };

function search(library: { read: Parameters<typeof searchFullText>[0] }, collectionId: number, match: string): number[] {
  return searchFullText(library.read, { collectionId, match, limit: 50 }).map(({ chunkId }) => chunkId);
}

describe('a content', () => {
  it('is stored once for equal files, also when they were read at the same time', () => {
    const { library, sourceId } = tempLibrary();
    const identity = { ...reading, sha256: sha256('equal bytes') };
    const [first, second] = library.transaction((db) => [1, 2].map(() => beginContent(db, { ...reading, title: null, nowMs: 1 }))) as [
      number,
      number,
    ];
    for (const id of [first, second]) library.transaction((db) => appendContent(db, id, contentParts(null, ['equal words'])));
    for (const [id, name] of [
      [first, 'a.txt'],
      [second, 'b.txt'],
    ] as const) {
      library.transaction((db) => {
        const documentId = insertQueuedDocument(db, { sourceId, relativePath: name, name, nowMs: 1, ...version });
        attachContent(db, documentId, commitContent(db, id, { sha256: identity.sha256, sizeBytes: 11 }), attached);
      });
    }
    expect(findContent(library.read, identity)).toBe(first);
  });

  it('is swept when an equal one won, and leaves nothing', async () => {
    const { library, sourceId } = tempLibrary();
    library.transaction((db) => addDocument(db, sourceId, 'a.txt', ['equal words']));
    const loser = library.transaction((db) => beginContent(db, { ...reading, title: null, nowMs: 1 }));
    library.transaction((db) => appendContent(db, loser, contentParts(null, ['equal words'])));
    expect(library.transaction((db) => commitContent(db, loser, { sha256: sha256('\nequal words'), sizeBytes: 11 }))).not.toBe(loser);
    await library.sweep();
    expect(tableCounts(library.read)).toMatchObject({ content: 1, chunk: 1, chunk_text: 1, block: 1 });
    expect(findOrphans(library.read)).toEqual({});
  });

  it('is invisible while it is being written and cannot be attached', () => {
    const { library, sourceId, collectionId } = tempLibrary();
    const id = library.transaction((db) => beginContent(db, { ...reading, title: null, nowMs: 1 }));
    library.transaction((db) => appendContent(db, id, contentParts(null, ['a secret hedgehog'])));
    expect(search(library, collectionId, 'hedgehog')).toEqual([]);
    expect(() =>
      library.transaction((db) => {
        const documentId = insertQueuedDocument(db, { sourceId, relativePath: 'a', name: 'a', nowMs: 1, ...version });
        attachContent(db, documentId, id, attached);
      }),
    ).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('that was given up takes no more and is swept', async () => {
    const { library } = tempLibrary();
    const id = library.transaction((db) => beginContent(db, { ...reading, title: null, nowMs: 1 }));
    library.transaction((db) => appendContent(db, id, contentParts(null, ['some words'])));
    library.transaction((db) => discardContent(db, id));
    expect(() => library.transaction((db) => appendContent(db, id, {}))).toThrow(expect.objectContaining({ code: 'not-found' }));
    await library.sweep();
    expect(tableCounts(library.read)).toMatchObject({ content: 0, chunk: 0, chunk_text: 0, block: 0 });
  });

  it('takes over whole when a file changes: the old words are found until then, the new ones from then on', async () => {
    const { library, sourceId, collectionId } = tempLibrary();
    const documentId = library.transaction((db) => addDocument(db, sourceId, 'a.txt', ['the old hedgehog', 'same end']));
    library.transaction((db) => requeueDocument(db, documentId, { sizeBytes: 99, modifiedAtMs: 9 }));
    expect(search(library, collectionId, 'hedgehog')).toHaveLength(1);
    expect(getDocument(library.read, documentId).state).toBe('queued');
    library.transaction((db) => attachContent(db, documentId, addContent(db, ['the new badger', 'same end']), attached));
    expect(search(library, collectionId, 'hedgehog')).toEqual([]);
    expect(search(library, collectionId, 'badger')).toHaveLength(1);
    await library.sweep();
    expect(tableCounts(library.read)).toMatchObject({ content: 1, chunk: 2, chunk_text: 2 });
    expect(findOrphans(library.read)).toEqual({});
  });

  it('of a moved file is found again at its new place with its chunks', async () => {
    const { library, sourceId } = tempLibrary();
    const old = library.transaction((db) => addDocument(db, sourceId, 'old/a.txt', ['words that move']));
    const contentId = findContent(library.read, { ...reading, sha256: sha256('\nwords that move') });
    const moved = library.transaction((db) => {
      removeDocuments(db, [old]);
      return insertQueuedDocument(db, { sourceId, relativePath: 'new/a.txt', name: 'a.txt', nowMs: 1, ...version });
    });
    await library.sweep();
    const found = findContent(library.read, { ...reading, sha256: sha256('\nwords that move') });
    expect(found).toBe(contentId);
    library.transaction((db) => attachContent(db, moved, found ?? 0, attached));
    await library.sweep();
    expect(getDocument(library.read, moved)).toMatchObject({ state: 'searchable', chunkCount: 1 });
    expect(findOrphans(library.read)).toEqual({});
  });

  it.each([
    { what: 'paused', stop: (db: WritableDb, id: number) => setSourcePaused(db, id, true) },
    { what: 'missing', stop: (db: WritableDb, id: number) => setSourceMissing(db, id, true) },
    { what: 'taken out', stop: (db: WritableDb, id: number) => detachSource(db, id) },
  ])('of a deleted file is swept though files of a source that is $what wait', async ({ stop }) => {
    const { library, sourceId, collectionId } = tempLibrary();
    library.transaction((db) => {
      const other = addSource(db, collectionId, 'other');
      insertQueuedDocument(db, { sourceId: other, relativePath: 'q', name: 'q', nowMs: 1, ...version });
      removeDocuments(db, [addDocument(db, sourceId, 'a.txt', ['private words'])]);
      stop(db, other);
    });
    await library.sweep();
    expect(tableCounts(library.read)).toMatchObject({ content: 0, block: 0, chunk_text: 0 });
  });

  it.each(['scan-source', 'settle-members'])(
    'of a vanished file waits for a %s job, of a missing source too, not of a paused one',
    async (kind) => {
      const { library, sourceId } = tempLibrary();
      library.transaction((db) => {
        putJob(db, { kind, key: 'one', sourceId, priority: 1, payload: null, nowMs: 1 });
        setSourceMissing(db, sourceId, true);
        removeDocuments(db, [addDocument(db, sourceId, 'a.txt', ['words that move'])]);
      });
      await library.sweep();
      expect(tableCounts(library.read)).toMatchObject({ content: 1 });
      library.transaction((db) => setSourcePaused(db, sourceId, true));
      await expect.poll(() => tableCounts(library.read), { timeout: 10_000 }).toMatchObject({ content: 0, block: 0 });
    },
  );

  it('survives the removal of one source while another uses it', async () => {
    const { library, sourceId, collectionId } = tempLibrary();
    const other = library.transaction((db) => {
      const id = addSource(db, collectionId, 'copies');
      addDocument(db, sourceId, 'a.txt', ['shared words']);
      addDocument(db, id, 'b.txt', ['shared words']);
      return id;
    });
    library.transaction((db) => removeSource(db, sourceId));
    await library.sweep();
    expect(search(library, collectionId, 'shared')).toHaveLength(1);
    library.transaction((db) => removeSource(db, other));
    await library.sweep();
    expect(tableCounts(library.read)).toMatchObject({ content: 0, chunk: 0, chunk_hash: 0, chunk_text: 0, block: 0, document: 0 });
  });
});

describe('removing a source', () => {
  it('leaves nothing of it in any table, however many slices that takes', async () => {
    const { library, sourceId, collectionId } = tempLibrary();
    const before = tableCounts(library.read);
    const modelId = library.transaction((db) => registerEmbeddingModel(db, { identity: 'm', name: 'm', dimensions: 2 }));
    const extra = library.transaction((db) => addSource(db, collectionId, 'big'));
    library.transaction((db) => {
      addDocument(
        db,
        extra,
        'big.txt',
        Array.from({ length: 450 }, (_, index) => `paragraph number ${index}`),
        'Big',
      );
      addDocument(db, extra, 'small.txt', ['one']);
      const waiting = insertQueuedDocument(db, { sourceId: extra, relativePath: 'q', name: 'q', nowMs: 1, ...version });
      expect(waiting).toBeGreaterThan(0);
    });
    const vectors = nextChunksToEmbed(library.read, modelId, 1000).map(({ embedHash }) => ({ embedHash, vector: Float32Array.of(1, 2) }));
    library.transaction((db) => insertEmbeddings(db, modelId, vectors));
    library.transaction((db) => removeSource(db, extra));
    expect(search(library, collectionId, 'paragraph')).toEqual([]);
    await library.sweep();
    const {
      [`embedding_vector_${modelId}`]: left,
      [`embedding_row_${modelId}`]: rows,
      [`embedding_code_${modelId}`]: codes,
      [`embedding_code_block_${modelId}`]: blocks,
      [`embedding_code_gone_${modelId}`]: gone,
      ...after
    } = Object.fromEntries(
      Object.entries(tableCounts(library.read)).filter(
        ([name]) => !/_(chunks|rowids|info|vector_chunks\d+|config|content|data|docsize|idx)$/.test(name),
      ),
    );
    expect([left, rows, codes, blocks, gone]).toEqual([0, 0, 0, 0, 0]);
    expect(after).toEqual({
      ...Object.fromEntries(Object.entries(before).filter(([name]) => name in after)),
      embedding_model: 1,
      vector_row_state: 1,
    });
    expect(sourceId).not.toBe(extra);
  });

  it('does not wait for other sources that are still queued', async () => {
    const { library, sourceId, collectionId } = tempLibrary();
    library.transaction((db) => {
      const busy = addSource(db, collectionId, 'busy');
      insertQueuedDocument(db, { sourceId: busy, relativePath: 'q', name: 'q', nowMs: 1, ...version });
      addDocument(db, sourceId, 'a.txt', ['private words']);
    });
    library.transaction((db) => removeSource(db, sourceId));
    await library.sweep();
    expect(tableCounts(library.read)).toMatchObject({ content: 0, block: 0, chunk_text: 0 });
  });

  it('is done by removing its collection too', async () => {
    const { library } = tempLibrary();
    const collectionId = library.transaction((db) => insertCollection(db, { name: 'Other', nowMs: 1 }));
    library.transaction((db) => addDocument(db, addSource(db, collectionId, 'x'), 'a.txt', ['words']));
    library.transaction((db) => removeCollection(db, collectionId));
    await library.sweep();
    expect(tableCounts(library.read)).toMatchObject({ collection: 1, content: 0, document: 0, chunk: 0 });
  });

  it('goes on where it was when the library is closed in between', async () => {
    const { library, path, sourceId } = tempLibrary();
    library.transaction((db) =>
      addDocument(
        db,
        sourceId,
        'a.txt',
        Array.from({ length: 300 }, (_, index) => `word${index}`),
      ),
    );
    library.transaction((db) => removeSource(db, sourceId));
    library.close();
    const again = openTestLibrary(path);
    await again.sweep();
    expect(tableCounts(again.read)).toMatchObject({ content: 0, chunk: 0, chunk_text: 0, block: 0 });
  });
});

describe('the canonical text', () => {
  const paragraph = fc.string({ unit: fc.constantFrom('a', 'é', '契', '𠮷', '\n', '\u0000', ' ', '\ud800'), maxLength: 12 });

  it('comes back for every span exactly as the blocks gave it', () => {
    const { library, sourceId } = tempLibrary();
    let count = 0;
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 6 }), fc.nat(80), fc.nat(80), (paragraphs, a, b) => {
        const documentId = library.transaction((db) => addDocument(db, sourceId, `${count++}.txt`, paragraphs));
        const whole = paragraphs.map((text) => text.toWellFormed()).join('\n\n');
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        expect(textOfSpan(library.read, documentId, start, end)).toBe(whole.slice(start, end));
        const overlapping = blocksOverlapping(library.read, documentId, start, end);
        expect(overlapping.every((block) => block.start < end && block.start + block.text.length > start)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('is listed in pages of blocks', () => {
    const { library, sourceId } = tempLibrary();
    const documentId = library.transaction((db) => addDocument(db, sourceId, 'a.txt', ['one', 'two', 'three']));
    const { blocks, total } = listBlocks(library.read, documentId, 1, 1);
    expect(total).toBe(3);
    expect(blocks).toEqual([
      { ordinal: 1, kind: 'paragraph', level: null, text: 'two', start: 5, page: null, lineStart: null, lineEnd: null, locator: null },
    ]);
  });
});
