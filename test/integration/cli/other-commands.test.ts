import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { pointedPlace } from '../../../src/engine/retrieval/library-check/saved-place.ts';
import { openLibrary } from '../../../src/engine/store/open.ts';
import { insertSavedQuestion } from '../../../src/engine/store/saved-questions.ts';
import type { DoctorCheck } from '../../../src/shared/contract/engine.ts';
import type { SearchResult } from '../../../src/shared/domain/retrieval.ts';
import { testModelPath } from '../../models/generate.ts';
import { openCommandLine, type CommandLine } from './command-line.ts';

let cli: CommandLine;
beforeAll(async () => {
  cli = openCommandLine();
  for (let at = 0; at < 12; at += 1) cli.put(`house-${at}.md`, `# House ${at}\n\nThe chimney of house ${at} is swept in month ${at}.\n`);
  cli.put('broken.pdf', 'this is no PDF');
  await cli.run('index', cli.folder);
});
afterAll(() => cli[Symbol.dispose]());

describe('search', () => {
  test('prints passages with their places, and how many there are', async () => {
    const { status, stdout, stderr } = await cli.run('search', 'chimney swept', '--limit', '3');
    expect(status).toBe(0);
    expect(stdout.match(/^\d\. house-\d+\.md, line/gm)).toHaveLength(3);
    expect(stderr).toMatch(/3 hits in \d+ ms/);
    expect(stderr).toContain('No embedding model: full-text search only.');
  });

  test('gives a script spans, ranks, warnings and coverage', async () => {
    const found = await cli.json<SearchResult>(['search', 'chimney', '--limit', '2']);
    expect(found.hits).toHaveLength(2);
    expect(found.hits[0]).toMatchObject({ span: { start: 0 }, ranks: [{ retriever: 'full-text', rank: 1 }] });
    expect(found).toMatchObject({ warnings: ['no-embedding-model'], coverage: { documents: 13, searchable: 12 } });
  });

  test('finds nothing without failing', async () => {
    for (const words of ['zyxwv', '(((', '"', 'AND OR NOT', '*']) {
      const { status, stdout } = await cli.run('search', words);
      expect([status, stdout]).toEqual([0, 'Nothing found.\n']);
    }
  });

  test('its questions can be checked: each with the rank of its place, and one sentence about all', async () => {
    const library = openLibrary({ path: join(cli.libraryDir, 'library.db'), clock: systemClock, logger: silentLogger });
    const place = await pointedPlace(library.read, 1, { kind: 'document', documentId: 3 });
    const { documentName } = place;
    const question = `When is the chimney of ${documentName.replace('.md', '').replace('-', ' ')} swept?`;
    library.transaction((db) => insertSavedQuestion(db, { collectionId: 1, question, place, nowMs: 1 }));
    library.close();
    const { status, stdout } = await cli.run('check');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}When is the chimney of house \d+ swept\?\n {4}found at \d+\n1 of 1 found in the first five\.\n$/);
  });

  test('ends quietly when nobody reads on', async () => {
    const started = cli.start('search', 'chimney', '--limit', '100');
    started.child.stdout.destroy();
    const { signal, stderr } = await started.outcome;
    expect([signal, stderr]).toEqual([null, expect.stringMatching(/12 hits in \d+ ms\n$/)]);
  });
});

test('status counts what the library holds and starts no work', async () => {
  cli.put('new.md', 'Not looked at yet.\n');
  const { status, stdout } = await cli.run('status');
  expect(status).toBe(0);
  expect(stdout).toContain(`12 of 13 documents searchable · 12 chunks\n  ${cli.folder}: 13 documents · 1 could not be read\n`);
  expect(stdout).toContain('1 damaged\n');
  expect(stdout).toContain('chat model: none chosen\n');
  const told = await cli.json<Record<string, unknown>>(['status']);
  expect(told).toMatchObject({
    info: { libraryPath: cli.libraryDir },
    collections: [
      { coverage: { documents: 13 }, sources: [{ displayPath: cli.folder, documents: { searchable: 12, failed: 1, queued: 0 } }] },
    ],
    models: [{ role: 'chat', state: 'not-set' }, {}, {}],
  });
});

describe('doctor', () => {
  test('has a verdict for everything an answer depends on', async () => {
    const { status, stdout } = await cli.run('doctor');
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.filter((line) => !/^(?:[✓!] \S.*: \S| {4}\S)/.test(line))).toEqual([]);
    expect(lines.filter((line) => /^[✓!]/.test(line))).toHaveLength(9);
  });

  test('loads the chosen models; a broken one fails the command and comes with what to do', async () => {
    const models = ['--chat-model', testModelPath('chat'), '--reranker-model', testModelPath('reranker')];
    const good = await cli.run('doctor', ...models);
    expect(good.status).toBe(0);
    expect(good.stdout).toMatch(/✓ Chat model: .*qwen3, context \d+ tokens, on cpu/);
    const broken = cli.put('broken.gguf', 'this is no model');
    const checks = await cli.json<DoctorCheck[]>(['doctor', '--chat-model', broken], 1);
    const chat = checks.find((check) => check.id === 'model-chat');
    expect(chat).toMatchObject({ verdict: 'failed', detail: expect.stringContaining('broken.gguf') as string });
    expect(chat?.nextAction).toContain('--chat-model');
    expect(checks.find((check) => check.id === 'model-reranker')?.verdict).toBe('ok');
    const again = await cli.run('doctor');
    expect([again.status, again.stdout]).toEqual([1, expect.stringContaining('✗ Chat model')]);
  });
});

describe('wrong words', () => {
  test.each([
    [['frobnicate'], 'There is no command “frobnicate”.'],
    [['index'], 'Name at least one file or folder'],
    [['ask'], 'Put what you want to ask in quotes'],
    [['search', 'x', '--limit', '0'], '--limit takes a whole number from 1 to 100'],
    [['search', 'x', '--limti', '3'], 'There is no option --limti.'],
    [['status', 'extra'], '“extra”'],
  ])('%j: exit status 2, what is wrong, and the usage', async (words, sentence) => {
    const { status, stdout, stderr } = await cli.run(...words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain('footnote index PATH…');
  });

  test('help and version are no mistakes', async () => {
    expect(await cli.run('help')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('--embedding-model') as string });
    expect((await cli.run('--version')).stdout).toMatch(/^Footnote \d+\.\d+\.\d+\n$/);
  });
});

test('a library that another Footnote has open is refused in one sentence', async () => {
  using other = openCommandLine();
  for (let at = 0; at < 400; at += 1) other.put(`${at}.md`, `Paragraph ${at} speaks of the sea.\n\n`.repeat(20));
  const first = other.start('index', other.folder);
  await first.says(/of \d+ files/);
  for (const words of [['search', 'sea'], ['status']]) {
    const { status, stdout, stderr } = await other.run(...words);
    expect([status, stdout, stderr]).toEqual([1, '', 'The library “library.db” is open in another Footnote. [store-in-use]\n']);
  }
  first.kill();
  await first.outcome;
  expect((await other.run('status')).status).toBe(0);
});

test('a file where the library should be is refused in one sentence', async () => {
  using other = openCommandLine();
  writeFileSync(other.libraryDir, 'a file');
  const { status, stderr } = await other.run('status');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^The library cannot be kept at “.*”: there is a file in the way\. \[store-read-only\]\n$/);
});
