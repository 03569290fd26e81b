import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createUploads } from '../../../src/host/uploads.ts';
import { failure, openWindow, startTrialHost } from './trial-host.ts';

async function setUp(uploadLimits = { fileBytes: 100, totalBytes: 150, files: 3 }) {
  const trial = await startTrialHost({ uploadLimits });
  const { host, engine } = await openWindow(trial.host);
  const root = join(trial.libraryDir, 'uploads');
  return {
    trial,
    host,
    engine,
    root,
    visible: () => (existsSync(root) ? readdirSync(root).filter((name) => !name.startsWith('.')) : []),
    hidden: () => (existsSync(root) ? readdirSync(root).filter((name) => name.startsWith('.')) : []),
    begin: async (name = 'Reports') => (await host.uploadBegin({ name })).uploadId,
    send: (uploadId: string, relativePath: string, content: string, rest: { offset?: number; last?: boolean } = {}) =>
      host.uploadPart({ uploadId, relativePath, offset: rest.offset ?? 0, bytes: new Blob([content]), last: rest.last ?? true }),
    [Symbol.asyncDispose]: () => trial[Symbol.asyncDispose](),
  };
}

test('a dropped folder becomes a granted copy with all its files, whole', async () => {
  await using place = await setUp();
  const uploadId = await place.begin();
  await place.send(uploadId, 'a.txt', 'hello ', { last: false });
  await place.send(uploadId, 'a.txt', 'world', { offset: 6 });
  await place.send(uploadId, 'deep/er/b.txt', 'b');
  expect(place.visible()).toEqual([]);
  const grant = await place.host.uploadFinish({ uploadId });
  expect(grant).toMatchObject({ name: 'Reports', kind: 'folder', displayPath: join(place.root, 'Reports') });
  expect(readFileSync(join(place.root, 'Reports/a.txt'), 'utf8')).toBe('hello world');
  expect(readFileSync(join(place.root, 'Reports/deep/er/b.txt'), 'utf8')).toBe('b');
  await expect(place.engine.granted({ grantId: grant.grantId })).resolves.toBe(join(place.root, 'Reports'));
});

test('a single dropped file is granted as a file', async () => {
  await using place = await setUp();
  const uploadId = await place.begin('report.pdf');
  await place.send(uploadId, 'report.pdf', '%PDF');
  await expect(place.host.uploadFinish({ uploadId })).resolves.toMatchObject({ name: 'report.pdf', kind: 'file' });
});

test('two drops of one name stay apart', async () => {
  await using place = await setUp();
  for (const content of ['first', 'second']) {
    const uploadId = await place.begin();
    await place.send(uploadId, 'a.txt', content);
    await place.host.uploadFinish({ uploadId });
  }
  expect(place.visible().sort()).toEqual(['Reports', 'Reports 2']);
  expect(readFileSync(join(place.root, 'Reports/a.txt'), 'utf8')).toBe('first');
});

test('a file may begin with an empty part', async () => {
  await using place = await setUp();
  const uploadId = await place.begin();
  await place.send(uploadId, 'a.txt', '', { last: false });
  await place.send(uploadId, 'a.txt', 'abc');
  await place.host.uploadFinish({ uploadId });
  expect(readFileSync(join(place.root, 'Reports/a.txt'), 'utf8')).toBe('abc');
});

test('a finished drop whose name looks unfinished outlives the host that took it', async () => {
  await using place = await setUp();
  const uploadId = await place.begin('.partial-notes');
  await place.send(uploadId, 'a.txt', 'kept');
  const { displayPath } = await place.host.uploadFinish({ uploadId });
  await createUploads(place.trial.libraryDir).sweep();
  expect(readFileSync(displayPath, 'utf8')).toBe('kept');
});

test('an empty file is a file', async () => {
  await using place = await setUp();
  const uploadId = await place.begin();
  await place.send(uploadId, 'empty.txt', '');
  await place.host.uploadFinish({ uploadId });
  expect(readFileSync(join(place.root, 'Reports/empty.txt'), 'utf8')).toBe('');
});

describe('refused', () => {
  test('is a path that leads anywhere else', async () => {
    await using place = await setUp();
    const uploadId = await place.begin();
    for (const path of [
      '../x',
      'a/../../x',
      '/etc/x',
      'a//b',
      '',
      '.',
      'a\\..\\..\\x',
      'C:x',
      'a\0b',
      'con',
      'x.',
      'nul.txt',
      `${'a/'.repeat(70)}x`,
      'a'.repeat(300),
    ]) {
      expect(await failure(place.send(uploadId, path, 'x'))).toMatchObject({ code: 'input-invalid' });
    }
    expect(existsSync(join(place.trial.libraryDir, 'x'))).toBe(false);
  });

  test('is a name of the drop that leads anywhere else: it is made harmless', async () => {
    await using place = await setUp();
    for (const name of ['../../evil', '/etc', '..', '', 'con']) {
      const uploadId = await place.begin(name);
      await place.send(uploadId, 'a.txt', 'x');
      const grant = await place.host.uploadFinish({ uploadId });
      expect(grant.displayPath.startsWith(`${place.root}/`)).toBe(true);
    }
  });

  test('are parts out of order, twice or after the last', async () => {
    await using place = await setUp();
    const uploadId = await place.begin();
    expect(await failure(place.send(uploadId, 'a.txt', 'x', { offset: 5 }))).toMatchObject({ code: 'input-invalid' });
    await place.send(uploadId, 'a.txt', 'abc', { last: false });
    expect(await failure(place.send(uploadId, 'a.txt', 'abc', { last: false }))).toMatchObject({ code: 'input-invalid' });
    await place.send(uploadId, 'a.txt', 'd', { offset: 3 });
    expect(await failure(place.send(uploadId, 'a.txt', 'e', { offset: 4 }))).toMatchObject({ code: 'input-invalid' });
    await place.host.uploadFinish({ uploadId });
    expect(readFileSync(join(place.root, 'Reports/a.txt'), 'utf8')).toBe('abcd');
  });

  test('is what is larger than the limits', async () => {
    await using place = await setUp();
    const uploadId = await place.begin();
    expect(await failure(place.send(uploadId, 'big', 'x'.repeat(101)))).toMatchObject({ code: 'read-too-large', details: { limit: 100 } });
    await place.send(uploadId, 'one', 'x'.repeat(100));
    expect(await failure(place.send(uploadId, 'two', 'x'.repeat(51)))).toMatchObject({ code: 'read-too-large' });
    await place.send(uploadId, 'three', 'x');
    await place.send(uploadId, 'four', 'x');
    expect(await failure(place.send(uploadId, 'five', 'x'))).toMatchObject({ code: 'read-too-large' });
  });

  test('is the end of a drop of which something is missing', async () => {
    await using place = await setUp();
    const uploadId = await place.begin();
    expect(await failure(place.host.uploadFinish({ uploadId }))).toMatchObject({ code: 'input-invalid' });
    await place.send(uploadId, 'a.txt', 'abc', { last: false });
    expect(await failure(place.host.uploadFinish({ uploadId }))).toMatchObject({ code: 'input-invalid' });
    expect(await failure(place.host.uploadFinish({ uploadId: 'guessed' }))).toMatchObject({ code: 'not-found' });
    expect(place.visible()).toEqual([]);
  });
});

test('a drop that was given up, or that the host did not live to finish, leaves nothing behind', async () => {
  await using place = await setUp();
  const givenUp = await place.begin();
  await place.send(givenUp, 'a.txt', 'x');
  await place.host.uploadAbort({ uploadId: givenUp });
  expect(place.hidden()).toEqual([]);
  const unfinished = await place.begin();
  await place.send(unfinished, 'a.txt', 'x');
  expect(place.hidden()).toHaveLength(1);
  const { createUploads } = await import('../../../src/host/uploads.ts');
  await createUploads(place.trial.libraryDir).sweep();
  expect(place.hidden()).toEqual([]);
});
