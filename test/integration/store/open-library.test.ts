import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { insertCollection, listCollections } from '../../../src/engine/store/collections.ts';
import { getDocument } from '../../../src/engine/store/documents.ts';
import { statement, type NoValues } from '../../../src/engine/store/handles.ts';
import { vectorVersion } from '../../../src/engine/store/health.ts';
import { openLibrary, type WritableDb } from '../../../src/engine/store/open.ts';
import { addDocument } from './sample-content.ts';
import { tableCounts } from './table-counts.ts';
import { openTestLibrary, tempFolder, tempLibrary, testClock, testLogger } from './temp-library.ts';

const failsWith = (code: string) => expect.objectContaining({ code }) as Error;
const open = (path: string) => openLibrary({ path, clock: testClock(), logger: testLogger() });

/** Another process that has the library open and a document half read. */
async function holdLibrary(path: string) {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, 'holder.ts'), path], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  expect(line).toBe('holding');
  return child;
}

describe('openLibrary', () => {
  it('keeps what was written for the next life', () => {
    const path = join(tempFolder(), 'deep', 'folder', 'library.db');
    const first = open(path);
    first.transaction((db) => insertCollection(db, { name: 'Work', nowMs: 1 }));
    first.close();
    expect(listCollections(openTestLibrary(path).read).map(({ name }) => name)).toEqual(['Work']);
  });

  it('sets up SQLite as the design says', async () => {
    const { library } = tempLibrary();
    const pragma = (name: string) => library.write.get(statement<NoValues, Record<string, unknown>>('test.pragma', `pragma ${name}`), {});
    expect(pragma('page_size')).toEqual({ page_size: 16384 });
    expect(pragma('journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(pragma('foreign_keys')).toEqual({ foreign_keys: 1 });
    expect(pragma('synchronous')).toEqual({ synchronous: 1 });
    expect(vectorVersion(library.read)).toMatch(/^v0\.1\./);
    expect(await library.check()).toBeNull();
  });

  it('takes what is written to its file a little at a time, so that no commit waits long for the disk', () => {
    const { library, path } = tempLibrary();
    const put = statement<{ key: string; value: string }>('test.put', `insert into setting (key, value) values (@key, @value)`);
    const megabyte = JSON.stringify('x'.repeat(1024 ** 2));
    for (let written = 0; written < 16; written += 1) library.transaction((db) => db.run(put, { key: `test-${written}`, value: megabyte }));
    expect(statSync(`${path}-wal`).size).toBeLessThan(6 * 1024 ** 2);
    expect(statSync(path).size).toBeGreaterThan(10 * 1024 ** 2);
  });

  it('refuses a write over the connection for reading, whatever the types say', () => {
    const { library } = tempLibrary();
    expect(() => insertCollection(library.read as WritableDb, { name: 'x', nowMs: 1 })).toThrow(failsWith('store-read-only'));
  });

  it('refuses a second opening in the same process and lets go on close', () => {
    const { library, path } = tempLibrary();
    expect(() => open(path)).toThrow(failsWith('store-in-use'));
    library.close();
    expect(listCollections(openTestLibrary(path).read)).toHaveLength(1);
  });

  it('refuses a library that another process has, until that process is killed', async () => {
    const path = join(tempFolder(), 'library.db');
    const child = await holdLibrary(path);
    expect(() => open(path)).toThrow(failsWith('store-in-use'));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(listCollections(openTestLibrary(path).read)).toHaveLength(1);
  });

  it('shows nothing of a document that was half written when the process was killed', async () => {
    const path = join(tempFolder(), 'library.db');
    const child = await holdLibrary(path);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const library = openTestLibrary(path);
    expect(getDocument(library.read, 1)).toMatchObject({ state: 'queued', chunkCount: 0 });
    await library.sweep();
    expect(tableCounts(library.read)).toMatchObject({ content: 0, block: 0, chunk: 0, chunk_hash: 0, chunk_text: 0, document: 1 });
    expect(await library.check()).toBeNull();
  });

  it('says in words that a file is no library', () => {
    const path = join(tempFolder(), 'library.db');
    writeFileSync(path, 'not a database at all, but long enough to have a header '.repeat(20));
    expect(() => open(path)).toThrow(failsWith('store-corrupt'));
    expect(existsSync(path)).toBe(true);
  });

  it('says that a library which lost its end is damaged', async () => {
    const { library, path, sourceId } = tempLibrary();
    library.transaction((db) => {
      for (let index = 0; index < 40; index++) addDocument(db, sourceId, `${index}.txt`, [`paragraph ${index} `.repeat(500)]);
    });
    library.close();
    truncateSync(path, 5 * 16384);
    try {
      expect(await openTestLibrary(path).check()).toEqual(expect.any(String));
    } catch (error) {
      expect(error).toMatchObject({ code: 'store-corrupt' });
    }
  });

  it('is checked while it is read and written, and stops when told', async () => {
    const { library, sourceId } = tempLibrary();
    library.transaction((db) => {
      for (let index = 0; index < 40; index++) addDocument(db, sourceId, `${index}.txt`, [`paragraph ${index} `.repeat(500)]);
    });
    const checked = library.check();
    library.transaction((db) => addDocument(db, sourceId, 'meanwhile.txt', ['words']));
    expect(await checked).toBeNull();
    const stop = new AbortController();
    const stopped = library.check(stop.signal);
    stop.abort();
    await expect(stopped).rejects.toThrow(/abort/i);
  });

  it('frees the lock when opening fails', () => {
    const path = join(tempFolder(), 'library.db');
    writeFileSync(path, 'x'.repeat(4096));
    expect(() => open(path)).toThrow(failsWith('store-corrupt'));
    expect(() => open(path)).toThrow(failsWith('store-corrupt'));
  });
});
