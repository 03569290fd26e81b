import { defaultSourceRules } from '../../../src/shared/domain/source.ts';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError, toErrorData } from '../../../src/shared/errors.ts';
import {
  attachContent,
  getDocument,
  getDocumentFile,
  insertQueuedDocument,
  listDocuments,
  listSourceFiles,
  requeueDocument,
  setDocumentFailed,
  setDocumentMissing,
  setDocumentReading,
  staleDocuments,
} from '../../../src/engine/store/documents.ts';
import { coverageOf } from '../../../src/engine/store/coverage.ts';
import {
  findSourceByPath,
  getSource,
  insertSource,
  listSources,
  setSourceMissing,
  setSourcePaused,
  setSourceScanned,
} from '../../../src/engine/store/sources.ts';
import { addContent, addDocument, addSource, sha256 } from './sample-content.ts';
import { tempLibrary } from './temp-library.ts';

const broken = toErrorData(new AppError('read-corrupt', '“a.txt” is damaged.', { details: { subject: 'a.txt' } }));
const notFound = expect.objectContaining({ code: 'not-found' }) as Error;
const ask = { sort: 'name', descending: false, offset: 0, limit: 100 } as const;

describe('a document', () => {
  it('is stale when another version of its reader or of the chunker made it, but not for a reader that is not known any more', () => {
    const { library, sourceId } = tempLibrary();
    const id = library.transaction((db) => addDocument(db, sourceId, 'a.txt', ['Rain']));
    const stale = (chunkerVersion: number, readerVersions: Record<string, number>) =>
      staleDocuments(library.read, sourceId, { chunkerVersion, readerVersions });
    expect(stale(1, { text: 1, pdf: 7 })).toEqual([]);
    expect(stale(1, { pdf: 7 })).toEqual([]);
    expect(stale(1, {})).toEqual([]);
    expect(stale(1, { text: 2, pdf: 1 })).toEqual([id]);
    expect(stale(2, { text: 1 })).toEqual([id]);
  });

  it('goes from queued over reading to searchable', () => {
    const { library, sourceId, collectionId } = tempLibrary();
    const file = { sourceId, relativePath: 'sub/a.txt', name: 'a.txt', sizeBytes: 12, modifiedAtMs: 1700.25 };
    const id = library.transaction((db) => insertQueuedDocument(db, { ...file, nowMs: 1 }));
    expect(getDocument(library.read, id)).toMatchObject({ collectionId, state: 'queued', format: null, chunkCount: 0, indexedAtMs: null });
    library.transaction((db) => setDocumentReading(db, id));
    expect(getDocument(library.read, id).state).toBe('reading');
    library.transaction((db) =>
      attachContent(db, id, addContent(db, ['words'], 'A title', ['page 3 is empty']), {
        sizeBytes: 12,
        modifiedAtMs: 1700.25,
        nowMs: 9,
      }),
    );
    expect(getDocument(library.read, id)).toEqual({
      ...file,
      id,
      collectionId,
      title: 'A title',
      parentId: null,
      language: null,
      outcome: 'partial',
      pagesWithoutText: 0,
      format: 'text',
      state: 'searchable',
      pageCount: null,
      chunkCount: 1,
      embeddedChunkCount: 0,
      error: null,
      warnings: ['page 3 is empty'],
      indexedAtMs: 9,
    });
  });

  it('that fails is listed with its reason and keeps serving the version before', () => {
    const { library, sourceId, collectionId } = tempLibrary();
    const id = library.transaction((db) => addDocument(db, sourceId, 'a.txt', ['words']));
    library.transaction((db) => {
      requeueDocument(db, id, { sizeBytes: 50, modifiedAtMs: 60 });
      setDocumentFailed(db, id, broken, { sizeBytes: 50, modifiedAtMs: 60 });
    });
    expect(getDocument(library.read, id)).toMatchObject({ state: 'failed', error: broken, chunkCount: 1 });
    expect(coverageOf(library.read, collectionId, null)).toMatchObject({ documents: 1, searchable: 1, failed: 1 });
    library.transaction((db) => requeueDocument(db, id, { sizeBytes: 50, modifiedAtMs: 60 }));
    expect(getDocument(library.read, id)).toMatchObject({ state: 'queued', error: null });
  });

  it('tells the version that is indexed from the file as last seen', () => {
    const { library, sourceId, collectionId } = tempLibrary();
    const id = library.transaction((db) => addDocument(db, sourceId, 'sub/a.txt', ['words']));
    library.transaction((db) => requeueDocument(db, id, { sizeBytes: 99, modifiedAtMs: 88 }));
    expect(getDocumentFile(library.read, id)).toEqual({
      documentId: id,
      sourceId,
      collectionId,
      path: join('/home/ada/papers', 'sub', 'a.txt'),
      members: [],
      outermostId: id,
      parentId: null,
      relativePath: 'sub/a.txt',
      sizeBytes: 5,
      modifiedAtMs: 5,
      contentId: 1,
      contentHash: sha256('\nwords'),
      format: 'text',
    });
    expect(listSourceFiles(library.read, sourceId)).toMatchObject([{ documentId: id, sizeBytes: 99, modifiedAtMs: 88, state: 'queued' }]);
    library.transaction((db) => setDocumentMissing(db, id));
    expect(getDocument(library.read, id).state).toBe('missing');
  });

  it('of a source that is one file lies at the path of the source', () => {
    const { library, collectionId } = tempLibrary();
    const id = library.transaction((db) => {
      const sourceId = insertSource(db, { collectionId, kind: 'file', path: '/home/ada/one.txt', name: 'one.txt', nowMs: 1 });
      return addDocument(db, sourceId, 'one.txt', ['words']);
    });
    expect(getDocumentFile(library.read, id).path).toBe('/home/ada/one.txt');
  });

  it('that is not there is said to be not there', () => {
    const { library } = tempLibrary();
    expect(() => getDocument(library.read, 99)).toThrow(notFound);
    expect(() => getDocumentFile(library.read, 99)).toThrow(notFound);
  });
});

describe('the coverage of a collection', () => {
  it('tells documents that wait from those that are searched in an older version or failed', () => {
    const { library, sourceId, collectionId } = tempLibrary();
    library.transaction((db) => {
      const file = { sizeBytes: 1, modifiedAtMs: 1 };
      const queued = (name: string) => insertQueuedDocument(db, { sourceId, relativePath: name, name, nowMs: 1, ...file });
      setDocumentFailed(db, addDocument(db, sourceId, 'failed-anew.txt', ['older words']), broken, file);
      requeueDocument(db, addDocument(db, sourceId, 'queued-anew.txt', ['other older words']), file);
      setDocumentFailed(db, queued('failed.txt'), broken, file);
      queued('waiting.txt');
    });
    expect(coverageOf(library.read, collectionId, null)).toMatchObject({ documents: 4, searchable: 2, failed: 2, waiting: 1 });
  });
});

describe('the list of documents', () => {
  function listed() {
    const { library, sourceId, collectionId } = tempLibrary();
    library.transaction((db) => {
      const other = addSource(db, collectionId, 'other');
      for (const [index, name] of ['Über.txt', 'apple.txt', 'Zebra.txt', 'banana.txt'].entries()) {
        insertQueuedDocument(db, {
          sourceId: index === 3 ? other : sourceId,
          relativePath: name,
          name,
          sizeBytes: 10 * index,
          modifiedAtMs: 9 - index,
          nowMs: 1,
        });
      }
      setDocumentFailed(db, 2, broken, { sizeBytes: 10, modifiedAtMs: 8 });
    });
    return (input: Partial<Parameters<typeof listDocuments>[1]>) => {
      const { documents, total } = listDocuments(library.read, { collectionId, ...ask, ...input });
      return [documents.map(({ name }) => name).join(' '), total];
    };
  }

  it.each([
    [{}, 'apple.txt banana.txt Zebra.txt Über.txt', 4],
    [{ descending: true }, 'Über.txt Zebra.txt banana.txt apple.txt', 4],
    [{ sort: 'size' }, 'Über.txt apple.txt Zebra.txt banana.txt', 4],
    [{ sort: 'modified' }, 'banana.txt Zebra.txt apple.txt Über.txt', 4],
    [{ sort: 'state' }, 'apple.txt banana.txt Zebra.txt Über.txt', 4],
    [{ filter: 'ÜB' }, 'Über.txt', 1],
    [{ filter: '%' }, '', 0],
    [{ state: 'failed' }, 'apple.txt', 1],
    [{ sourceId: 2 }, 'banana.txt', 1],
    [{ offset: 1, limit: 2 }, 'banana.txt Zebra.txt', 4],
    [{ collectionId: 7 }, '', 0],
  ] as const)('with %j is %s', (input, names, total) => {
    expect(listed()(input)).toEqual([names, total]);
  });
});

describe('a source', () => {
  it('keeps its state and is found by its path in its own collection only', () => {
    const { library, collectionId, sourceId } = tempLibrary();
    library.transaction((db) => {
      setSourcePaused(db, sourceId, true);
      setSourceMissing(db, sourceId, true);
      setSourceScanned(db, sourceId, { nowMs: 77, scannedBy: 'text 1' });
    });
    expect(getSource(library.read, sourceId)).toEqual({
      id: sourceId,
      collectionId,
      kind: 'folder',
      path: '/home/ada/papers',
      name: 'papers',
      paused: true,
      missing: true,
      addedAtMs: 1,
      scannedAtMs: 77,
      scannedBy: 'text 1',
      rules: defaultSourceRules,
    });
    expect(findSourceByPath(library.read, collectionId, '/home/ada/papers')?.id).toBe(sourceId);
    expect(findSourceByPath(library.read, collectionId + 1, '/home/ada/papers')).toBeNull();
    expect(() => library.transaction((db) => addSource(db, collectionId, 'papers'))).toThrow(
      expect.objectContaining({ code: 'source-exists' }),
    );
    expect(listSources(library.read)).toHaveLength(1);
    expect(() => getSource(library.read, 99)).toThrow(notFound);
  });
});
