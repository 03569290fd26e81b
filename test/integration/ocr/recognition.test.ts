import { renameSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { createReaderPools } from '../../../src/engine/ingestion/readers/reader-pools.ts';
import type { ReaderPool } from '../../../src/engine/ingestion/readers/reader-pool.ts';
import { listBlocks, listPages } from '../../../src/engine/store/contents.ts';
import { makeZip } from '../../fixtures/documents/make-zip.ts';
import { pagePicture, pngOf } from '../../fixtures/documents/page-picture.ts';
import { createWorkbench, type LifeOptions, type Workbench } from '../ingestion/workbench.ts';
import { recordingFork } from '../readers/reader-fork.ts';

const words = 'The harbour lease ends in March.';
const picture = pngOf(await pagePicture([{ text: words, x: 20, y: 50, size: 16 }], { width: 300, height: 90 }));

let bench: Workbench;
let pools: ReaderPool[] = [];
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
  for (const pool of pools) await pool.dispose();
  pools = [];
});

/** A life over the real reader processes. */
function life(options: LifeOptions = {}) {
  const pool = createReaderPools({ fork: recordingFork().fork, size: 1, clock: systemClock, logger: silentLogger });
  pools.push(pool);
  return bench.start({ read: (input, { signal }) => pool.read(input, { signal }), recognises: true, ...options });
}

type Life = ReturnType<typeof life>;
const textOf = ({ library }: Life, documentId: number): string =>
  listBlocks(library.read, documentId, 0, 100)
    .blocks.map(({ text }) => text)
    .join('\n');

describe('recognising text', () => {
  test('a picture becomes searchable behind everything else, under the id it had', async () => {
    bench.put('lease.png', picture);
    bench.put('note.txt', 'Nothing to recognise here.');
    const { add, ocr, ...rest } = life();
    await add();
    await rest.idle();
    const document = rest.document('lease.png');
    expect(document).toMatchObject({ state: 'searchable', format: 'image', pagesWithoutText: 0, outcome: 'ok' });
    expect(textOf({ ...rest, add, ocr }, document.id)).toBe(words);
    expect(listPages(rest.library.read, document.id)).toMatchObject([{ textSource: 'ocr', page: 1 }]);
    expect(ocr.status()).toMatchObject({ documentsWaiting: 0, currentFile: null });
    expect(rest.changes.some((change) => change.type === 'ocr-changed' && change.status.documentsWaiting > 0)).toBe(true);
  });

  test('pauses over restarts; what a person asks for is done all the same', async () => {
    bench.put('lease.png', picture);
    bench.put('other.png', Buffer.concat([picture, Buffer.from(' ')]));
    const first = life();
    first.ocr.setPaused(true);
    await first.add();
    await first.idle();
    expect(first.document('lease.png')).toMatchObject({ state: 'failed', outcome: 'no-text-layer' });
    expect(first.ocr.status()).toMatchObject({ isPaused: true, documentsWaiting: 2, pagesWaiting: 2 });
    await first.dispose();

    const second = life();
    await second.idle();
    expect(second.ocr.status()).toMatchObject({ isPaused: true, documentsWaiting: 2 });
    second.ocr.recogniseText(second.document('other.png').id);
    await second.idle();
    expect(second.documents().map(({ name, state }) => [name, state])).toEqual([
      ['lease.png', 'failed'],
      ['other.png', 'searchable'],
    ]);
    second.ocr.setPaused(false);
    await second.idle();
    expect(second.document('lease.png').state).toBe('searchable');
  });

  test('goes with its source, and a picture without text is tried once', async () => {
    const blank = pngOf(await pagePicture([], { width: 200, height: 60 }));
    bench.put('blank.png', blank);
    const first = life();
    const { id } = await first.add();
    await first.idle();
    expect(first.document('blank.png')).toMatchObject({ state: 'failed', error: { details: { reason: 'no text was recognised in it' } } });
    const tries = first.readPaths.length;
    await first.dispose();
    const second = life();
    await second.idle();
    expect(second.readPaths).toEqual([]);
    expect(tries).toBe(2);
    bench.put('lease.png', picture);
    second.ocr.setPaused(true);
    second.ingestion.rescan(id);
    await second.idle();
    expect(second.ocr.status().documentsWaiting).toBe(1);
    await second.ingestion.remove(id);
    expect(second.ocr.status().documentsWaiting).toBe(0);
  });

  test('rests while the folder of a scan is away, and goes on when a scan finds it again', async () => {
    bench.put('lease.png', picture);
    const running = life();
    running.ocr.setPaused(true);
    const { id } = await running.add();
    await running.idle();
    const away = `${bench.folder}-away`;
    renameSync(bench.folder, away);
    running.ocr.setPaused(false);
    await running.idle();
    running.ingestion.rescan(id);
    await running.idle();
    expect(running.ingestion.get(id).state).toBe('missing');
    expect(running.ocr.status()).toMatchObject({ documentsWaiting: 0, currentFile: null });
    renameSync(away, bench.folder);
    running.ingestion.rescan(id);
    await running.idle();
    await expect.poll(() => running.document('lease.png').state, { timeout: 20_000 }).toBe('searchable');
  });

  test('rests when a file was changed and no scan has seen that yet', async () => {
    bench.put('lease.png', picture, 1_700_000_000_000);
    const running = life();
    running.ocr.setPaused(true);
    await running.add();
    await running.idle();
    bench.put('lease.png', picture, 1_700_000_500_000);
    running.ocr.setPaused(false);
    await running.idle();
    expect(running.ocr.status()).toMatchObject({ documentsWaiting: 0, currentFile: null });
    expect(running.document('lease.png').state).toBe('failed');
  });

  test('a picture inside an archive is recognised, and its copy is not read again', async () => {
    bench.put('scans.zip', makeZip([{ name: 'in/lease.png', content: picture }]));
    const running = life();
    await running.add();
    await running.idle();
    expect(running.document('scans.zip/in/lease.png')).toMatchObject({ state: 'searchable', outcome: 'ok' });
    const before = running.readPaths.length;
    bench.put('copy.png', picture);
    running.ingestion.rescan(running.document('scans.zip').sourceId);
    await running.idle();
    expect(running.document('copy.png')).toMatchObject({ state: 'searchable', outcome: 'ok' });
    expect(running.readPaths.length).toBe(before);
  });

  test('a language that is not installed is refused; a folder of none is told', async () => {
    const { ocr } = life();
    expect(() => ocr.setLanguages(['deu'])).toThrow(expect.objectContaining({ code: 'input-invalid' }) as Error);
    await expect(ocr.addLanguages(bench.folder)).rejects.toMatchObject({ code: 'input-invalid' });
    expect(ocr.status().languages).toEqual([{ code: 'eng', name: 'English', isInstalled: true, isChosen: true }]);
  });

  test('another language does again what was recognised', async () => {
    bench.put('lease.png', picture);
    const { ocr, ...running } = life();
    await running.add();
    await running.idle();
    const before = running.document('lease.png');
    // Under another name the bundled language is another one.
    const english = await import('node:fs').then(({ readFileSync }) => readFileSync(englishFile()));
    bench.put('../packs/xyz.traineddata.gz', english);
    await ocr.addLanguages(`${bench.home}/packs`);
    expect(ocr.status().languages.map(({ code }) => code)).toEqual(['eng', 'xyz']);
    ocr.setLanguages(['xyz', 'eng']);
    await running.idle();
    const after = running.document('lease.png');
    expect(after.id).toBe(before.id);
    expect(after.indexedAtMs).toBeGreaterThan(before.indexedAtMs ?? 0);
    expect(textOf({ ...running, ocr }, after.id)).toBe(words);
  });
});

function englishFile(): string {
  return new URL('../../../node_modules/@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz', import.meta.url).pathname;
}
