import { expect, test, vi } from 'vitest';
import { type Clock, systemClock } from '../../../../src/engine/base/clock.ts';
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

/** A clock that leaps, as one does over a night with the lid closed. */
function leapingClock() {
  let leaptMs = 0;
  const clock: Clock = { ...systemClock, monotonicMs: () => systemClock.monotonicMs() + leaptMs };
  return { clock, leap: (byMs: number) => (leaptMs += byMs) };
}

function watchedProcess() {
  const kill = vi.fn<() => void>();
  const sampled = vi.fn(() => Promise.resolve(1));
  return { kill, sampled, process: { kill, residentBytes: sampled } as unknown as ReaderProcess };
}

test('the time a machine sleeps is not held against the file that was being read', async () => {
  const { clock, leap } = leapingClock();
  const { kill, sampled, process } = watchedProcess();
  const watch = new ReadingWatch(process, { ...poolLimits, sampleEveryMs: 5 }, clock, 'a.txt');
  const answer = Promise.withResolvers<string>();
  const waiting = watch.wait(answer.promise, new AbortController().signal);
  leap(60 * 60_000);
  // Twice: the first sample after the leap has measured it by then.
  const before = sampled.mock.calls.length;
  await vi.waitFor(() => expect(sampled.mock.calls.length).toBeGreaterThan(before + 1));
  answer.resolve('read');
  expect(await waiting).toBe('read');
  watch.stop();
  expect(kill).not.toHaveBeenCalled();
});

test('a reader that hangs is ended however often the machine sleeps', async () => {
  const { clock, leap } = leapingClock();
  const { kill, process } = watchedProcess();
  const watch = new ReadingWatch(process, { ...poolLimits, quietMs: 200, sampleEveryMs: 5 }, clock, 'a.txt');
  const nights = setInterval(() => leap(60 * 60_000), 20);
  await expect(watch.wait(new Promise(() => {}), new AbortController().signal)).rejects.toMatchObject({ code: 'read-timeout' });
  clearInterval(nights);
  watch.stop();
  expect(kill).toHaveBeenCalledOnce();
});
