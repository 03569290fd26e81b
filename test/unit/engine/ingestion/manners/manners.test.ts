import { describe, expect, it } from 'vitest';
import { createGivingWay } from '../../../../../src/engine/ingestion/manners/giving-way.ts';
import { filePriority, jobPriorities, LEAST_PRIORITY_OF_SMALL } from '../../../../../src/engine/ingestion/manners/job-priority.ts';
import { readerCount } from '../../../../../src/engine/ingestion/manners/reader-count.ts';

const GIB = 1024 ** 3;
const DAY_MS = 86_400_000;

describe('how many readers work', () => {
  it.each([
    [1, 64, 1],
    [2, 64, 1],
    [4, 64, 3],
    [16, 64, 4],
    [16, 3, 2],
    [16, 0.5, 1],
  ])('%i cores and %f GiB free: %i', (cores, free, readers) => {
    expect(readerCount({ cores, freeBytes: free * GIB })).toBe(readers);
  });
});

describe('which file is next', () => {
  const now = 1_000 * DAY_MS;
  const priority = (days: number, sizeBytes = 1_000) => filePriority({ sizeBytes, modifiedAtMs: now - days * DAY_MS }, now);

  it('is the newest, after what a person asked for and after scans', () => {
    const order = [0, 3, 20, 200, 2_000].map((days) => priority(days));
    expect(order).toEqual(order.toSorted((one, other) => other - one));
    expect(new Set(order).size).toBe(5);
    expect(priority(-5)).toBe(priority(0));
    expect(priority(0)).toBeLessThan(jobPriorities.scan);
    expect(jobPriorities.asked).toBeGreaterThan(jobPriorities.scan);
  });

  it('is a large one only after all others', () => {
    expect(priority(0, 60 * 1024 * 1024)).toBeLessThan(LEAST_PRIORITY_OF_SMALL);
    expect(priority(2_000)).toBeGreaterThanOrEqual(LEAST_PRIORITY_OF_SMALL);
  });
});

describe('giving way', () => {
  it('lasts as long as any of the work, also where that fails', async () => {
    let over = 0;
    const way = createGivingWay(() => (over += 1));
    const first = Promise.withResolvers<void>();
    const second = Promise.withResolvers<void>();
    way.giveWayWhile(first.promise);
    way.giveWayWhile(second.promise);
    first.reject(new Error('the answer failed'));
    await first.promise.catch(() => undefined);
    expect(way.isAsked).toBe(true);
    second.resolve();
    await second.promise;
    await Promise.resolve();
    expect(way.isAsked).toBe(false);
    expect(over).toBe(1);
    await way.rest(new AbortController().signal);
  });

  it('rests no longer than the work that it rests from lasts', async () => {
    const way = createGivingWay(() => {});
    way.giveWayWhile(new Promise(() => {}));
    const stop = new AbortController();
    const resting = way.rest(stop.signal);
    stop.abort(new Error('stopped'));
    await expect(resting).rejects.toThrow('stopped');
  });
});
