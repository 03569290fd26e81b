import { expect, test } from 'vitest';
import { pointedPlace } from '../../../src/engine/retrieval/library-check/saved-place.ts';
import { insertCollection } from '../../../src/engine/store/collections.ts';
import { insertContent } from '../../../src/engine/store/contents.ts';
import { attachContent } from '../../../src/engine/store/documents.ts';
import { addDocument, contentParts, reading, sha256 } from '../store/sample-content.ts';
import { tempLibrary } from '../store/temp-library.ts';

const paragraphs = ['The rent is due on the third day.', 'The deposit is three months of rent.', 'The yard is locked at ten.'];

test('a page is kept as all of its words, a page without words and a whole document as the document', async () => {
  const { library, collectionId, sourceId } = tempLibrary();
  const documentId = library.transaction((db) => {
    const id = addDocument(db, sourceId, 'lease.pdf', ['old']);
    const { blocks, chunks } = contentParts(null, paragraphs);
    const paged = blocks.map((block, at) => ({ ...block, page: at === 0 ? 1 : 2 }));
    const pages = [1, 2, 3].map((page) => ({ page, width: 1, height: 1, textSource: 'layer' as const, confidence: null }));
    const identity = { ...reading, sha256: sha256('paged'), sizeBytes: 9, title: null, nowMs: 1 };
    attachContent(db, id, insertContent(db, { ...identity, blocks: paged, chunks, pages }), { sizeBytes: 9, modifiedAtMs: 6, nowMs: 3 });
    return id;
  });
  const page = (number: number) => pointedPlace(library.read, collectionId, { kind: 'page', documentId, page: number });
  expect(await page(2)).toMatchObject({
    documentId,
    contentHash: sha256('paged'),
    words: { quote: `${paragraphs[1]}\n\n${paragraphs[2]}`, place: { kind: 'page', page: 2 }, before: `${paragraphs[0]}\n\n`, after: '' },
  });
  expect(await page(3)).toMatchObject({ documentId, words: null });
  expect(await pointedPlace(library.read, collectionId, { kind: 'document', documentId })).toMatchObject({ words: null });
});

test('words that moved since they were shown are found where they are; words that are gone and foreign documents are refused', async () => {
  const { library, collectionId, sourceId } = tempLibrary();
  const documentId = library.transaction((db) => addDocument(db, sourceId, 'a.md', paragraphs));
  const span = { documentId, start: 0, end: 20 };
  const quote = paragraphs[1] ?? '';
  const found = await pointedPlace(library.read, collectionId, { kind: 'span', span, quote });
  expect(found.words).toMatchObject({ quote, start: (paragraphs[0]?.length ?? 0) + 2 });
  const gone = pointedPlace(library.read, collectionId, { kind: 'span', span, quote: 'The cellar belongs to nobody.' });
  await expect(gone).rejects.toMatchObject({ code: 'not-found', details: { subject: 'passage' } });
  const other = library.transaction((db) => insertCollection(db, { name: 'Other', nowMs: 1 }));
  await expect(pointedPlace(library.read, other, { kind: 'document', documentId })).rejects.toMatchObject({ code: 'not-found' });
});
