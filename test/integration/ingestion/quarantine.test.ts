import { basename } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type NoValues, statement } from '../../../src/engine/store/handles.ts';
import type { ReadInput, ReadPart } from '../../../src/shared/contract/reader.ts';
import { AppError, type ErrorCode } from '../../../src/shared/errors.ts';
import { createWorkbench, readInProcess, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

/** Ends as a pool says it does when a file has ended its reader; other files are read. */
function endingAt(name: string, code: ErrorCode) {
  return (input: ReadInput, options: { signal: AbortSignal }): AsyncIterable<ReadPart> => {
    if (!input.path.includes(name)) return readInProcess(input, options);
    // oxlint-disable-next-line require-yield
    return (async function* (): AsyncGenerator<ReadPart> {
      throw new AppError(code, `Reading “${name}” ended its reader.`, { details: { subject: name } });
    })();
  };
}

test.each<ErrorCode>(['read-timeout', 'read-memory', 'read-crashed'])(
  'bytes that ended their reader (%s) are not read again in any copy',
  async (code) => {
    bench.put('bad.txt', 'the very same bytes');
    const first = bench.start({ read: endingAt('bad', code) });
    const { id } = await first.add();
    await first.idle();
    expect(first.document('bad.txt')).toMatchObject({ state: 'failed', outcome: 'quarantined', error: { code } });
    bench.put('bad copy.txt', 'the very same bytes');
    bench.put('good.txt', 'other bytes');
    first.ingestion.rescan(id);
    await first.idle();
    expect(first.document('bad copy.txt')).toMatchObject({ state: 'failed', outcome: 'quarantined', error: { code: 'read-quarantined' } });
    expect(first.document('good.txt').state).toBe('searchable');
    expect(first.readPaths.filter((path) => path.includes('bad'))).toHaveLength(1);
    await first.dispose();

    // Nor in another life.
    const second = bench.start({ read: endingAt('bad', code) });
    await second.idle();
    expect(second.readPaths).toEqual([]);
  },
);

test("a person's retry reads quarantined bytes again, and what is read then stands", async () => {
  bench.put('bad.txt', 'the very same bytes');
  bench.put('twin.txt', 'the very same bytes');
  let isWell = false;
  const ending = endingAt('.txt', 'read-crashed');
  const life = bench.start({ read: (input, options) => (isWell ? readInProcess(input, options) : ending(input, options)), concurrency: 1 });
  await life.add();
  await life.idle();
  expect(life.documents().map(({ outcome }) => outcome)).toEqual(['quarantined', 'quarantined']);
  isWell = true;
  life.ingestion.retryDocument(life.document('twin.txt').id);
  await life.idle();
  expect(life.document('twin.txt').state).toBe('searchable');
});

const rows = statement<NoValues, Record<string, unknown>>('test.quarantine', 'select * from quarantine');

test('what is kept of bytes that ended their reader names no file, and goes with the last document of them', async () => {
  bench.put('diagnosis.txt', 'the very same bytes');
  bench.put('copy of diagnosis.txt', 'the very same bytes');
  bench.put('good.txt', 'other bytes');
  const life = bench.start({ read: endingAt('diagnosis', 'read-crashed'), concurrency: 1 });
  const { id } = await life.add();
  await life.idle();
  const kept = life.library.read.all(rows, {});
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain('diagnosis');

  const [first] = life.readPaths.filter((path) => path.includes('diagnosis'));
  bench.remove(basename(first ?? ''));
  life.ingestion.rescan(id);
  await life.idle();
  await life.library.sweep();
  expect(life.documents()).toHaveLength(2);
  expect(life.library.read.all(rows, {})).toEqual(kept);

  await life.ingestion.remove(id);
  await life.library.sweep();
  expect(life.library.read.all(rows, {})).toEqual([]);
});

test('of bytes that a document no longer has nothing is kept', async () => {
  bench.put('bad.txt', 'the very same bytes');
  let isWell = false;
  const ending = endingAt('bad', 'read-memory');
  const life = bench.start({ read: (input, options) => (isWell ? readInProcess(input, options) : ending(input, options)) });
  const { id } = await life.add();
  await life.idle();
  isWell = true;
  bench.put('bad.txt', 'well written bytes of another length');
  life.ingestion.rescan(id);
  await life.idle();
  await life.library.sweep();
  expect(life.document('bad.txt').state).toBe('searchable');
  expect(life.library.read.all(rows, {})).toEqual([]);
});
