import { expect, it } from 'vitest';
import { searchFullText } from '../../../src/engine/store/full-text.ts';
import { SEARCHABLE_TEXT_VERSION } from '../../../src/engine/store/searchable-text.ts';
import { statement } from '../../../src/engine/store/handles.ts';
import { addDocument } from './sample-content.ts';
import { openTestLibrary, tempLibrary } from './temp-library.ts';

const makeOld = statement('test.make-old', `update content set searchable_text_version = 1`);
const emptyIndex = statement('test.empty-index', `delete from chunk_text`);
const addRow = statement<{ id: number; text: string }>(
  'test.add-row',
  `insert into chunk_text (rowid, text, context) values (@id, @text, '')`,
);
const versions = statement<Record<string, never>, { version: number; count: number }>(
  'test.versions',
  `select searchable_text_version as version, count(*) as count from content group by 1`,
);

/** A library whose rows were made by a program that left soft hyphens in. */
function oldLibrary(paragraphs: readonly string[]) {
  const made = tempLibrary();
  made.library.transaction((db) => {
    addDocument(db, made.sourceId, 'a.txt', paragraphs, 'Lease');
    db.run(makeOld, {});
    db.run(emptyIndex, {});
    for (const [index, text] of paragraphs.entries()) db.run(addRow, { id: index + 1, text });
  });
  return made;
}

it('rows of an older version are made anew from the text, title and headings too, when the library is opened', async () => {
  const paragraphs = Array.from({ length: 90 }, (_, index) => (index === 70 ? 'the ten\u00adant pays' : `paragraph ${index}`));
  const { library, collectionId, path } = oldLibrary(paragraphs);
  const found = (match: string) => searchFullText(library.read, { collectionId, match, limit: 200 }).length;
  expect([found('tenant'), found('lease')]).toEqual([0, 0]);
  await library.renewFullText();
  expect([found('tenant'), found('lease'), found('paragraph')]).toEqual([1, 90, 89]);
  expect(library.read.all(versions, {})).toEqual([{ version: SEARCHABLE_TEXT_VERSION, count: 1 }]);
  library.close();
  const again = openTestLibrary(path);
  expect(searchFullText(again.read, { collectionId, match: 'tenant', limit: 5 })).toHaveLength(1);
});

it('a life that ends in the middle leaves the content to the next one', async () => {
  const { library, path, collectionId } = oldLibrary(Array.from({ length: 200 }, () => 'the ten\u00adant pays'));
  const renewal = library.renewFullText();
  await new Promise((resolve) => setTimeout(resolve, 5));
  library.close();
  await renewal;
  const again = openTestLibrary(path);
  expect(again.read.all(versions, {})).toEqual([{ version: 1, count: 1 }]);
  await again.renewFullText();
  expect(searchFullText(again.read, { collectionId, match: 'tenant', limit: 500 })).toHaveLength(200);
});
