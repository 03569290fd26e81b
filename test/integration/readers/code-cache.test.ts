import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { createReaderPool } from '../../../src/engine/ingestion/readers/reader-pool.ts';
import { collectReading } from '../../fixtures/documents/collect-reading.ts';
import { scratchFolder } from '../../fixtures/documents/scratch-folder.ts';
import { recordingFork } from './reader-fork.ts';

test('what a reader compiled is kept where it is told to, though it is killed in the end', async () => {
  using folder = scratchFolder();
  const codeCacheDir = folder.put('code-cache/.keep', '').replace(/\/\.keep$/, '');
  const { fork } = recordingFork();
  const pool = createReaderPool({
    fork: (kind, options) => fork(kind, { ...options, codeCacheDir }),
    size: 1,
    clock: systemClock,
    logger: silentLogger,
  });
  await collectReading(pool.read({ path: folder.put('a.md', '# Title\n\nWords.\n'), formatHint: null }));
  await pool.dispose();
  const kept = readdirSync(codeCacheDir, { recursive: true }).filter((name) => name !== '.keep');
  expect(kept.length).toBeGreaterThan(10);
});
