import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchFullText } from '../../../src/engine/store/full-text.ts';
import { textOfSpan } from '../../../src/engine/store/contents.ts';
import { getChunks } from '../../../src/engine/store/chunks.ts';
import { statement } from '../../../src/engine/store/handles.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { found } from './found.ts';
import { createWorkbench, readInProcess, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
});

describe('adding a folder', () => {
  it('makes the whole tree searchable and says so', async () => {
    bench.put('lease.md', '# Lease\n\n## Rent\n\nThe rent is nine hundred euros.\n');
    bench.put('sub/deep/notes.txt', 'The boiler was serviced in March.');
    bench.put('sub/page.html', '<html><title>Rules</title><h1>House rules</h1><p>No drums after ten.</p></html>');
    const life = bench.start();
    const source = await life.add();
    expect(source).toMatchObject({ kind: 'folder', name: 'documents', state: 'scanning' });
    await life.idle();
    expect(life.documents().map((document) => [document.relativePath, document.state, document.error])).toEqual([
      ['lease.md', 'searchable', null],
      ['sub/deep/notes.txt', 'searchable', null],
      ['sub/page.html', 'searchable', null],
    ]);
    expect(found(life, 'boiler')).toEqual(['notes.txt']);
    expect(life.ingestion.get(source.id)).toMatchObject({
      state: 'idle',
      progress: { filesTotal: 3, filesDone: 3, filesFailed: 0, filesUnchanged: 0, currentFile: null },
    });
    expect(life.ingestion.get(source.id).progress.chunksTotal).toBeGreaterThanOrEqual(3);
  });

  it('keeps offsets that give back the exact words of a chunk', async () => {
    bench.put(
      'long.txt',
      Array.from({ length: 300 }, (_, at) => `Paragraph ${at} is about clause ${at} of the contract. It binds both parties.`).join('\n\n'),
    );
    const life = bench.start();
    await life.add();
    await life.idle();
    const hits = searchFullText(life.library.read, { collectionId: life.collectionId, match: 'clause', limit: 50 });
    expect(hits.length).toBeGreaterThan(5);
    const chunks = getChunks(life.library.read, { collectionId: life.collectionId, chunkIds: hits.map((hit) => hit.chunkId) });
    for (const chunk of chunks) expect(textOfSpan(life.library.read, chunk.documentId, chunk.start, chunk.end)).toBe(chunk.text);
  });

  it('lists a bad file with its reason in words and goes on with the others', async () => {
    bench.put('broken.pdf', '%PDF-1.7 this is not a PDF');
    bench.put('song.mp3', Uint8Array.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0, 0]));
    bench.put('empty.txt', '');
    bench.put('good.txt', 'A good text.');
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    expect(life.document('good.txt').state).toBe('searchable');
    for (const name of ['broken.pdf', 'song.mp3', 'empty.txt']) {
      const document = life.document(name);
      expect(document.state).toBe('failed');
      expect(document.error?.message).toContain(name);
    }
    expect(life.document('song.mp3').error).toMatchObject({
      code: 'read-unsupported',
      message: expect.stringContaining('sound recording'),
    });
    expect(life.ingestion.get(source.id).progress).toMatchObject({ filesTotal: 4, filesDone: 4, filesFailed: 3 });
  });

  it('says what the library holds of the folder, not what the last look at it read', async () => {
    bench.put('empty.txt', '');
    bench.put('good.txt', 'A good text.');
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    life.ingestion.retryDocument(life.document('good.txt').id);
    expect(life.ingestion.get(source.id).progress).toMatchObject({ filesTotal: 1, filesDone: 0, documentsTotal: 2, documentsFailed: 1 });
    await life.idle();
    expect(life.ingestion.get(source.id).progress).toMatchObject({
      filesTotal: 1,
      filesDone: 1,
      filesFailed: 0,
      documentsTotal: 2,
      documentsFailed: 1,
    });
    bench.put('empty.txt', 'No longer empty.', 2_000_000);
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(life.ingestion.get(source.id).progress).toMatchObject({ filesDone: 1, documentsTotal: 2, documentsFailed: 0 });
  });

  it('refuses a path that is gone and one that is there already', async () => {
    const life = bench.start();
    await life.add();
    await expect(life.add()).rejects.toMatchObject({ code: 'source-exists' });
    await expect(life.add(join(bench.home, 'nowhere'))).rejects.toMatchObject({ code: 'source-missing' });
  });

  it('takes a single file as a source', async () => {
    const path = bench.put('one.txt', 'Only this file.');
    bench.put('other.txt', 'Not this one.');
    const life = bench.start();
    expect(await life.add(path)).toMatchObject({ kind: 'file', name: 'one.txt' });
    await life.idle();
    expect(life.documents().map((document) => document.relativePath)).toEqual(['one.txt']);
    expect(life.document('one.txt').state).toBe('searchable');
  });
});

describe('looking again', () => {
  it('skips what has not changed, replaces what has whole, and removes what is gone', async () => {
    bench.put('same.txt', 'The garden stays as it is.');
    bench.put('changes.txt', 'The rent is eight hundred.', 1_000_000);
    bench.put('goes.txt', 'This is about the cellar.');
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    life.readPaths.length = 0;

    bench.put('changes.txt', 'The rent is now quite different.', 2_000_000);
    bench.remove('goes.txt');
    bench.put('comes.txt', 'A new letter about the attic.');
    life.ingestion.rescan(source.id);
    await life.idle();

    expect(life.documents().map((document) => document.relativePath)).toEqual(['changes.txt', 'comes.txt', 'same.txt']);
    expect(new Set(life.readPaths.map((path) => path.split('/').at(-1)))).toEqual(new Set(['changes.txt', 'comes.txt']));
    expect(found(life, 'eight')).toEqual([]);
    expect(found(life, 'different')).toEqual(['changes.txt']);
    expect(found(life, 'cellar')).toEqual([]);
    expect(life.ingestion.get(source.id).progress).toMatchObject({ filesTotal: 2, filesDone: 2, filesUnchanged: 1 });
  });

  it('does not read a file again that only moved, nor a second copy', async () => {
    const path = bench.put('first.txt', 'A text about the chimney.');
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    renameSync(path, join(bench.folder, 'second.txt'));
    bench.put('copy.txt', 'A text about the chimney.');
    life.readPaths.length = 0;
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(life.documents().map((document) => [document.relativePath, document.state])).toEqual([
      ['copy.txt', 'searchable'],
      ['second.txt', 'searchable'],
    ]);
    expect(life.readPaths).toEqual([]);
    expect(found(life, 'chimney')).toHaveLength(1);
  });

  it('says of a file that moved what could not be read of it, as before', async () => {
    const path = bench.put('first.txt', 'A text about the chimney.');
    const life = bench.start({
      async *read(input, options) {
        for await (const part of readInProcess(input, options)) {
          yield part;
          if (part.type === 'begin') yield { type: 'warning', message: 'Only the first 50 MB were read.' };
        }
      },
    });
    const source = await life.add();
    await life.idle();
    renameSync(path, join(bench.folder, 'second.txt'));
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(life.document('second.txt').warnings).toEqual(['Only the first 50 MB were read.']);
  });

  it('goes on serving a file that vanished before its new version was read, and says that it is missing', async () => {
    const path = bench.put('lease.txt', 'The old rent.', 1_000_000);
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    life.ingestion.pause(source.id);
    bench.put('lease.txt', 'The new sum, which nobody read.', 2_000_000);
    life.ingestion.retryDocument(life.document('lease.txt').id);
    rmSync(path);
    life.ingestion.resume(source.id);
    await life.idle();
    expect(life.document('lease.txt').state).toBe('missing');
    expect(found(life, 'old')).toEqual(['lease.txt']);
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(life.documents()).toEqual([]);
  });

  it('serves the indexed version while the new one is being read', async () => {
    bench.put('lease.txt', 'The old rent.', 1_000_000);
    let release = () => {};
    let isHeld = false;
    const life = bench.start({
      async *read(input, options) {
        if (isHeld) await new Promise<void>((resolve) => (release = resolve));
        yield* readInProcess(input, options);
      },
    });
    const source = await life.add();
    await life.idle();
    isHeld = true;
    bench.put('lease.txt', 'The new sum.', 2_000_000);
    life.ingestion.rescan(source.id);
    await expect.poll(() => life.document('lease.txt').state).toBe('reading');
    await expect.poll(() => life.readPaths.length).toBe(2);
    expect(found(life, 'old')).toEqual(['lease.txt']);
    release();
    await life.idle();
    expect(found(life, 'old')).toEqual([]);
    expect(found(life, 'new')).toEqual(['lease.txt']);
  });

  it('keeps everything and says missing when the folder is gone, and mends itself when it is back', async () => {
    bench.put('a.txt', 'A text about the roof.');
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    renameSync(bench.folder, `${bench.folder}-away`);
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(life.ingestion.get(source.id).state).toBe('missing');
    expect(found(life, 'roof')).toEqual(['a.txt']);
    renameSync(`${bench.folder}-away`, bench.folder);
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(life.ingestion.get(source.id).state).toBe('idle');
    expect(life.document('a.txt').state).toBe('searchable');
  });

  it('takes an empty root for a drive that is not there when much would be lost', async () => {
    for (let at = 0; at < 25; at += 1) bench.put(`file-${at}.txt`, `Text number ${at}.`);
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    for (let at = 0; at < 25; at += 1) bench.remove(`file-${at}.txt`);
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(life.ingestion.get(source.id).state).toBe('missing');
    expect(life.documents()).toHaveLength(25);
  });

  it.skipIf(process.getuid?.() === 0)('lists a folder that may not be opened, and keeps what it has of it', async () => {
    bench.put('closed/a.txt', 'A text about the well.');
    bench.put('open.txt', 'Another text.');
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    chmodSync(join(bench.folder, 'closed'), 0o000);
    life.ingestion.rescan(source.id);
    await life.idle();
    chmodSync(join(bench.folder, 'closed'), 0o700);
    expect(life.document('closed')).toMatchObject({ state: 'failed', error: { code: 'read-denied' } });
    expect(found(life, 'well')).toEqual(['a.txt']);
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(life.documents().map((document) => document.relativePath)).toEqual(['closed/a.txt', 'open.txt']);
  });
});

describe('reading a file', () => {
  it('reads a file once more that changed while it was read', async () => {
    const path = bench.put('moving.txt', 'The first version.', 1_000_000);
    let reads = 0;
    const life = bench.start({
      async *read(input, options) {
        reads += 1;
        for await (const part of readInProcess(input, options)) {
          if (part.type === 'end' && reads === 1) writeFileSync(path, 'The second version, which is longer.');
          yield part;
        }
      },
    });
    await life.add();
    await life.idle();
    expect(reads).toBe(2);
    expect(life.document('moving.txt')).toMatchObject({ state: 'searchable', sizeBytes: 36 });
    expect(found(life, 'second')).toEqual(['moving.txt']);
    expect(found(life, 'first')).toEqual([]);
  });

  it('keeps what was read before a reader died, with a warning, and a retry reads the whole', async () => {
    bench.put('half.md', '# One\n\nThe part about the stove.\n\n# Two\n\nThe part about the tiles.\n');
    let isFrail = true;
    const life = bench.start({
      async *read(input, options) {
        for await (const part of readInProcess(input, options)) {
          if (part.type !== 'blocks' || !isFrail) yield part;
          else {
            yield { type: 'page', page: { page: 1, width: 10, height: 10, textSource: 'layer', confidence: null } };
            yield { type: 'blocks', blocks: part.blocks.slice(0, 2) };
            throw new AppError('read-crashed', '“half.md” made its reader fail.', { details: { subject: 'half.md' } });
          }
        }
      },
    });
    await life.add();
    await life.idle();
    const part = life.document('half.md');
    expect(part).toMatchObject({ state: 'searchable', error: null });
    expect(part.warnings.join()).toContain('Only page 1');
    expect(found(life, 'stove')).toEqual(['half.md']);
    expect(found(life, 'tiles')).toEqual([]);

    isFrail = false;
    bench.put('copy.md', '# One\n\nThe part about the stove.\n\n# Two\n\nThe part about the tiles.\n');
    life.ingestion.retryDocument(part.id);
    await life.idle();
    expect(life.document('half.md')).toMatchObject({ state: 'searchable', warnings: [] });
    expect(found(life, 'tiles')).toEqual(['half.md']);
  });

  it('fails a document whose reader died before anything was read, and a retry may succeed', async () => {
    bench.put('a.txt', 'A text about the fence.');
    let isBroken = true;
    const life = bench.start({
      async *read(input, options) {
        if (isBroken)
          throw new AppError('read-memory', '“a.txt” needs more memory than a file may take.', { details: { subject: 'a.txt' } });
        yield* readInProcess(input, options);
      },
    });
    await life.add();
    await life.idle();
    expect(life.document('a.txt')).toMatchObject({ state: 'failed', error: { code: 'read-memory' } });
    isBroken = false;
    expect(life.ingestion.retryDocument(life.document('a.txt').id).state).toBe('queued');
    await life.idle();
    expect(life.document('a.txt')).toMatchObject({ state: 'searchable', error: null });
  });

  it('lists files that the library had no room for, and reads them when there is room again', async () => {
    for (let at = 0; at < 3; at += 1) bench.put(`file-${at}.txt`, `Text number ${at}.`);
    let isFull = true;
    const life = bench.start({
      async *read(input, options) {
        yield* readInProcess(input, options);
        if (isFull) throw new AppError('store-full', 'There is no space left.', { details: { subject: 'library.db' } });
      },
    });
    const source = await life.add();
    await life.idle();
    expect(life.documents().map(({ state, error }) => [state, error?.code])).toEqual([0, 1, 2].map(() => ['failed', 'store-full']));
    isFull = false;
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(life.documents().every((document) => document.state === 'searchable')).toBe(true);
  });

  it('says what happened in general words when the fault is ours', async () => {
    bench.put('a.txt', 'A text.');
    const life = bench.start({
      read() {
        throw new TypeError('secret words of the document');
      },
    });
    await life.add();
    await life.idle();
    expect(life.document('a.txt').error).toMatchObject({ code: 'internal', message: '“a.txt” could not be indexed.' });
  });
});

describe('after an upgrade', () => {
  it('reads anew at once what an older reader made, and nothing else', async () => {
    bench.put('old.txt', 'A text that the older reader made.');
    bench.put('old.md', 'A text of another format.');
    const first = bench.start({
      async *read(input, options) {
        for await (const part of readInProcess(input, options)) {
          yield part.type === 'begin' && part.format === 'text' ? { ...part, readerVersion: part.readerVersion - 1 } : part;
        }
      },
    });
    await first.add();
    await first.idle();
    await first.dispose();

    const life = bench.start();
    await life.idle();
    expect(life.readPaths.map((path) => basename(path))).toEqual(['old.txt']);
    expect(life.documents().every((document) => document.state === 'searchable')).toBe(true);
  });

  it('tries once more what the older readers could not read', async () => {
    bench.put('new-format.txt', 'A text that only newer readers know.');
    const unsupported = new AppError('read-unsupported', '“new-format.txt” is a new kind of file.', {
      details: { subject: 'new-format.txt' },
    });
    const first = bench.start({
      read() {
        throw unsupported;
      },
    });
    await first.add();
    await first.idle();
    await first.dispose();
    const second = bench.start();
    await second.idle();
    expect(second.readPaths).toEqual([]);
    second.library.write.run(statement('test.older', `update source set scanned_by = 'text 0'`), {});
    await second.dispose();

    const third = bench.start();
    await third.idle();
    expect(third.document('new-format.txt')).toMatchObject({ state: 'searchable', error: null });
  });
});

describe('what the window is told', () => {
  it('sends each source at most four times a second, and its last state always', async () => {
    for (let at = 0; at < 150; at += 1) bench.put(`file-${at}.txt`, `Text number ${at}.`);
    const life = bench.start();
    const startMs = performance.now();
    const source = await life.add();
    await life.idle();
    const seconds = (performance.now() - startMs) / 1000;
    await expect
      .poll(() => life.changes.findLast((change) => change.type === 'source-changed')?.source)
      .toMatchObject({ id: source.id, state: 'idle', progress: { filesDone: 150, filesTotal: 150 } });
    const sent = life.changes.filter((change) => change.type === 'source-changed').length;
    expect(sent).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 4);
    expect(life.changes.filter((change) => change.type === 'documents-changed').length).toBeLessThan(20);
  });

  it('goes on when the library cannot be read for a moment', async () => {
    bench.put('a.txt', 'A text.');
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    const get = life.library.read.get;
    let refused = 0;
    Object.assign(life.library.read, {
      get() {
        refused += 1;
        throw new AppError('store-busy', 'busy');
      },
    });
    life.ingestion.noteEmbeddingProgress(null);
    await expect.poll(() => refused).toBeGreaterThan(0);
    Object.assign(life.library.read, { get });
    life.changes.length = 0;
    life.ingestion.rescan(source.id);
    await expect.poll(() => life.changes.some((change) => change.type === 'source-changed')).toBe(true);
  });
});
