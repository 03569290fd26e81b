import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type NoValues, statement } from '../../../src/engine/store/handles.ts';
import { makeZip } from '../../fixtures/documents/make-zip.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const HOUR = 3_600_000;
const zip = (files: Record<string, string | Buffer>) => makeZip(Object.entries(files).map(([name, content]) => ({ name, content })));
const long = (words: string) => `${words}\n`.repeat(3);

async function tar(files: Record<string, string>): Promise<Buffer> {
  const archive = pack();
  for (const [name, text] of Object.entries(files)) archive.entry({ name }, text);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

type Life = ReturnType<Workbench['start']>;
const states = (life: Life) =>
  Object.fromEntries(life.documents().map(({ relativePath, state, error }) => [relativePath, error?.code ?? state]));

const contentCounts = statement<NoValues, { state: string; n: number }>(
  'test.counts',
  'select state, count(*) as n from content group by state',
);
const counts = (life: Life) => life.library.read.all(contentCounts, {});

describe('documents inside documents', () => {
  it('makes a document of each file of an archive, also in archives in it, and lists the archive by the names it holds', async () => {
    const inner = zip({ 'deep/note.md': '# Deep\n\nThe lease ends in May.' });
    bench.put(
      'papers.zip',
      zip({ 'a/letter.txt': 'Dear Ada, the rent is due.', 'inner.zip': inner, 'photo.xyz': 'x', '__MACOSX/._a': 'x' }),
    );
    bench.put('logs.tar.gz', gzipSync(await tar({ 'logs/one.log': 'first line', '../../etc/passwd.txt': 'root' })));
    bench.put('plain.txt.gz', gzipSync('a compressed text'));
    const life = bench.start();
    await life.add();
    await life.idle();
    expect(states(life)).toEqual({
      'logs.tar.gz': 'searchable',
      'logs.tar.gz/etc/passwd.txt': 'searchable',
      'logs.tar.gz/logs/one.log': 'searchable',
      'papers.zip': 'searchable',
      'papers.zip/a/letter.txt': 'searchable',
      'papers.zip/inner.zip': 'searchable',
      'papers.zip/inner.zip/deep/note.md': 'searchable',
      'plain.txt.gz': 'searchable',
      'plain.txt.gz/plain.txt': 'searchable',
    });
    const { filesDone, filesTotal } = life.ingestion.list(life.collectionId)[0]?.progress ?? { filesDone: -1, filesTotal: 0 };
    expect([filesDone, filesTotal]).toEqual([9, 9]);
    const papers = life.document('papers.zip');
    expect(papers).toMatchObject({ format: 'archive', outcome: 'partial', parentId: null });
    expect(papers.warnings).toEqual(['One file in it was left out: Footnote does not read files of its kind.']);
    expect(life.document('papers.zip/inner.zip/deep/note.md')).toMatchObject({
      format: 'markdown',
      name: 'note.md',
      parentId: life.document('papers.zip/inner.zip').id,
    });
  });

  it('reads again only what changed in an archive, and takes out what it no longer has with all that was inside', async () => {
    const inner = zip({ 'x.txt': 'inside' });
    bench.put('all.zip', zip({ 'a.txt': 'one', 'b.txt': 'two', 'in.zip': inner }), HOUR);
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    const before = life.document('all.zip/a.txt');
    bench.put('all.zip', zip({ 'a.txt': 'one', 'b.txt': 'two, changed' }), 2 * HOUR);
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(states(life)).toEqual({ 'all.zip': 'searchable', 'all.zip/a.txt': 'searchable', 'all.zip/b.txt': 'searchable' });
    expect(life.document('all.zip/a.txt')).toMatchObject({ id: before.id, modifiedAtMs: 2 * HOUR });
    expect(life.document('all.zip/b.txt').sizeBytes).toBe(12);
    bench.remove('all.zip');
    life.ingestion.rescan(source.id);
    await life.idle();
    await life.library.sweep();
    expect(states(life)).toEqual({});
    expect(counts(life)).toEqual([]);
  });

  it('carries members along with a container that moved, without opening it', async () => {
    const bytes = zip({ 'a.txt': long('one'), 'in.zip': zip({ 'b.txt': long('two') }) });
    bench.put('here/all.zip', bytes);
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    life.readPaths.length = 0;
    bench.remove('here');
    bench.put('there/all.zip', bytes);
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(states(life)).toEqual({
      'there/all.zip': 'searchable',
      'there/all.zip/a.txt': 'searchable',
      'there/all.zip/in.zip': 'searchable',
      'there/all.zip/in.zip/b.txt': 'searchable',
    });
    expect(life.readPaths).toEqual([]);
  });

  it('removes a source with everything inside its files', async () => {
    bench.put('all.zip', zip(Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`f/${n}.txt`, `text ${n}`]))));
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    expect(life.documents()).toHaveLength(251);
    await life.ingestion.remove(source.id);
    await life.library.sweep();
    expect(counts(life)).toEqual([]);
  });

  it('says what is wrong with a member beside the member, and tries it again when asked', async () => {
    bench.put('all.zip', zip({ 'broken.pdf': 'no PDF', 'good.txt': 'good' }));
    const life = bench.start();
    await life.add();
    await life.idle();
    expect(states(life)).toEqual({ 'all.zip': 'searchable', 'all.zip/broken.pdf': 'read-corrupt', 'all.zip/good.txt': 'searchable' });
    life.ingestion.retryDocument(life.document('all.zip/broken.pdf').id);
    await life.idle();
    expect(life.document('all.zip/broken.pdf').error?.code).toBe('read-corrupt');
  });

  it('keeps members of a container that can no longer be read, and lets nothing wait for it', async () => {
    bench.put('all.zip', zip({ 'a.txt': 'one', 'b.txt': 'two' }), HOUR);
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    bench.put('all.zip', 'PK\u0003\u0004 rubbish', 2 * HOUR);
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(life.document('all.zip').state).toBe('failed');
    expect(life.documents().filter(({ state }) => state === 'queued' || state === 'reading')).toEqual([]);
    expect(life.document('all.zip/a.txt').chunkCount).toBe(1);
  });

  it('lets a folder take the place of an archive of the same name', async () => {
    bench.put('all.zip', zip({ 'a.txt': 'from the archive' }), HOUR);
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    bench.remove('all.zip');
    bench.put('all.zip/a.txt', 'from the folder');
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(states(life)).toEqual({ 'all.zip/a.txt': 'searchable' });
    expect(life.document('all.zip/a.txt')).toMatchObject({ parentId: null, sizeBytes: 15 });
  });

  it('finds members again that were dropped while they waited', async () => {
    bench.put('all.zip', zip({ 'a.txt': 'one', 'b.txt': 'two' }));
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    life.ingestion.retryDocument(life.document('all.zip/a.txt').id);
    await life.ingestion.cancel(source.id);
    life.ingestion.rescan(source.id);
    await life.idle();
    expect(states(life)).toEqual({ 'all.zip': 'searchable', 'all.zip/a.txt': 'searchable', 'all.zip/b.txt': 'searchable' });
  });
});
