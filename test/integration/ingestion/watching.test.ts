import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { coverageOf } from '../../../src/engine/store/coverage.ts';
import { listSourceFiles } from '../../../src/engine/store/documents.ts';
import { openWatch, type OpenWatchOf, type WatchListener } from '../../../src/engine/ingestion/watch/open-watch.ts';
import { until } from '../engine/whole-engine.ts';
import { found, type Life } from './found.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
});

/** A life that watches the folder, at rest. */
async function watching(watch: OpenWatchOf = openWatch): Promise<{ life: Life; id: number }> {
  const life = bench.start({ watch });
  const { id } = await life.add();
  await life.idle();
  life.readPaths.length = 0;
  return { life, id };
}

const names = (life: Life): string[] => life.documents().map((document) => document.relativePath);
const isAll = (life: Life, state: string): boolean => life.documents().every((document) => document.state === state);

describe('a folder that is watched', () => {
  it('says so, and new, changed and deleted files are noticed by themselves', async () => {
    bench.put('a.txt', 'The old chimney.');
    bench.put('b.txt', 'The gutter.');
    const { life, id } = await watching();
    expect(life.ingestion.get(id).watched).toBe(true);
    bench.put('a.txt', 'The new boiler.');
    bench.put('deep/er/c.txt', 'The cellar.');
    bench.remove('b.txt');
    await until(() => found(life, 'boiler').length === 1 && found(life, 'cellar').length === 1 && found(life, 'gutter').length === 0);
    await life.idle();
    expect(names(life)).toEqual(['a.txt', 'deep/er/c.txt']);
    expect(found(life, 'chimney')).toEqual([]);
    expect(life.readPaths).toHaveLength(2);
  });

  it('takes an atomic save for one change of one document', async () => {
    bench.put('report.txt', 'First version.', 1_000_000);
    const { life } = await watching();
    const before = life.document('report.txt').id;
    const temporary = bench.put('report.txt.sb-1234', 'Second version.');
    renameSync(temporary, join(bench.folder, 'report.txt'));
    await until(() => found(life, 'second').length === 1);
    await life.idle();
    expect(life.documents().map(({ id }) => id)).toEqual([before]);
    expect(life.readPaths).toHaveLength(1);
  });

  it('reads no file before its writer is done with it', async () => {
    const { life } = await watching();
    const path = bench.put('long.txt', 'Beginning. ');
    const end = Date.now() + 2_500;
    while (Date.now() < end) {
      appendFileSync(path, 'More and more. ');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    appendFileSync(path, 'Conclusion.');
    await until(() => found(life, 'conclusion').length === 1);
    await life.idle();
    expect(life.readPaths).toHaveLength(1);
  });

  it('reads nothing that is only moved or renamed, a file, a folder or the case of a name', async () => {
    for (let at = 0; at < 40; at += 1) bench.put(`letters/letter-${at}.txt`, `The letter number${at} of the tenant.`);
    bench.put('Plan.txt', 'The plan of the house.');
    const { life } = await watching();
    renameSync(join(bench.folder, 'letters'), join(bench.folder, 'post'));
    renameSync(join(bench.folder, 'Plan.txt'), join(bench.folder, 'plan.txt'));
    await until(() => names(life).includes('plan.txt') && names(life).filter((name) => name.startsWith('post/')).length === 40);
    await until(() => isAll(life, 'searchable'));
    await life.idle();
    expect(names(life).filter((name) => !name.startsWith('post/'))).toEqual(['plan.txt']);
    expect(found(life, 'number17')).toEqual(['letter-17.txt']);
    expect(life.readPaths).toEqual([]);
  });

  it('reads nothing that is moved to another source', async () => {
    bench.put('contract.txt', 'The contract of the tenant.');
    const { life } = await watching();
    const other = join(bench.home, 'archive');
    mkdirSync(other);
    const archive = await life.add(other);
    await life.idle();
    renameSync(join(bench.folder, 'contract.txt'), join(other, 'old contract.txt'));
    await until(() => life.documents().length === 1 && life.documents()[0]?.sourceId === archive.id && isAll(life, 'searchable'));
    await life.idle();
    expect(names(life)).toEqual(['old contract.txt']);
    expect(life.readPaths).toEqual([]);
  });

  it('takes in thousands of files that come at once, and loses none', async () => {
    const { life, id } = await watching();
    for (let at = 0; at < 2_000; at += 1) bench.put(`in/sub-${at % 30}/file-${at}.txt`, `Text ${at % 10}.`);
    const searchable = () => coverageOf(life.library.read, life.collectionId, null).searchable;
    await until(() => searchable() === 2_000);
    await life.idle();
    expect(listSourceFiles(life.library.read, id)).toHaveLength(2_000);
    expect(searchable()).toBe(2_000);
  });

  it('does not look at what is left out', async () => {
    const { life, id } = await watching();
    life.ingestion.setRules(id, { ...life.ingestion.get(id).rules, ignore: 'private/\n' });
    await life.idle();
    bench.put('private/a.txt', 'Secret.');
    bench.put('node_modules/b/c.md', 'Package.');
    bench.put('d.txt', 'Public.');
    await until(() => found(life, 'public').length === 1);
    await life.idle();
    expect(names(life)).toEqual(['d.txt']);
  });

  it('notices changes of a folder that is reached through a link', async () => {
    const link = join(bench.home, 'link');
    symlinkSync(bench.folder, link);
    const life = bench.start({ watch: openWatch });
    await life.add(link);
    await life.idle();
    bench.put('a.txt', 'The attic.');
    await until(() => found(life, 'attic').length === 1);
  });
});

describe('a single file that is watched', () => {
  it('is read again when it is written or replaced, and counts as missing while it is away', async () => {
    const path = bench.put('notes.txt', 'The first note.');
    bench.put('other.txt', 'Nobody asked for this.');
    const life = bench.start({ watch: openWatch });
    const { id } = await life.add(path);
    await life.idle();
    writeFileSync(path, 'The second note.');
    await until(() => found(life, 'second').length === 1);
    writeFileSync(`${path}.new`, 'The third note.');
    renameSync(`${path}.new`, path);
    await until(() => found(life, 'third').length === 1);
    rmSync(path);
    await until(() => life.ingestion.get(id).state === 'missing');
    expect(names(life)).toEqual(['notes.txt']);
    writeFileSync(path, 'The fourth note.');
    await until(() => found(life, 'fourth').length === 1);
    expect(life.ingestion.get(id).state).not.toBe('missing');
  });
});

describe('a watch that fails', () => {
  it('is told, and the source is read all the same', async () => {
    bench.put('a.txt', 'The attic.');
    const { life, id } = await watching(() => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' })));
    expect(life.ingestion.get(id).watched).toBe(false);
    expect(found(life, 'attic')).toEqual(['a.txt']);
  });

  it('is followed by a whole scan, for what it did not tell last', async () => {
    bench.put('a.txt', 'The attic.');
    const listeners: WatchListener[] = [];
    const { life, id } = await watching((_, listener) => {
      listeners.push(listener);
      return Promise.resolve({ seesAll: true, close: () => Promise.resolve() });
    });
    expect(life.ingestion.get(id).watched).toBe(true);
    bench.put('b.txt', 'The basement.');
    listeners[0]?.lost(new Error('events were dropped'));
    await until(() => found(life, 'basement').length === 1);
    expect(life.ingestion.get(id).watched).toBe(false);
  });
});
