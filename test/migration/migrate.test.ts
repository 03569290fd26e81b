import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupFolder, listBackups } from '../../src/engine/store/backup.ts';
import { insertCollection, listCollections } from '../../src/engine/store/collections.ts';
import { nextChunksToEmbed, insertEmbeddings, registerEmbeddingModel, searchVectors } from '../../src/engine/store/embeddings.ts';
import { searchFullText } from '../../src/engine/store/full-text.ts';
import type { Migration } from '../../src/engine/store/migrations/migration.ts';
import { migrations } from '../../src/engine/store/migrations/migrations.ts';
import { openConnection } from '../../src/engine/store/native.ts';
import { openLibrary } from '../../src/engine/store/open.ts';
import { addDocument, addSource } from '../integration/store/sample-content.ts';
import { tempFolder, testClock, testLogger } from '../integration/store/temp-library.ts';

/** Steps that only these tests have, after the real ones. */
const step = (version: number, sql: string): Migration => ({ version, name: `step ${version}`, up: (db) => void db.exec(sql) });
const addColour = step(migrations.length + 1, `alter table collection add column colour text not null default 'grey'`);
const newest = migrations.length;

const open = (path: string, list: readonly Migration[], clock = testClock()) =>
  openLibrary({ path, clock, logger: testLogger(), migrations: list });

const failsWith = (code: string) => expect.objectContaining({ code }) as Error;

/** A library of today's version with a document, its vector and a collection, closed again. */
function libraryWithData(): { path: string; collectionId: number; modelId: number } {
  const path = join(tempFolder(), 'library.db');
  const library = open(path, migrations);
  const { collectionId, modelId } = library.transaction((db) => {
    const collectionId = insertCollection(db, { name: 'Kept', nowMs: 1 });
    addDocument(db, addSource(db, collectionId, 'x'), 'a.txt', ['hedgehogs sleep in winter']);
    return { collectionId, modelId: registerEmbeddingModel(db, { identity: 'm', name: 'm', dimensions: 2 }) };
  });
  const [chunk] = nextChunksToEmbed(library.read, modelId, 1);
  library.transaction((db) => insertEmbeddings(db, modelId, [{ embedHash: chunk?.embedHash ?? '', vector: Float32Array.of(1, 1) }]));
  library.close();
  return { path, collectionId, modelId };
}

function versionOf(path: string): number {
  const connection = openConnection(path, { readonly: true });
  try {
    return Number(connection.pragma('user_version', { simple: true }));
  } finally {
    connection.close();
  }
}

describe('the list of migrations', () => {
  it('is numbered from 1 without holes', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });
});

describe('an older library', () => {
  it('is brought up to date with everything in it', async () => {
    const { path, collectionId, modelId } = libraryWithData();
    const library = open(path, [...migrations, addColour]);
    expect(listCollections(library.read).map(({ name }) => name)).toEqual(['Kept']);
    expect(searchFullText(library.read, { collectionId, match: 'hedgehogs', limit: 5 })).toHaveLength(1);
    expect(searchVectors(library.read, { modelId, collectionId, vector: Float32Array.of(1, 1), limit: 5 })).toHaveLength(1);
    expect(await library.check()).toBeNull();
    library.close();
    expect(versionOf(path)).toBe(newest + 1);
  });

  it('is copied first, and the copy is a library that the older program opens', async () => {
    const { path, collectionId, modelId } = libraryWithData();
    open(path, [...migrations, addColour]).close();
    const [name = ''] = listBackups(path);
    const copy = join(backupFolder(path), name);
    expect(versionOf(copy)).toBe(newest);
    const restored = open(copy, migrations);
    expect(searchFullText(restored.read, { collectionId, match: 'hedgehogs', limit: 5 })).toHaveLength(1);
    expect(searchVectors(restored.read, { modelId, collectionId, vector: Float32Array.of(1, 1), limit: 5 })).toHaveLength(1);
    expect(await restored.check()).toBeNull();
    restored.close();
  });

  it('keeps its last three copies and touches no other file', () => {
    const { path } = libraryWithData();
    const clock = testClock();
    mkdirSync(backupFolder(path));
    writeFileSync(join(backupFolder(path), 'notes.txt'), 'mine');
    const list: Migration[] = [...migrations];
    for (let version = newest + 1; version <= newest + 5; version++) {
      clock.advance(1000);
      list.push(step(version, `create table later_${version} (id integer primary key)`));
      open(path, list, clock).close();
    }
    expect(listBackups(path).map((name) => name.split('.')[2])).toEqual(
      [newest + 2, newest + 3, newest + 4].map((version) => `v${version}`),
    );
    expect(readdirSync(backupFolder(path)).sort()).toEqual([...listBackups(path), 'notes.txt'].sort());
  });

  it('stays what it was when a step fails, and can be migrated later', () => {
    const { path } = libraryWithData();
    const broken = step(newest + 1, `alter table collection add column colour text; insert into nowhere values (1)`);
    expect(() => open(path, [...migrations, broken])).toThrow();
    expect(versionOf(path)).toBe(newest);
    open(path, [...migrations, addColour]).close();
    expect(versionOf(path)).toBe(newest + 1);
  });

  it('keeps the steps that were whole when a later one fails', () => {
    const { path } = libraryWithData();
    expect(() => open(path, [...migrations, addColour, step(newest + 2, 'nonsense')])).toThrow();
    expect(versionOf(path)).toBe(newest + 1);
  });

  it('is whole when the process is killed in the middle of a step', async () => {
    const { path } = libraryWithData();
    const child = spawn(process.execPath, [resolve(import.meta.dirname, 'dies-while-migrating.ts'), path], { stdio: 'inherit' });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    const library = open(path, migrations);
    expect(listCollections(library.read).map(({ name }) => name)).toEqual(['Kept']);
    expect(await library.check()).toBeNull();
    library.close();
  });
});

describe('a library of a newer program', () => {
  it('is refused and left untouched', () => {
    const { path } = libraryWithData();
    open(path, [...migrations, addColour]).close();
    const backups = listBackups(path);
    expect(() => open(path, migrations)).toThrow(failsWith('store-newer'));
    expect(versionOf(path)).toBe(newest + 1);
    expect(listBackups(path)).toEqual(backups);
  });
});

describe('a database of another program', () => {
  it('is refused and left untouched', () => {
    const path = join(tempFolder(), 'library.db');
    const foreign = openConnection(path, {});
    foreign.exec('create table recipe (id integer primary key); insert into recipe values (1)');
    foreign.close();
    expect(() => open(path, migrations)).toThrow(failsWith('store-corrupt'));
    const again = openConnection(path, { readonly: true });
    expect(again.prepare('select count(*) as n from recipe').get()).toEqual({ n: 1 });
    expect(again.prepare('select count(*) as n from sqlite_schema').get()).toEqual({ n: 1 });
    again.close();
    expect(existsSync(backupFolder(path))).toBe(false);
  });
});
