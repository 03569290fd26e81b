import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChangeBatch, longestMs, quietMs } from '../../../../../src/engine/ingestion/watch/change-batch.ts';
import type { ScanScope } from '../../../../../src/engine/ingestion/scan/scan-scope.ts';

const part = fc.constantFrom('a', 'b', 'c', 'long name');
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const change = fc.record({
  sourceId: fc.integer({ min: 1, max: 3 }),
  paths: fc.oneof(
    { weight: 9, arbitrary: fc.array(path, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant('whole' as const) },
  ),
  afterMs: fc.nat(600),
});

function covers(scope: ScanScope | undefined, wanted: string): boolean {
  if (scope === undefined) return false;
  return scope === 'whole' || scope.some((each) => wanted === each || wanted.startsWith(`${each}/`));
}

describe('the batch of changes', () => {
  it('loses no change, gives none twice, and lets none wait longer than it says', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const batch = createChangeBatch();
        let nowMs = 0;
        let waiting: { sourceId: number; paths: ScanScope; atMs: number }[] = [];
        const flush = (): void => {
          const taken = batch.take();
          for (const { sourceId, paths } of waiting) {
            if (paths === 'whole') expect(taken.get(sourceId)).toBe('whole');
            else for (const each of paths) expect(covers(taken.get(sourceId), each)).toBe(true);
          }
          expect(new Set(taken.keys())).toEqual(new Set(waiting.map((each) => each.sourceId)));
          waiting = [];
          expect(batch.dueAtMs()).toBeNull();
        };
        for (const { sourceId, paths, afterMs } of changes) {
          nowMs += afterMs;
          const dueAtMs = batch.dueAtMs();
          if (dueAtMs !== null && dueAtMs <= nowMs) flush();
          batch.add(sourceId, paths, nowMs);
          waiting.push({ sourceId, paths, atMs: nowMs });
          const due = batch.dueAtMs() ?? Number.NaN;
          expect(due).toBeGreaterThanOrEqual(nowMs > (waiting[0]?.atMs ?? 0) + longestMs - quietMs ? nowMs : nowMs + quietMs);
          expect(due).toBeLessThanOrEqual((waiting[0]?.atMs ?? 0) + longestMs);
        }
        if (waiting.length > 0) flush();
        expect(batch.take().size).toBe(0);
      }),
    );
  });

  it('makes thousands of changes in one folder one scan of that folder', () => {
    const batch = createChangeBatch();
    for (let at = 0; at < 3_000; at += 1) batch.add(1, [`letters/2024/letter-${at}.txt`], 0);
    expect(batch.take()).toEqual(new Map([[1, ['letters/2024']]]));
  });

  it('makes more events than a system surely tells of a scan of the whole source', () => {
    const batch = createChangeBatch();
    batch.add(
      1,
      Array.from({ length: 6_000 }, (_, at) => `letters/${at}.txt`),
      0,
    );
    batch.add(2, ['other/a.txt'], 0);
    expect(batch.take()).toEqual(
      new Map<number, ScanScope>([
        [1, 'whole'],
        [2, ['other/a.txt']],
      ]),
    );
  });
});
