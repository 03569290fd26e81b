import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitPieces } from '../../../../src/engine/ingestion/readers/markdown/split-pieces.ts';
import { readBytes } from './read-bytes.ts';

async function blocksOf(markdown: string) {
  return (await readBytes('notes.md', markdown)).blocks;
}

test('every line of code and of front matter has the number that it has in the file', async () => {
  const file = [
    '---',
    'title: Tools',
    'year: 2024',
    '---',
    '',
    '~~~',
    'first',
    '',
    'third',
    '~~~',
    '',
    '    indented',
    '    code',
    '',
    '```',
    'open',
  ];
  const code = (await blocksOf(file.join('\n'))).filter(({ kind }) => kind === 'code');
  expect(code).toHaveLength(4);
  for (const { text, lineStart, lineEnd } of code) {
    expect(text.split('\n')).toEqual(file.slice((lineStart ?? 0) - 1, lineEnd ?? 0).map((line) => line.trim()));
  }
});

test('structure comes with its heading path and its lines', async () => {
  const blocks = await blocksOf(
    [
      '# Trip',
      '',
      'Some *text* with a [link](http://x.y) and `code`.',
      '',
      '## Packing',
      '',
      '- coat',
      '  - warm',
      '- [x] map',
      '',
      '| item | price |',
      '| --- | --- |',
      '| shoes | 80 |',
      '',
      '```js',
      'const a = 1;',
      '```',
      '',
      '> said so',
    ].join('\n'),
  );
  expect(
    blocks.map(({ kind, level, text, headingPath, lineStart, lineEnd }) => [kind, level, text, headingPath.join('/'), lineStart, lineEnd]),
  ).toEqual([
    ['heading', 1, 'Trip', '', 1, 1],
    ['paragraph', null, 'Some text with a link and code.', 'Trip', 3, 3],
    ['heading', 2, 'Packing', 'Trip', 5, 5],
    ['list-item', 1, 'coat', 'Trip/Packing', 7, 7],
    ['list-item', 2, 'warm', 'Trip/Packing', 8, 8],
    ['list-item', 1, '[x] map', 'Trip/Packing', 9, 9],
    ['table-row', null, 'item | price', 'Trip/Packing', 11, 11],
    ['table-row', null, 'shoes | 80', 'Trip/Packing', 13, 13],
    ['code', null, 'const a = 1;', 'Trip/Packing', 16, 16],
    ['quote', null, 'said so', 'Trip/Packing', 19, 19],
  ]);
});

test('front matter gives the title and keeps the lines that follow in place', async () => {
  const { begin, blocks } = await readBytes('post.md', '---\ntitle: "On Ducks"\ntags: [a]\n---\n\nQuack.\n');
  expect(begin.title).toBe('On Ducks');
  expect(blocks.at(-1)).toMatchObject({ text: 'Quack.', lineStart: 6 });
});

test('references and footnotes resolve wherever their definition stands', async () => {
  const filler = 'Filler text that takes room.\n\n'.repeat(1000);
  const blocks = await blocksOf(`See [the guide][g] for more.[^1]\n\n${filler}[g]: http://x.y\n\n[^1]: A note.\n`);
  expect(blocks[0]?.text).toBe('See the guide for more.');
  expect(blocks.at(-1)).toMatchObject({ kind: 'footnote', text: 'A note.' });
});

test('HTML inside Markdown is read as HTML', async () => {
  const blocks = await blocksOf('<div align="center"><h1>Logo</h1><p>Fast &amp; small</p></div>\n\nText.<br>More.');
  expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
    ['heading', 'Logo'],
    ['paragraph', 'Fast & small'],
    ['paragraph', 'Text.\nMore.'],
  ]);
});

test('a large file is parsed in pieces without losing a line or a fence', async () => {
  const section = (n: number): string =>
    `## Part ${n}\n\nText of part ${n}.\n\n\`\`\`\n# not a heading\n\nstill code ${n}\n\`\`\`\n\n- one\n\n- two\n\n`;
  const blocks = await blocksOf(Array.from({ length: 600 }, (_, n) => section(n)).join(''));
  expect(blocks.filter(({ kind }) => kind === 'heading')).toHaveLength(600);
  expect(blocks.filter(({ kind }) => kind === 'code').every(({ text }) => text.startsWith('# not a heading\n\nstill code'))).toBe(true);
  expect(blocks.filter(({ kind }) => kind === 'list-item')).toHaveLength(1200);
  expect(blocks.findLast(({ kind }) => kind === 'heading')?.lineStart).toBe(599 * 14 + 1);
});

test('pieces put together are the file', () => {
  const line = fc.oneof(
    fc.constantFrom('', '```', '~~~~', '<!-- a', '-->', '# h', '- a', '    code', '<pre>', '</pre>'),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      const clean = lines.map((each) => each.replace(/[\r\n]/g, ' '));
      const text = clean.join('\n');
      const pieces = splitPieces(text, 40);
      expect(pieces.flatMap((piece) => piece.lines).join('\n')).toBe(text.replace(/\n$/, ''));
      for (const piece of pieces) expect(clean[piece.lineStart - 1]).toBe(piece.lines[0]);
    }),
  );
});

test('any text at all is read, within the lines it has', async () => {
  const unit = fc.constantFrom('[', ']', '(', '*', '_', '`', '>', '-', '#', '|', '<', '!', '\n', ' ', 'a', '1', '.', '\\', '&', '~');
  await fc.assert(
    fc.asyncProperty(fc.string({ unit, minLength: 1, maxLength: 400 }), async (text) => {
      const lineCount = text.split('\n').length;
      const reading = await readBytes('any.md', text).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'read-empty' });
      });
      for (const { lineStart, lineEnd } of reading?.blocks ?? []) {
        expect(lineStart).toBeGreaterThanOrEqual(1);
        expect(lineEnd).toBeGreaterThanOrEqual(lineStart ?? Infinity);
        expect(lineEnd).toBeLessThanOrEqual(lineCount);
      }
    }),
    { numRuns: 150 },
  );
});
