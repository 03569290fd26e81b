import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listBackups } from '../../src/engine/store/backup.ts';
import { statement, type NoValues } from '../../src/engine/store/handles.ts';
import { addDocument, addSource } from '../integration/store/sample-content.ts';
import { tableCounts } from '../integration/store/table-counts.ts';
import { openTestLibrary, tempFolder } from '../integration/store/temp-library.ts';
import { migrations } from '../../src/engine/store/migrations/migrations.ts';
import { insertCollection } from '../../src/engine/store/collections.ts';

const tables = [
  'answer',
  'block',
  'chunk',
  'chunk_hash',
  'chunk_text',
  'collection',
  'content',
  'document',
  'embedding',
  'embedding_backlog',
  'embedding_model',
  'job',
  'page',
  'quarantine',
  'receipt',
  'setting',
  'source',
  'thread',
];

describe('migration 1', () => {
  it('makes every table from nothing, without a backup of nothing', async () => {
    const path = join(tempFolder(), 'library.db');
    const library = openTestLibrary(path);
    expect(tableCounts(library.read)).toMatchObject(Object.fromEntries(tables.map((name) => [name, 0])));
    expect(library.read.get(statement<NoValues, { user_version: number }>('test.version', 'pragma user_version'), {})).toEqual({
      user_version: migrations.length,
    });
    expect(await library.check()).toBeNull();
    expect(listBackups(path)).toEqual([]);
  });

  it('is not run again on a library that has it', () => {
    const path = join(tempFolder(), 'library.db');
    const first = openTestLibrary(path);
    first.transaction((db) => {
      addDocument(db, addSource(db, insertCollection(db, { name: 'Work', nowMs: 1 }), 'x'), 'a.txt', ['words']);
    });
    const before = tableCounts(first.read);
    first.close();
    expect(tableCounts(openTestLibrary(path).read)).toEqual(before);
    expect(listBackups(path)).toEqual([]);
  });

  it.each([
    ['a source of no collection', `insert into source (collection_id, kind, path, name, added_at_ms) values (9, 'folder', '/x', 'x', 1)`],
    ['a kind nobody knows', `insert into source (collection_id, kind, path, name, added_at_ms) values (1, 'web', '/x', 'x', 1)`],
    ['a text where a number belongs', `insert into setting (key, value) values ('a', x'00')`],
    [
      'a live content without its hash',
      `insert into content (state, format, reader, reader_version, chunker_version, searchable_text_version,
      created_at_ms) values ('live', 'text', 'text', 1, 1, 1, 1)`,
    ],
    ['JSON that is none', `insert into job (kind, key, priority, payload, state, created_at_ms) values ('a', 'b', 1, '{', 'queued', 1)`],
  ])('refuses %s', (_, sql) => {
    const library = openTestLibrary(join(tempFolder(), 'library.db'));
    library.transaction((db) => insertCollection(db, { name: 'Work', nowMs: 1 }));
    expect(() => library.write.run(statement('test.bad', sql), {})).toThrow(/SQLITE_CONSTRAINT|constraint failed|cannot store/);
  });
});
