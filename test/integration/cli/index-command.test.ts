import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Hit } from '../../../src/shared/domain/retrieval.ts';
import type { Coverage, Source } from '../../../src/shared/domain/source.ts';
import { makeDocx, paragraph } from '../../fixtures/documents/make-docx.ts';
import { makePdf } from '../../fixtures/documents/make-pdf.ts';
import { testModelPath } from '../../models/generate.ts';
import { openCommandLine, type CommandLine } from './command-line.ts';

interface Indexed {
  interrupted: boolean;
  sources: Source[];
  failures: { file: string; code: string; reason: string }[];
  coverage: Coverage;
}

const namesOf = async (cli: CommandLine, words: string): Promise<string[]> =>
  (await cli.json<{ hits: Hit[] }>(['search', words])).hits.map((hit) => hit.documentName);

test('reads every format, lists what it cannot read with the reason, and that is no failure of the command', async () => {
  using cli = openCommandLine();
  const { bytes } = await makePdf([{ lines: [{ text: 'The roof was mended in the autumn.', x: 72, y: 700 }] }]);
  cli.put('roof.pdf', bytes);
  cli.put('deep/below/heating.docx', makeDocx({ body: paragraph('The heating is serviced every spring.') }));
  cli.put('keys.md', '# Keys\n\nTwo keys were handed over.\n');
  cli.put('garden.html', '<title>Garden</title><p>The garden belongs to the ground floor.</p>');
  cli.put('broken.pdf', 'this is no PDF');
  cli.put('table.xlsx', 'PK');
  const { status, stdout, stderr } = await cli.run('index', cli.folder);
  expect(status).toBe(0);
  expect(stderr).toMatch(/documents: \d+ of \d+ file/);
  expect(stderr).not.toContain('"level"');
  expect(stdout).toContain('could not read broken.pdf: “broken.pdf” is damaged');
  expect(stdout).toContain('could not read table.xlsx:');
  expect(stdout).toContain('documents: 4 files read · 2 could not be read\n');
  expect(stdout).toContain('4 of 6 documents searchable · 4 chunks\n');
  expect(await namesOf(cli, 'heating serviced')).toEqual(['heating.docx']);
  expect(await namesOf(cli, 'roof mended')).toEqual(['roof.pdf']);
});

test('leaves unchanged files alone, replaces a changed one and takes a deleted one out', async () => {
  using cli = openCommandLine();
  cli.put('one.md', 'The first lodger was called Abelard.\n');
  cli.put('two.md', 'The second lodger was called Berengar.\n');
  cli.put('three.md', 'The third lodger was called Clotilde.\n');
  await cli.run('index', cli.folder);
  const again = await cli.run('index', cli.folder);
  expect(again.stdout).toContain('documents: 0 files read · 3 unchanged\n');

  cli.put('two.md', 'The second lodger was called Dagobert instead.\n');
  cli.remove('three.md');
  cli.put('four.md', 'The fourth lodger was called Ermengarde.\n');
  const changed = await cli.run('index', cli.folder);
  expect(changed.stdout).toContain('documents: 2 files read · 1 unchanged\n');
  expect(changed.stdout).toContain('3 of 3 documents searchable');
  expect(await namesOf(cli, 'Abelard')).toEqual(['one.md']);
  expect(await namesOf(cli, 'Dagobert')).toEqual(['two.md']);
  expect(await namesOf(cli, 'Ermengarde')).toEqual(['four.md']);
  for (const gone of ['Berengar', 'Clotilde']) expect(await namesOf(cli, gone)).toEqual([]);
});

test('tells a script what became of every file', async () => {
  using cli = openCommandLine();
  cli.put('good.txt', 'A line of text that can be found.\n');
  cli.put('bad.pdf', 'this is no PDF');
  const indexed = await cli.json<Indexed>(['index', cli.folder]);
  expect(indexed).toMatchObject({
    interrupted: false,
    sources: [{ displayPath: cli.folder, progress: { filesTotal: 2, filesDone: 2, filesFailed: 1 } }],
    failures: [{ file: 'bad.pdf', code: 'read-corrupt' }],
    coverage: { documents: 2, searchable: 1, failed: 1, waiting: 0, chunks: 1, embedded: 0 },
  });
  expect(indexed.failures[0]?.reason).toContain('bad.pdf');
});

test('makes embeddings when a model is named, and goes on making them in later runs without naming it', async () => {
  using cli = openCommandLine();
  cli.put('one.md', 'The boiler stands in the cellar.\n');
  const first = await cli.run('index', cli.folder, '--embedding-model', testModelPath('embedding-small'));
  expect(first.stdout).toContain('1 chunk · 1 embedded\n');
  expect(first.stderr).not.toContain('llama');
  cli.put('two.md', 'The meter stands in the hall.\n');
  const { coverage } = await cli.json<Indexed>(['index', cli.folder]);
  expect(coverage).toMatchObject({ chunks: 2, embedded: 2 });
});

test('reads on when the embedding model cannot be used any more, and says why nothing is embedded', async () => {
  using cli = openCommandLine();
  const model = cli.put('model/small.gguf', readFileSync(testModelPath('embedding-small')));
  cli.put('texts/one.md', 'The boiler stands in the cellar.\n');
  await cli.run('index', `${cli.folder}/texts`, '--embedding-model', model);
  cli.remove('model/small.gguf');
  cli.put('texts/two.md', 'The meter stands in the hall.\n');
  const { status, stdout, stderr } = await cli.run('index', `${cli.folder}/texts`);
  expect(status).toBe(0);
  expect(stdout).toContain('2 of 2 documents searchable · 2 chunks · 1 embedded\n');
  expect(stderr).toMatch(/The embedding model could not be used: .*small\.gguf/);
});

test('adds nothing when one of the paths is not there, and says which', async () => {
  using cli = openCommandLine();
  cli.put('one.md', 'Text.\n');
  const { status, stdout, stderr } = await cli.run('index', cli.folder, 'nowhere');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('“nowhere”');
  const { collections } = await cli.json<{ collections: { sources: Source[] }[] }>(['status']);
  expect(collections.flatMap((collection) => collection.sources)).toEqual([]);
});

test('makes the named collection, and keeps collections apart', async () => {
  using cli = openCommandLine();
  cli.put('a/one.md', 'The parrot repeats the number seven.\n');
  cli.put('b/two.md', 'The parrot repeats the number nine.\n');
  await cli.run('index', `${cli.folder}/a`, '--collection', 'Birds');
  await cli.run('index', `${cli.folder}/b`);
  const found = await cli.json<{ hits: Hit[] }>(['search', 'parrot', '--collection', 'birds']);
  expect(found.hits.map((hit) => hit.documentName)).toEqual(['one.md']);
  expect(await namesOf(cli, 'parrot')).toEqual(['two.md']);
});
