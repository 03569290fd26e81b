import { expect, it } from 'vitest';
import { isRemotePlace } from '../../../../../src/engine/ingestion/watch/remote-place.ts';
import { hasSlept, rescanAfterMs } from '../../../../../src/engine/ingestion/watch/rescan-times.ts';

it('scans what is not watched often, what is watched rarely, and what takes long not all the time', () => {
  expect(rescanAfterMs({ isWatched: false, lastScanMs: 1_000 })).toBe(300_000);
  expect(rescanAfterMs({ isWatched: true, lastScanMs: 1_000 })).toBe(3_600_000);
  expect(rescanAfterMs({ isWatched: false, lastScanMs: 60_000 })).toBe(3_000_000);
});

it('notices that the machine slept, or that its clock was set back', () => {
  expect(hasSlept(30_000, 31_000)).toBe(false);
  expect(hasSlept(30_000, 30_000 + 8 * 3_600_000)).toBe(true);
  expect(hasSlept(30_000, -5_000)).toBe(true);
});

it('does not trust the watch of a place that other machines write to', async () => {
  expect(await isRemotePlace('\\\\server\\share\\papers', 'win32')).toBe(true);
  expect(await isRemotePlace('\\\\?\\C:\\papers', 'win32')).toBe(false);
  expect(await isRemotePlace('C:\\papers', 'win32')).toBe(false);
  expect(await isRemotePlace('/Volumes/papers', 'darwin')).toBe(true);
  expect(await isRemotePlace('/Users/a/papers', 'darwin')).toBe(false);
});
