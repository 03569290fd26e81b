import { expect, test, vi } from 'vitest';
import { systemClock } from '../../../../src/engine/base/clock.ts';
import { poolLimits } from '../../../../src/engine/ingestion/readers/pool-limits.ts';
import type { ReaderProcess } from '../../../../src/engine/ingestion/readers/reader-process.ts';
import { ReadingWatch } from '../../../../src/engine/ingestion/readers/reading-watch.ts';

/** A rejection that nobody takes fails the run. */
test('a reader whose memory cannot be asked for is read on', async () => {
  const askedTwice = Promise.withResolvers<string>();
  const residentBytes = vi.fn(() => {
    if (residentBytes.mock.calls.length > 1) askedTwice.resolve('read');
    return Promise.reject(new Error('the process has just ended'));
  });
  const process = { residentBytes } as unknown as ReaderProcess;
  const watch = new ReadingWatch(process, { ...poolLimits, sampleEveryMs: 1 }, systemClock, 'a.txt');
  expect(await watch.wait(askedTwice.promise, new AbortController().signal)).toBe('read');
  watch.stop();
  expect(watch.error).toBeUndefined();
});
