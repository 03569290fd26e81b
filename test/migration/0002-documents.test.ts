import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { savedPlaceOf } from '../../src/engine/retrieval/library-check/saved-place.ts';
import { listAnswers } from '../../src/engine/store/answers.ts';
import { blocksOverlapping, listPages } from '../../src/engine/store/blocks.ts';
import { findContent } from '../../src/engine/store/contents.ts';
import { getDocument, getDocumentFile } from '../../src/engine/store/documents.ts';
import { findHeldDocument } from '../../src/engine/store/equal-documents.ts';
import { searchFullText } from '../../src/engine/store/full-text.ts';
import { initial } from '../../src/engine/store/migrations/0001-initial.ts';
import { openConnection } from '../../src/engine/store/native.ts';
import { placesOf } from '../../src/engine/store/places.ts';
import { insertSavedQuestion, listSavedQuestions } from '../../src/engine/store/saved-questions.ts';
import { getSource } from '../../src/engine/store/sources.ts';
import { defaultSourceRules } from '../../src/shared/domain/source.ts';
import { sha256 } from '../integration/store/sample-content.ts';
import { openTestLibrary, tempFolder } from '../integration/store/temp-library.ts';

/** A library as version 1 wrote it, row for row. */
function libraryOfVersion1(): string {
  const path = join(tempFolder(), 'library.db');
  const db = openConnection(path, {});
  initial.up(db);
  db.exec(`
    pragma application_id = 1179538501;
    pragma user_version = 1;
    insert into collection (id, name, created_at_ms) values (1, 'Work', 1);
    insert into source (id, collection_id, kind, path, name, added_at_ms) values (1, 1, 'folder', '/home/ada/papers', 'papers', 1);
    insert into content (id, state, sha256, size_bytes, format, reader, reader_version, chunker_version, searchable_text_version,
        title, page_count, block_count, chunk_count, created_at_ms)
      values (1, 'live', x'${sha256('lease')}', 5, 'pdf', 'pdf', 1, 1, 1, 'Lease', 1, 1, 1, 1);
    insert into page (content_id, page, width, height) values (1, 1, 595, 842);
    insert into block (content_id, ordinal, kind, text, start_offset, page) values (1, 0, 'paragraph', 'six months notice', 0, 1);
    insert into chunk_hash (id, hash) values (1, x'${sha256('x')}');
    insert into chunk (id, content_id, ordinal, start_offset, end_offset, token_count, embed_prefix, chunk_hash_id)
      values (1, 1, 0, 0, 17, 3, '', 1);
    insert into chunk_text (rowid, text, context) values (1, 'six months notice', '');
    insert into document (id, source_id, relative_path, name, name_key, state, size_bytes, modified_at_ms, content_id,
        indexed_size_bytes, indexed_modified_at_ms, indexed_at_ms, added_at_ms)
      values (1, 1, 'a/lease.pdf', 'lease.pdf', 'lease.pdf', 'searchable', 5, 5, 1, 5, 5, 2, 1);
    insert into thread (id, collection_id, title, created_at_ms, updated_at_ms) values (1, 1, 'Notice', 3, 3);
    insert into answer (id, thread_id, question, kind, state, text, created_at_ms)
      values (1, 1, 'How long is the notice?', 'extractive', 'done', 'Six months.', 3);
    insert into receipt (answer_id, created_at_ms, figures) values (1, 3, '{}');
  `);
  db.close();
  return path;
}

describe('migration 2', () => {
  it('keeps a library of version 1 as it was: documents, places, search, and what is known by its bytes', () => {
    const { read } = openTestLibrary(libraryOfVersion1());
    expect(getDocument(read, 1)).toMatchObject({ state: 'searchable', outcome: 'ok', parentId: null, language: null, pagesWithoutText: 0 });
    expect(getDocumentFile(read, 1)).toMatchObject({ path: '/home/ada/papers/a/lease.pdf', members: [] });
    expect(listPages(read, 1)).toEqual([{ page: 1, width: 595, height: 842, textSource: 'layer', confidence: null }]);
    expect(blocksOverlapping(read, 1, 0, 3)).toMatchObject([{ text: 'six months notice', locator: null }]);
    expect(placesOf(read, { documentId: 1, start: 0, end: 3 })).toEqual([{ kind: 'page', page: 1, boxes: [] }]);
    expect(findContent(read, { sha256: sha256('lease'), reader: 'pdf', readerVersion: 1, chunkerVersion: 1 })).toBe(1);
    expect(getSource(read, 1).rules).toEqual(defaultSourceRules);
    expect(searchFullText(read, { collectionId: 1, match: 'notice', limit: 5 })).toHaveLength(1);
  });

  it('keeps what was asked and answered, and takes questions to be checked', () => {
    const library = openTestLibrary(libraryOfVersion1());
    const [answer] = listAnswers(library.read, 1);
    expect(answer).toMatchObject({ question: 'How long is the notice?', kind: 'extractive', state: 'done', text: 'Six months.' });
    expect(answer).not.toHaveProperty('query');
    const document = findHeldDocument(library.read, 1, 1);
    expect(document).not.toBeNull();
    if (document === null) return;
    const place = savedPlaceOf(document, null);
    library.transaction((db) => insertSavedQuestion(db, { collectionId: 1, question: 'How long is the notice?', place, nowMs: 4 }));
    expect(listSavedQuestions(library.read, 1)).toMatchObject([{ question: 'How long is the notice?', place: { documentId: 1 } }]);
  });
});
