import { afterEach, beforeEach, expect, test } from 'vitest';
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
