import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, Dir, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSourceFilter } from '../../../../../src/engine/ingestion/scan/source-filter.ts';
import { emptyBatch, walkTree, type WalkBatch } from '../../../../../src/engine/ingestion/scan/walk-tree.ts';
import { defaultSourceRules, type SourceRules } from '../../../../../src/shared/domain/source.ts';

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

async function walk(signal = new AbortController().signal, rules: Partial<SourceRules> = {}): Promise<WalkBatch & { batches: number }> {
  const all: WalkBatch & { batches: number } = { ...emptyBatch(), batches: 0 };
  const filter = createSourceFilter({ ...defaultSourceRules, ...rules });
  for await (const batch of walkTree(root, { filter, signal })) {
    all.leftOut += batch.leftOut;
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
    const { files, unreadable } = await walk();
    expect(files.map((file) => file.relativePath)).toEqual(['real/a.txt']);
    expect(unreadable).toEqual([{ relativePath: 'outside', name: 'outside', isFolder: false, code: 'ELEAVES' }]);
  });

  it.skipIf(process.platform === 'win32')('never opens a pipe or a socket, and lists it', async () => {
    execFileSync('mkfifo', [join(root, 'pipe.txt')]);
    const server = createServer().listen(join(root, 'socket.md'));
    await once(server, 'listening');
    put('a.txt');
    const { files, unreadable } = await walk();
    server.close();
    expect(files.map((file) => file.relativePath)).toEqual(['a.txt']);
    expect(unreadable.map(({ name, code }) => `${name} ${code}`).toSorted()).toEqual(['pipe.txt ENOTFILE', 'socket.md ENOTFILE']);
  });

  it('leaves out what the rules of the source ignore, and does not go into ignored folders', async () => {
    for (const path of ['keep.md', 'drafts/a.md', 'sub/drafts/b.md', 'sub/old.md', 'sub/keep/old.md']) put(path);
    const { files, leftOut } = await walk(undefined, { ignore: 'drafts/\nold.*\n!sub/keep/old.md\n' });
    expect(files.map((file) => file.relativePath)).toEqual(['keep.md', 'sub/keep/old.md']);
    expect(leftOut).toBe(3);
  });

  it('takes hidden entries where the rules want them, but never what tools leave behind', async () => {
    for (const path of ['.notes/a.md', '.b.md', '.git/config', '.Trash-1000/c.md', 'd.md.part', '~$e.docx', '.~lock.f.odt#']) put(path);
    expect((await walk(undefined, { includeHidden: true })).files.map((file) => file.relativePath)).toEqual(['.b.md', '.notes/a.md']);
  });

  it('lists a document that is in the cloud only under its own name', async () => {
    put('sub/.report.pdf.icloud');
    expect((await walk()).unreadable).toEqual([{ relativePath: 'sub/report.pdf', name: 'report.pdf', isFolder: false, code: 'EOFFLINE' }]);
  });

  it.skipIf(process.platform === 'win32')('finds names with line breaks and in either Unicode form', async () => {
    const names = ['a\nb.txt', 'caf\u00e9.txt', 'cafe\u0301s.txt'];
    for (const name of names) put(name);
    expect((await walk()).files.map((file) => file.relativePath).toSorted()).toEqual(names.toSorted());
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
