import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readerIdentities } from '../../../src/engine/ingestion/readers/reader-identities.ts';
import { listBlocks } from '../../../src/engine/store/contents.ts';
import { type NoValues, statement } from '../../../src/engine/store/handles.ts';
import type { ReadInput, ReadPart } from '../../../src/shared/contract/reader.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

const bytes = '%PDF-1.4\nthree pages\n%%EOF';
let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

/** Three pages, of which a reader that dies reads only the first. */
function readerOfPages() {
  const reader = { dies: false };
  async function* read(_input: ReadInput, _options: { signal: AbortSignal }): AsyncGenerator<ReadPart> {
    const { reader: name, version } = readerIdentities.pdf;
    yield { type: 'begin', format: 'pdf', reader: name, readerVersion: version, title: null, pageCount: 3 };
    for (let page = 1; page <= 3; page += 1) {
      if (reader.dies && page === 2) throw new AppError('read-memory', 'It needed too much memory.');
      yield { type: 'page', page: { page, width: 9, height: 9, textSource: 'layer', confidence: null } };
      const text = `text of page ${page}`;
      const empty = { level: null, lineStart: null, lineEnd: null, headingPath: [], words: [], locator: null };
      yield { type: 'blocks', blocks: [{ kind: 'paragraph', text, page, ...empty }] };
    }
    await Promise.resolve();
    yield { type: 'end', sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length, language: null };
  }
  return { reader, read };
}

type Life = ReturnType<Workbench['start']>;
const textOf = (life: Life, name: string): string[] =>
  listBlocks(life.library.read, life.document(name).id, 0, 9).blocks.map(({ text }) => text);

test('what an older reader read whole is not replaced by the part that a newer one reads of the same bytes', async () => {
  const { reader, read } = readerOfPages();
  bench.put('report.pdf', bytes);
  const life = bench.start({ read });
  const { id } = await life.add();
  await life.idle();
  const whole = ['text of page 1', 'text of page 2', 'text of page 3'];
  expect(textOf(life, 'report.pdf')).toEqual(whole);
  life.library.transaction((db) => db.run(statement('test.older-reader', `update content set reader_version = 0`), {}));
  reader.dies = true;
  life.ingestion.rescan(id);
  await life.idle();
  expect(life.readPaths).toHaveLength(2);
  expect(textOf(life, 'report.pdf')).toEqual(whole);
  expect(life.document('report.pdf')).toMatchObject({ state: 'failed', error: { code: 'read-memory' } });
});

test('what was read of a file before its reader died is kept', async () => {
  const { reader, read } = readerOfPages();
  reader.dies = true;
  bench.put('report.pdf', bytes);
  const life = bench.start({ read });
  await life.add();
  await life.idle();
  expect(textOf(life, 'report.pdf')).toEqual(['text of page 1']);
  expect(life.document('report.pdf')).toMatchObject({ state: 'searchable', outcome: 'partial' });
});

test('a copy of a file whose reader died late shares the part that was read, and its reader is not ended again', async () => {
  const { reader, read } = readerOfPages();
  reader.dies = true;
  bench.put('report.pdf', bytes);
  const life = bench.start({ read });
  const { id } = await life.add();
  await life.idle();
  // As the library does now and then: nothing that is needed goes.
  await life.library.sweep();
  bench.put('copy.pdf', bytes);
  life.ingestion.rescan(id);
  await life.idle();
  expect(life.readPaths).toHaveLength(1);
  expect(textOf(life, 'copy.pdf')).toEqual(['text of page 1']);
  const { error, outcome, state } = life.document('report.pdf');
  expect(life.document('copy.pdf')).toMatchObject({ state, outcome, error });
  expect(outcome).toBe('partial');

  // Until a person asks.
  reader.dies = false;
  life.ingestion.retryDocument(life.document('copy.pdf').id);
  await life.idle();
  expect(textOf(life, 'copy.pdf')).toHaveLength(3);
});

test('what is known of a part goes with its last document', async () => {
  const { reader, read } = readerOfPages();
  reader.dies = true;
  bench.put('report.pdf', bytes);
  const life = bench.start({ read });
  const { id } = await life.add();
  await life.idle();
  await life.ingestion.remove(id);
  await life.library.sweep();
  expect(life.library.read.all(statement<NoValues>('test.quarantine', 'select 1 from quarantine'), {})).toEqual([]);
});
