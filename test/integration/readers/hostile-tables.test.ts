import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { createReaderPool, type ReaderPool } from '../../../src/engine/ingestion/readers/reader-pool.ts';
import type { Reading } from '../../fixtures/documents/collect-reading.ts';
import { hostileTables } from '../../fixtures/documents/hostile-tables.ts';
import { hostileOutcome } from './hostile-outcome.ts';
import { recordingFork } from './reader-fork.ts';

let pool: ReaderPool;
beforeAll(() => {
  pool = createReaderPool({ fork: recordingFork().fork, size: 1, clock: systemClock, logger: silentLogger });
});
afterAll(() => pool.dispose());

const outcomeOf = (name: string): Promise<Reading | string> => hostileOutcome(pool, hostileTables, name);

test.each([
  ['string-bomb.xlsx', 'read-too-large'],
  ['one-string.xlsx', 'read-too-large'],
  ['deep.xlsx', 'read-corrupt'],
  ['entity-bomb.xlsx', 'read-corrupt'],
  ['many-entries.xlsx', 'read-too-large'],
  ['random.xlsx', 'read-corrupt'],
  ['deep.pptx', 'read-corrupt'],
  ['deep.odp', 'read-corrupt'],
])('%s ends with a plain word: %s', async (name, code) => {
  const outcome = await outcomeOf(name);
  expect(typeof outcome === 'string' ? outcome : `${outcome.blocks.length} blocks`).toBe(code);
});

test.each([
  ['corners.xlsx', 3, 0],
  ['wide.xlsx', 3, 0],
  ['format-bomb.xlsx', 2, 0],
  ['many-sheets.xlsx', 4_000, 0],
  ['many-shapes.pptx', 20_000, 1],
  ['many-slides.pptx', 20_000, 1],
  ['repeats.ods', 1_001, 1],
  ['cell-bomb.xlsx', 48_578, 1],
  ['one-row.xlsx', 7, 0],
])('%s is read as far as is reasonable: %i blocks, %i warnings', async (name, blocks, warnings) => {
  const outcome = await outcomeOf(name);
  if (typeof outcome === 'string') throw new Error(outcome);
  expect([outcome.blocks.length, outcome.warnings.length]).toEqual([blocks, warnings]);
});

test.each(['one-line.csv', 'quotes.csv', 'open-quotes.csv'])('%s is read to its end', async (name) => {
  const outcome = await outcomeOf(name);
  expect(typeof outcome === 'string' ? outcome : outcome.blocks.length).toBeGreaterThan(0);
});
