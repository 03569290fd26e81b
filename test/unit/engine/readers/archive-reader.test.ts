import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../../../src/engine/ingestion/readers/read-file.ts';
import { createMemberNames, safeMemberPath } from '../../../../src/engine/ingestion/readers/members/member-name.ts';
import type { ReadPart } from '../../../../src/shared/contract/reader.ts';
import { joinZip, makeZip } from '../../../fixtures/documents/make-zip.ts';
import { scratchFolder } from '../../../fixtures/documents/scratch-folder.ts';

const zip = (files: Record<string, string | Buffer>) => makeZip(Object.entries(files).map(([name, content]) => ({ name, content })));

async function partsOf(
  name: string,
  bytes: Uint8Array | string,
  members: string[] = [],
  more: { password?: string } = {},
): Promise<ReadPart[]> {
  using folder = scratchFolder();
  const parts: ReadPart[] = [];
  for await (const part of readFile({ path: folder.put(name, bytes), members, formatHint: null, ...more })) parts.push(part);
  return parts;
}

const membersOf = (parts: ReadPart[]) => parts.flatMap((part) => (part.type === 'member' ? [part.path] : []));
const textOf = (parts: ReadPart[]) => parts.flatMap((part) => (part.type === 'blocks' ? part.blocks.map(({ text }) => text) : []));
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as { code: string; message: string },
  );

async function tar(
  entries: { name: string; text?: string; type?: 'file' | 'symlink' | 'directory'; linkname?: string }[],
): Promise<Buffer> {
  const archive = pack();
  for (const { name, text = '', type = 'file', linkname } of entries) {
    if (type === 'file') archive.entry({ name, type }, text);
    else archive.entry({ name, type, ...(linkname === undefined ? {} : { linkname }) });
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Sets a field of every header of the archive's files, in both places. */
function withFlags(bytes: Buffer, flags: number, name?: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  for (const [mark, flagsAt, nameAt] of [
    ['PK\u0003\u0004', 6, 30],
    ['PK\u0001\u0002', 8, 46],
  ] as const) {
    for (let at = changed.indexOf(mark); at !== -1; at = changed.indexOf(mark, at + 4)) {
      changed.writeUInt16LE(flags, at + flagsAt);
      name?.copy(changed, at + nameAt);
    }
  }
  return changed;
}

describe('archives', () => {
  it('lists what is in a ZIP, names the documents among it, and counts what is left out', async () => {
    const parts = await partsOf(
      'a.zip',
      zip({ 'b/one.txt': '1', 'two.pdf': '2', 'three.blend': '3', 'b/.DS_Store': '', '__MACOSX/b/._one.txt': '' }),
    );
    expect(textOf(parts)).toEqual(['b/one.txt', 'two.pdf', 'three.blend']);
    expect(membersOf(parts)).toEqual(['b/one.txt', 'two.pdf']);
    expect(parts.filter(({ type }) => type === 'warning')).toEqual([
      { type: 'warning', message: 'One file in it was left out: Footnote does not read files of its kind.' },
    ]);
  });

  it('reads a member of a member of a member, whatever packs each', async () => {
    const inner = await tar([{ name: 'deep/note.txt', text: 'found' }]);
    const bytes = zip({ 'x.tgz': gzipSync(zip({ 'y.tar': inner })) });
    expect(textOf(await partsOf('a.zip', bytes, ['x.tgz', 'x.tgz (unpacked)', 'y.tar', 'deep/note.txt']))).toEqual(['found']);
  });

  it('decodes names in code page 437 and in UTF-8, marked or not', async () => {
    const ascii = zip({ 'cafe.txt': 'x' });
    expect(membersOf(await partsOf('a.zip', withFlags(ascii, 0, Buffer.from([0x63, 0x61, 0x66, 0x82]))))).toEqual(['café.txt']);
    expect(membersOf(await partsOf('a.zip', withFlags(zip({ 'é.txt': 'x' }), 0)))).toEqual(['é.txt']);
    expect(membersOf(await partsOf('a.zip', zip({ '日本.txt': 'x' })))).toEqual(['日本.txt']);
  });

  it('makes names that lead out of the archive lead nowhere, and tells equal ones apart', async () => {
    const bytes = makeZip(
      ['../../etc/x.txt', '/etc/x.txt', 'C:\\windows\\y.txt', 'a/./b//z.txt', 'a/b/z.txt', 'folder/'].map((name, n) => ({
        name,
        content: `text ${n}`,
      })),
    );
    const names = ['etc/x.txt', 'etc/x (2).txt', 'windows/y.txt', 'a/b/z.txt', 'a/b/z (2).txt'];
    expect(membersOf(await partsOf('a.zip', bytes))).toEqual(names);
    for (const [n, name] of names.entries()) expect(textOf(await partsOf('a.zip', bytes, [name]))).toEqual([`text ${n}`]);
  });

  it('never makes a path of a name that climbs, begins at a root, or equals another', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ab./\\: ()2\n]{0,12}$/), { maxLength: 12 }), (names) => {
        const own = createMemberNames();
        const paths = names.flatMap((name) => safeMemberPath(name) ?? []).map((path) => own.own(path));
        expect(new Set(paths).size).toBe(paths.length);
        for (const path of paths) expect(path.split('/')).not.toContain('..');
        for (const path of paths) expect(path).toMatch(/^[^/\\\n]/);
      }),
    );
  });

  it('says of an encrypted file in an archive that it wants a password, and with one that it is of no use', async () => {
    const bytes = withFlags(zip({ 'secret.txt': 'x' }), 0x801);
    expect(membersOf(await partsOf('a.zip', bytes))).toEqual(['secret.txt']);
    expect(await failure(partsOf('a.zip', bytes, ['secret.txt']))).toMatchObject({ code: 'read-encrypted' });
    expect(await failure(partsOf('a.zip', bytes, ['secret.txt'], { password: 'x' }))).toMatchObject({ code: 'read-unsupported' });
  });

  it('follows no link of a TAR and reads no device of it', async () => {
    const bytes = await tar([
      { name: 'real.txt', text: 'real' },
      { name: 'link.txt', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'folder', type: 'directory' },
    ]);
    expect(membersOf(await partsOf('a.tar', bytes))).toEqual(['real.txt']);
    expect(membersOf(await partsOf('named wrongly.bin.zip', bytes))).toEqual(['real.txt']);
  });

  it('gives the files of a compressed TAR in any order', async () => {
    const texts = ['one', 'two', 'three'];
    const bytes = gzipSync(await tar(texts.map((text) => ({ name: `${text}.txt`, text }))));
    using folder = scratchFolder();
    const path = folder.put('a.tar.gz', bytes);
    for (const text of ['two', 'one', 'three', 'three', 'one']) {
      const parts: ReadPart[] = [];
      for await (const part of readFile({ path, members: [`${text}.txt`], formatHint: null })) parts.push(part);
      expect(textOf(parts)).toEqual([text]);
    }
    expect(await failure(partsOf('a.tar.gz', bytes, ['four.txt']))).toMatchObject({ code: 'read-vanished' });
  });

  it('keeps what it found before the damage', async () => {
    const bytes = await tar([
      { name: 'one.txt', text: 'x'.repeat(2000) },
      { name: 'two.txt', text: 'y'.repeat(2000) },
    ]);
    const parts = await partsOf('a.tar', bytes.subarray(0, 3500));
    expect(membersOf(parts)).toContain('one.txt');
    expect(parts.find(({ type }) => type === 'warning')).toMatchObject({ message: expect.stringContaining('Only the first') as string });
    expect(await failure(partsOf('a.zip', zip({ 'a.txt': 'x' }).subarray(0, 60)))).toMatchObject({ code: 'read-corrupt' });
    expect(await failure(partsOf('a.gz', gzipSync('x'.repeat(5000)).subarray(0, 20), ['a']))).toMatchObject({ code: 'read-corrupt' });
    expect(await failure(partsOf('empty.zip', zip({})))).toMatchObject({ code: 'read-empty' });
  });

  it('refuses bombs: files that unpack to a thousand times their size, that lie over one another, or are nested without end', async () => {
    const packed = deflateRawSync(Buffer.alloc(140 * 1024 * 1024));
    const bomb = joinZip([{ name: 'bomb.txt', crc: 0, sizeBytes: 140 * 1024 * 1024, packed }]);
    expect(await failure(partsOf('a.zip', bomb, ['bomb.txt']))).toMatchObject({ code: 'read-too-large' });
    const overlaid = Buffer.from(zip({ 'a.txt': 'x'.repeat(50) }));
    overlaid.writeUInt32LE(100_000, overlaid.indexOf('PK\u0001\u0002') + 20);
    expect(await failure(partsOf('a.zip', overlaid, ['a.txt']))).toMatchObject({ code: 'read-corrupt' });
    let nested = zip({ 'a.txt': 'deep' });
    for (let depth = 0; depth < 8; depth += 1) nested = zip({ 'n.zip': nested });
    const down = Array.from({ length: 8 }, () => 'n.zip');
    expect(textOf(await partsOf('a.zip', nested, down))).toEqual(['a.txt']);
    expect(await failure(partsOf('a.zip', nested, [...down, 'a.txt']))).toMatchObject({ code: 'read-too-large' });
  });

  it('opens a ZIP whatever it is named, unless it is named like a document or a program', async () => {
    const bytes = zip({ 'a.txt': 'x' });
    for (const name of ['a.zip', 'no extension', 'a.backup2']) expect(membersOf(await partsOf(name, bytes))).toEqual(['a.txt']);
    for (const name of ['a.docx', 'a.epub', 'a.jar', 'a.apk', 'a.pages'])
      expect(await failure(partsOf(name, bytes))).toMatchObject({ code: 'read-unsupported' });
  });

  it('names the kinds of archive that it does not read', async () => {
    const kinds: [string, Buffer][] = [
      ['a.7z', Buffer.from('377abcaf271c000400', 'hex')],
      ['a.rar', Buffer.from('526172211a0700', 'hex')],
      ['a.bz2', Buffer.from('425a6839314159265359', 'hex')],
      ['a.xz', Buffer.from('fd377a585a00', 'hex')],
    ];
    for (const [name, bytes] of kinds)
      expect(await failure(partsOf(name, Buffer.concat([bytes, Buffer.alloc(64)])))).toMatchObject({ code: 'read-unsupported' });
  });
});
