import { expect, it } from 'vitest';
import { documentOutcomeSchema } from '../../../src/shared/domain/document.ts';
import { AppError, errorCodeSchema, toErrorData } from '../../../src/shared/errors.ts';
import { countOutcomes } from '../../../src/engine/store/document-list.ts';
import { attachContent, insertQueuedDocument, listDocuments, setDocumentFailed } from '../../../src/engine/store/documents.ts';
import { addContent, addDocument } from './sample-content.ts';
import { tempLibrary } from './temp-library.ts';

const page = { sort: 'name', descending: false, offset: 0, limit: 500 } as const;

it('documents are found and counted by the outcome they show, whatever they failed with', () => {
  const { library, sourceId, collectionId } = tempLibrary();
  const version = { sizeBytes: 1, modifiedAtMs: 1, nowMs: 1 };
  const queue = (name: string) =>
    library.transaction((db) => insertQueuedDocument(db, { sourceId, relativePath: name, name, sizeBytes: 1, modifiedAtMs: 1, nowMs: 1 }));
  for (const code of errorCodeSchema.options) {
    const id = queue(`${code}.pdf`);
    library.transaction((db) => setDocumentFailed(db, id, toErrorData(new AppError(code, 'It could not be read.')), version));
  }
  library.transaction((db) => addDocument(db, sourceId, 'whole.txt', ['words']));
  const partial = queue('partial.txt');
  library.transaction((db) => attachContent(db, partial, addContent(db, ['other words'], null, ['Page 3 could not be read.']), version));
  queue('waiting.txt');

  const all = listDocuments(library.read, { collectionId, ...page }).documents;
  const counts = new Map(countOutcomes(library.read, { collectionId }).map(({ outcome, documents }) => [outcome, documents]));
  for (const outcome of documentOutcomeSchema.options) {
    const shown = all.filter((document) => document.outcome === outcome).map(({ name }) => name);
    const found = listDocuments(library.read, { collectionId, outcome, ...page });
    expect(found.documents.map(({ name }) => name)).toEqual(shown);
    expect(found.total).toBe(shown.length);
    expect(counts.get(outcome) ?? 0).toBe(shown.length);
  }
  expect(countOutcomes(library.read, { collectionId, sourceId: sourceId + 1 })).toEqual([]);
});
