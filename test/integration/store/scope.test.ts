import { describe, expect, it } from 'vitest';
import { everyDocument, type SearchFilter } from '../../../src/shared/domain/scope.ts';
import { getChunks } from '../../../src/engine/store/chunks.ts';
import { insertEmbeddings, nextChunksToEmbed, registerEmbeddingModel, searchVectors } from '../../../src/engine/store/embeddings.ts';
import { searchFullText } from '../../../src/engine/store/full-text.ts';
import { hasDocuments, nextContents } from '../../../src/engine/store/scope.ts';
import { addDocument } from './sample-content.ts';
import { tempLibrary } from './temp-library.ts';

function libraryOf(paths: readonly string[]) {
  const { library, collectionId, sourceId } = tempLibrary();
  for (const path of paths) library.transaction((db) => addDocument(db, sourceId, path, [`badger in ${path}`]));
  const modelId = library.transaction((db) => registerEmbeddingModel(db, { identity: 'm', name: 'm', dimensions: 2 }));
  library.transaction((db) => {
    const waiting = nextChunksToEmbed(db, modelId, 100);
    insertEmbeddings(
      db,
      modelId,
      waiting.map(({ embedHash }) => ({ embedHash, vector: Float32Array.of(1, 1) })),
    );
  });
  const named = (hits: { chunkId: number }[], filter: SearchFilter): string[] =>
    getChunks(library.read, { collectionId, filter, chunkIds: hits.map(({ chunkId }) => chunkId) })
      .map(({ documentName }) => documentName)
      .toSorted();
  const both = (filter: SearchFilter): string[] => {
    const byWords = named(searchFullText(library.read, { collectionId, filter, match: 'badger', limit: 50 }), filter);
    const byMeaning = named(
      searchVectors(library.read, { collectionId, filter, modelId, vector: Float32Array.of(1, 1), limit: 50 }),
      filter,
    );
    expect(byMeaning).toEqual(byWords);
    return byWords;
  };
  return { library, collectionId, both };
}

const only = (traits: Partial<SearchFilter['only']>): SearchFilter => ({ ...everyDocument, only: { ...everyDocument.only, ...traits } });
const not = (traits: Partial<SearchFilter['not']>): SearchFilter => ({ ...everyDocument, not: { ...everyDocument.not, ...traits } });

describe('a filter', () => {
  it('is kept to by words and vectors alike', () => {
    const { both } = libraryOf(['Verträge/ÄLTERE/a.txt', 'verträge/b.txt', 'notes/Contract c.txt']);
    expect(both(everyDocument)).toHaveLength(3);
    expect(both(only({ folders: ['VERTRÄGE'] }))).toEqual(['a.txt', 'b.txt']);
    expect(both(only({ folders: ['verträge/ältere'] }))).toEqual(['a.txt']);
    expect(both(not({ folders: ['ältere'] }))).toEqual(['Contract c.txt', 'b.txt']);
    expect(both(only({ names: ['contract', 'B.'] }))).toEqual(['Contract c.txt', 'b.txt']);
    expect(both(not({ names: ['contract'] }))).toEqual(['a.txt', 'b.txt']);
    expect(both(only({ folders: ['contract'] }))).toEqual([]);
    expect(both(only({ formats: ['pdf'] }))).toEqual([]);
    expect(both(not({ formats: ['pdf'] }))).toHaveLength(3);
    expect(both(only({ languages: ['de'] }))).toEqual([]);
    expect(both({ ...everyDocument, between: { fromMs: Date.UTC(2100, 0), beforeMs: null } })).toEqual([]);
    expect(both({ ...everyDocument, between: { fromMs: null, beforeMs: Date.UTC(2100, 0) } })).toHaveLength(3);
  });

  it('tells whether anything is left to search, and gives the contents slice by slice', () => {
    const { library, collectionId } = libraryOf(['x/a.txt', 'y/b.txt', 'x/c.txt']);
    const inX = { collectionId, filter: only({ folders: ['x'] }) };
    expect(hasDocuments(library.read, inX)).toBe(true);
    expect(hasDocuments(library.read, { collectionId, filter: only({ folders: ['z'] }) })).toBe(false);
    const first = nextContents(library.read, inX, 0, 2);
    expect(first.contentIds).toHaveLength(1);
    const second = nextContents(library.read, inX, first.lastId ?? 0, 2);
    expect(second.contentIds).toHaveLength(1);
    expect(nextContents(library.read, inX, second.lastId ?? 0, 2)).toEqual({ contentIds: [], lastId: null });
  });
});
