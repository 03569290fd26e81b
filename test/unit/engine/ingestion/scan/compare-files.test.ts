import { describe, expect, it } from 'vitest';
import { compareFile, type KnownFile } from '../../../../../src/engine/ingestion/scan/compare-files.ts';

const found = { relativePath: 'a.txt', name: 'a.txt', sizeBytes: 10, modifiedAtMs: 1.5 };
const known = (change: Partial<KnownFile> = {}): KnownFile => ({
  documentId: 1,
  relativePath: 'a.txt',
  sizeBytes: 10,
  modifiedAtMs: 1.5,
  state: 'searchable',
  contentId: 1,
  ...change,
});
const never = () => false;

describe('compareFile', () => {
  it.each([
    ['a file nobody knew is new', undefined, 'new'],
    ['size and time equal: left alone', known(), 'unchanged'],
    ['another size: read again', known({ sizeBytes: 11 }), 'changed'],
    ['another time: read again', known({ modifiedAtMs: 2 }), 'changed'],
    ['still waiting from an earlier life', known({ state: 'queued', contentId: null }), 'waiting'],
    ['being read right now: left alone', known({ state: 'reading' }), 'unchanged'],
    ['was missing and is back', known({ state: 'missing' }), 'retry'],
    ['failed for what is in the file: left alone', known({ state: 'failed', contentId: null }), 'unchanged'],
  ] as const)('%s', (_, before, verdict) => {
    expect(compareFile(found, before, never)).toBe(verdict);
  });

  it('tries a failed file again when its reason may be gone', () => {
    expect(compareFile(found, known({ state: 'failed' }), (id) => id === 1)).toBe('retry');
  });
});
