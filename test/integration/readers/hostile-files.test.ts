import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { createReaderPool, type ReaderPool } from '../../../src/engine/ingestion/readers/reader-pool.ts';
import type { Reading } from '../../fixtures/documents/collect-reading.ts';
import { hostileDocuments } from '../../fixtures/documents/hostile-documents.ts';
import { hostileOutcome } from './hostile-outcome.ts';
import { recordingFork } from './reader-fork.ts';

let pool: ReaderPool;
let impatient: ReaderPool;
beforeAll(() => {
  pool = createReaderPool({ fork: recordingFork().fork, size: 1, clock: systemClock, logger: silentLogger, limits: { quietMs: 25_000 } });
  // For what is expected to run into it.
  impatient = createReaderPool({
    fork: recordingFork().fork,
    size: 1,
    clock: systemClock,
    logger: silentLogger,
    limits: { quietMs: 3_000 },
  });
});
afterAll(async () => {
  await pool.dispose();
  await impatient.dispose();
});

const outcomeOf = (name: string, among = pool): Promise<Reading | string> => hostileOutcome(among, hostileDocuments, name);

const textOf = (outcome: Reading | string): string =>
  typeof outcome === 'string' ? outcome : outcome.blocks.map(({ text }) => text).join('\n');

test.each([
  ['zip-bomb.docx', 'read-too-large'],
  ['deep.docx', 'read-corrupt'],
  ['entity-bomb.docx', 'read-corrupt'],
  ['many-entries.docx', 'read-too-large'],
  ['deep.odt', 'read-corrupt'],
  ['entity-bomb.odt', 'read-corrupt'],
  ['zip-bomb.epub', 'read-no-text'],
  ['random.docx', 'read-corrupt'],
  ['random.pdf', 'read-corrupt'],
  ['just-noise.pdf', 'read-corrupt'],
  ['page-tree-loop.pdf', 'read-no-text'],
  ['nul.txt', 'read-unsupported'],
])('%s ends with a plain word: %s', async (name, code) => {
  const outcome = await outcomeOf(name);
  expect(typeof outcome === 'string' ? outcome : `${outcome.blocks.length} blocks`).toBe(code);
});

test.each(['wide-row.docx', 'open-fields.docx', 'deep-formula.docx', 'repeated-cells.odt', 'outside.epub'])(
  '%s is read to its core',
  async (name) => {
    expect(textOf(await outcomeOf(name))).toContain('the core');
  },
);

test('half a PDF is read or called damaged, nothing else', async () => {
  const outcome = await outcomeOf('truncated.pdf');
  if (typeof outcome === 'string') expect(outcome).toBe('read-corrupt');
  else expect(textOf(outcome)).toContain('Half of this is missing.');
});

test('a PDF of 40 million characters is cut or stopped', async () => {
  const outcome = await outcomeOf('text-bomb.pdf', impatient);
  if (typeof outcome === 'string') expect(['read-timeout', 'read-memory', 'read-crashed']).toContain(outcome);
  // The second engine leaves out what stands off the page, which is most of it.
  else expect(outcome.warnings.join()).toMatch(/Only the first 200,000 characters of page 1|The first PDF reader gave up/);
});

test('a PDF whose form draws itself is survived', async () => {
  const outcome = await outcomeOf('form-in-itself.pdf', impatient);
  expect(['read-no-text', 'read-crashed', 'read-memory', 'read-timeout']).toContain(outcome);
});

test('200,000 nested elements and open paragraphs are read as far as there is text', async () => {
  const nested = await outcomeOf('nested.html');
  expect(textOf(nested)).toBe('the core\nafter');
  const open = await outcomeOf('open-paragraphs.html');
  expect(typeof open === 'string' ? 0 : open.blocks.length).toBe(500_000);
});

test.each(['brackets.md', 'stars.md', 'quotes.md'])('%s goes by lines, with what stands around it', async (name) => {
  const outcome = await outcomeOf(name);
  const headings = typeof outcome === 'string' ? outcome : outcome.blocks.filter(({ kind }) => kind === 'heading').map(({ text }) => text);
  expect(headings).toEqual(['Before', 'After']);
});

test('3,000 nested lists keep their items', async () => {
  const outcome = await outcomeOf('nested-lists.md');
  if (typeof outcome === 'string') throw new Error(outcome);
  expect(textOf(outcome)).toContain('item 2999');
  expect(outcome.warnings.join()).toContain('line by line');
});

test('a text of one endless line is cut into blocks', async () => {
  const outcome = await outcomeOf('one-line.txt');
  if (typeof outcome === 'string') throw new Error(outcome);
  expect(Math.max(...outcome.blocks.map(({ text }) => text.length))).toBeLessThanOrEqual(2_000);
  expect(outcome.blocks.every(({ lineStart, lineEnd }) => lineStart === 1 && lineEnd === 1)).toBe(true);
});
