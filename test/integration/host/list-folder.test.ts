import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listFolder } from '../../../src/host/list-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footnote-list-'));
  await mkdir(join(folder, 'sub'));
  await mkdir(join(folder, '.hidden'));
  for (const name of ['b10.pdf', 'b9.PDF', 'a.gguf', '.secret']) await writeFile(join(folder, name), 'four');
  await symlink(join(folder, 'sub'), join(folder, 'link'));
  await symlink(join(folder, 'nowhere'), join(folder, 'broken'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('shows folders first, then files with their sizes, in the order a person counts; nothing hidden, no dead links', async () => {
  const listing = await listFolder(folder);
  expect(listing).toMatchObject({ displayPath: folder, parent: dirname(folder) });
  expect(listing.entries.map((entry) => [entry.name, entry.kind, entry.sizeBytes])).toEqual([
    ['link', 'folder', null],
    ['sub', 'folder', null],
    ['a.gguf', 'file', 4],
    ['b9.PDF', 'file', 4],
    ['b10.pdf', 'file', 4],
  ]);
  expect(listing.entries[1]?.path).toBe(join(folder, 'sub'));
});

test('shows only files of the wanted kind, and all folders', async () => {
  const { entries } = await listFolder(folder, ['.pdf']);
  expect(entries.map((entry) => entry.name)).toEqual(['link', 'sub', 'b9.PDF', 'b10.pdf']);
});

test('begins at the home folder, and the topmost folder has no parent', async () => {
  expect((await listFolder(null)).displayPath).toBe(homedir());
  expect((await listFolder('/')).parent).toBeNull();
});

test('says what is wrong with a place that cannot be shown', async () => {
  await expect(listFolder(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'source-missing' });
  await expect(listFolder(join(folder, 'a.gguf'))).rejects.toMatchObject({ code: 'source-missing' });
  await expect(listFolder('relative/path')).rejects.toMatchObject({ code: 'input-invalid' });
  await expect(listFolder(`${folder}\0`)).rejects.toMatchObject({ code: 'input-invalid' });
});
