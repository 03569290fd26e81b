import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCoalescer } from '../../../../../src/engine/ingestion/progress/coalesce.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('createCoalescer', () => {
  it('acts at most four times a second however often it is touched, and never loses the last touch', () => {
    const acts: string[] = [];
    const coalescer = createCoalescer<string>(250, (key) => acts.push(key));
    for (let at = 0; at < 100; at += 1) {
      coalescer.touch('a');
      vi.advanceTimersByTime(10);
    }
    expect(acts.length).toBeLessThanOrEqual(5);
    const before = acts.length;
    coalescer.touch('a');
    vi.advanceTimersByTime(250);
    expect(acts.length).toBe(before + 1);
    vi.advanceTimersByTime(10_000);
    expect(acts.length).toBe(before + 1);
  });

  it('never acts inside the touch, which may be in a transaction', () => {
    const acts: string[] = [];
    const coalescer = createCoalescer<string>(250, (key) => acts.push(key));
    coalescer.touch('a');
    expect(acts).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(acts).toEqual(['a']);
  });

  it('keeps keys apart', () => {
    const acts: string[] = [];
    const coalescer = createCoalescer<string>(250, (key) => acts.push(key));
    coalescer.touch('a');
    coalescer.touch('b');
    vi.advanceTimersByTime(1);
    expect(acts).toEqual(['a', 'b']);
  });

  it('does nothing any more after dispose', () => {
    const acts: string[] = [];
    const coalescer = createCoalescer<string>(250, (key) => acts.push(key));
    coalescer.touch('a');
    coalescer.dispose();
    vi.advanceTimersByTime(1_000);
    expect(acts).toEqual([]);
  });
});
