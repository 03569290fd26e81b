import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { ensureDefaultCollection } from '../../../src/engine/store/collections.ts';
import { appendContent, beginContent } from '../../../src/engine/store/contents.ts';
import { insertQueuedDocument, setDocumentReading } from '../../../src/engine/store/documents.ts';
import { openLibrary } from '../../../src/engine/store/open.ts';
import { addSource, contentParts, reading } from './sample-content.ts';

/* A process that holds a library in the middle of reading a file, until it is killed. */
const library = openLibrary({ path: process.argv[2] ?? '', clock: systemClock, logger: silentLogger });
library.transaction((db) => {
  const sourceId = addSource(db, ensureDefaultCollection(db, 1), 'papers');
  const version = { sizeBytes: 10, modifiedAtMs: 1 };
  const documentId = insertQueuedDocument(db, { sourceId, relativePath: 'a.txt', name: 'a.txt', nowMs: 1, ...version });
  setDocumentReading(db, documentId);
});
const contentId = library.transaction((db) => beginContent(db, { ...reading, title: null, nowMs: 1 }));
library.transaction((db) => appendContent(db, contentId, contentParts(null, ['half a document about hedgehogs'])));
process.stdout.write('holding\n');
setInterval(() => library.transaction((db) => appendContent(db, contentId, {})), 5);
