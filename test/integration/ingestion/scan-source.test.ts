import { renameSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { scanSource } from '../../../src/engine/ingestion/scan/scan-source.ts';
import { listSourceFiles } from '../../../src/engine/store/documents.ts';
import { getSource } from '../../../src/engine/store/sources.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
});

/** A library with the folder's files indexed, and a scan of it that calls back after each slice. */
async function indexed() {
  const life = bench.start();
  const { id } = await life.add();
  await life.idle();
  const scan = (onProgress: () => void, signal = new AbortController().signal) =>
    scanSource(
      { library: life.library, jobs: life.jobs, clock: systemClock, staleDocuments: () => new Set(), onProgress },
      getSource(life.library.read, id),
      signal,
    );
  return { life, id, scan, count: () => listSourceFiles(life.library.read, id).length };
}

describe('a scan', () => {
  it('removes nothing when the folder goes away while it is looked at, as a drive does that is taken out', async () => {
    for (let at = 0; at < 300; at += 1) bench.put(`folder-${at % 20}/file-${at}.txt`, `Text number ${at}.`);
    const { life, id, scan, count } = await indexed();
    let isThere = true;
    const counts = await scan(() => {
      if (isThere) renameSync(bench.folder, `${bench.folder}-away`);
      isThere = false;
    });
    expect(counts).toBeNull();
    expect(count()).toBe(300);
    expect(getSource(life.library.read, id).missing).toBe(true);
  });

  it('queues nothing more once it is stopped', async () => {
    const { life, id, scan, count } = await indexed();
    for (let at = 0; at < 150; at += 1) bench.put(`file-${at}.txt`, `Text number ${at}.`);
    const stop = new AbortController();
    life.ingestion.pause(id);
    await expect(scan(() => stop.abort(), stop.signal)).rejects.toThrow(/abort/i);
    expect(count()).toBe(100);
  });
});
