import { chmodSync, Dir, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { walkTree, type WalkBatch } from '../../../../../src/engine/ingestion/scan/walk-tree.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'footnote-walk-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function put(path: string, text = 'text'): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function walk(signal = new AbortController().signal): Promise<WalkBatch & { batches: number }> {
  const all: WalkBatch & { batches: number } = { files: [], unreadable: [], batches: 0 };
  for await (const batch of walkTree(root, { signal })) {
    all.files.push(...batch.files);
    all.unreadable.push(...batch.unreadable);
    all.batches += 1;
  }
  all.files.sort((one, other) => (one.relativePath < other.relativePath ? -1 : 1));
  return all;
}

describe('walkTree', () => {
  it('finds every file of the whole tree with its size and time', async () => {
    put('a.txt', 'four');
    put('sub/b.pdf');
    put('sub/deeper/still/c d.md');
    put('photo.jpg');
    const { files } = await walk();
    expect(files.map((file) => file.relativePath)).toEqual(['a.txt', 'photo.jpg', 'sub/b.pdf', 'sub/deeper/still/c d.md']);
    expect(files[0]).toMatchObject({ name: 'a.txt', sizeBytes: 4 });
    expect(files[0]?.modifiedAtMs).toBeGreaterThan(0);
  });

  it('leaves out hidden entries, node_modules, lock files and the litter of systems', async () => {
    for (const path of [
      '.git/config',
      '.hidden',
      'node_modules/x/readme.md',
      'sub/.DS_Store',
      'sub/~$report.docx',
      'Thumbs.db',
      '__MACOSX/a.txt',
      'keep.txt',
    ])
      put(path);
    expect((await walk()).files.map((file) => file.relativePath)).toEqual(['keep.txt']);
  });

  it('follows no link, so a loop cannot be and nothing outside is read', async () => {
    put('real/a.txt');
    symlinkSync(root, join(root, 'real', 'loop'));
    symlinkSync(tmpdir(), join(root, 'outside'));
    symlinkSync(join(root, 'real', 'a.txt'), join(root, 'link.txt'));
    symlinkSync(join(root, 'nowhere'), join(root, 'dangling'));
    expect((await walk()).files.map((file) => file.relativePath)).toEqual(['real/a.txt']);
  });

  it.skipIf(process.getuid?.() === 0)('lists a folder that may not be opened and goes on', async () => {
    put('closed/secret.txt');
    put('open/a.txt');
    chmodSync(join(root, 'closed'), 0o000);
    const { files, unreadable } = await walk();
    chmodSync(join(root, 'closed'), 0o700);
    expect(files.map((file) => file.relativePath)).toEqual(['open/a.txt']);
    expect(unreadable).toEqual([{ relativePath: 'closed', name: 'closed', isFolder: true, code: 'EACCES' }]);
  });

  it('gives a large folder in batches', async () => {
    for (let at = 0; at < 1_000; at += 1) put(`folder-${at % 7}/file-${at}.txt`, '');
    const { files, batches } = await walk();
    expect(files).toHaveLength(1_000);
    expect(new Set(files.map((file) => file.relativePath)).size).toBe(1_000);
    expect(batches).toBeGreaterThan(3);
  });

  it('stops with the reason of the abort', async () => {
    put('a.txt');
    const abort = new AbortController();
    const reason = new Error('enough');
    abort.abort(reason);
    await expect(walk(abort.signal)).rejects.toBe(reason);
  });

  it('fails with the words of the system when the root is gone', async () => {
    rmSync(root, { recursive: true });
    await expect(walk()).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('fails when the root cannot be listed to its end: what was not seen must not count as gone', async () => {
    put('a.txt');
    const listing = vi.spyOn(Dir.prototype, Symbol.asyncIterator).mockImplementation(async function* () {
      await Promise.resolve();
      yield* [];
      throw Object.assign(new Error('EIO: i/o error, scandir'), { code: 'EIO', syscall: 'scandir' });
    });
    try {
      await expect(walk()).rejects.toMatchObject({ code: 'EIO' });
    } finally {
      listing.mockRestore();
    }
  });

  it.skipIf(process.platform !== 'linux')('lists a file whose name is no text instead of passing over it', async () => {
    writeFileSync(Buffer.concat([Buffer.from(join(root, 'old-')), Buffer.from([0xe9]), Buffer.from('.txt')]), 'text');
    put('fine.txt');
    const { files, unreadable } = await walk();
    expect(files.map((file) => file.relativePath)).toEqual(['fine.txt']);
    expect(unreadable).toEqual([{ relativePath: 'old-\ufffd.txt', name: 'old-\ufffd.txt', isFolder: false, code: 'EILSEQ' }]);
  });
});
