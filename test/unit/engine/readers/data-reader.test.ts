import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBytes } from './read-bytes.ts';

test('a small JSON object stays whole, a large one is divided by its keys', async () => {
  const small = await readBytes('a.json', '{"name": "M\\u00fcller", "age": 3}');
  expect(small.blocks.map(({ text, lineStart }) => [text, lineStart])).toEqual([['{"name": "Müller", "age": 3}', 1]]);
  const items = Array.from({ length: 40 }, (_, id) => ({ id, note: 'word '.repeat(30).trim() }));
  const { blocks } = await readBytes('b.json', JSON.stringify({ title: 'List', items, last: true }, null, 2));
  expect(blocks[0]).toMatchObject({ text: '"title": "List"', headingPath: [], lineStart: 2, lineEnd: 2 });
  expect(blocks[1]?.headingPath).toEqual(['items']);
  expect(blocks.at(-1)).toMatchObject({ text: '"last": true', headingPath: [] });
  expect(blocks.every(({ text }) => text.length <= 2_000)).toBe(true);
});

test('each line of JSON Lines is a block', async () => {
  const { blocks } = await readBytes('a.jsonl', '{"n":1}\n{"n":2}\n\n{"n":3}\n');
  expect(blocks.map(({ text, lineStart }) => [text, lineStart])).toEqual([['{"n":1}', 1], ['{"n":2}', 2], ['{"n":3}', 4]]); // prettier-ignore
});

test('every string of a JSON document is found again, and on its line', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), async (value, indent) => {
      fc.pre(typeof value === 'object' && value !== null);
      const marked = { data: value, list: Array.from({ length: 30 }, (_, at) => `mark-${at}-${'x'.repeat(120)}`) };
      const source = JSON.stringify(marked, null, indent);
      const { blocks } = await readBytes('a.json', source);
      const lines = source.split('\n');
      for (const text of marked.list) {
        const holder = blocks.find((block) => block.text.includes(text));
        const line = lines.findIndex((each) => each.includes(text)) + 1;
        expect(holder !== undefined && (holder.lineStart ?? 0) <= line && line <= (holder.lineEnd ?? 0)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test('100,000 opening brackets are read as far as there is anything', async () => {
  const { blocks } = await readBytes('deep.json', '['.repeat(100_000));
  expect(blocks.length).toBeGreaterThan(0);
  const objects = await readBytes('deep.json', '{"a":'.repeat(100_000));
  expect(objects.blocks.length).toBeGreaterThan(0);
});

test('a notebook is its cells', async () => {
  const cells = [
    { cell_type: 'markdown', source: ['# Title\n', 'text'] },
    { cell_type: 'code', source: 'print(1)', outputs: [{ text: ['1\n'] }] },
  ];
  const { blocks } = await readBytes('a.ipynb', JSON.stringify({ cells }));
  expect(blocks.map(({ kind, text }) => [kind, text.trim()])).toEqual([['heading', 'Title'], ['paragraph', 'text'], ['code', 'print(1)'], ['code', '1']]); // prettier-ignore
});

test('YAML stands under its keys', async () => {
  const { blocks } = await readBytes(
    'a.yaml',
    '# settings\nname: x\nserver:\n  host: a\n  ports:\n    - 1\nlist:\n- a: 1\n- b: 2\nlast: y',
  );
  expect(blocks.map(({ headingPath, lineStart, lineEnd }) => [headingPath.join('.'), lineStart, lineEnd])).toEqual([
    ['', 1, 2],
    ['server', 3, 4],
    ['server.ports', 5, 6],
    ['list', 7, 9],
    ['', 10, 10],
  ]);
});

test('XML: records by their fields, text with its inner elements; no entity of the file is known', async () => {
  const xml = ['<?xml version="1.0"?>', '<people>', '  <person id="7"><name>Ada</name>', '    <age>36</age></person>', '  <p>She <b>wrote</b> programs.</p>', '</people>']; // prettier-ignore
  const { blocks } = await readBytes('a.xml', xml.join('\n'));
  expect(blocks.map(({ kind, text, headingPath }) => [kind, text, headingPath.join('/')])).toEqual([
    ['code', 'id: 7\nname: Ada\nage: 36', 'people/person'],
    ['paragraph', 'She wrote programs.', 'people/p'],
  ]);
  const bomb = `<!DOCTYPE a [<!ENTITY x "${'y'.repeat(500)}"><!ENTITY z "&x;&x;&x;">]>\n<a>&z;</a>`;
  expect((await readBytes('bomb.xml', bomb)).blocks.map(({ text }) => text).join('\n')).not.toContain('yyyyy'.repeat(300));
});

test('XML that breaks or nests without end goes on by lines', async () => {
  const broken = await readBytes('a.xml', '<a><b>good</b>\n<p>more text</p></wrong>\nlast line');
  expect(broken.blocks.map(({ text }) => text).join('\n')).toContain('last line');
  const deep = await readBytes('a.xml', `${'<a>'.repeat(100_000)}\nthe core`);
  expect(deep.blocks.map(({ text }) => text).join('\n')).toContain('the core');
});

test('subtitles know their time and who speaks', async () => {
  const srt = await readBytes(
    'a.srt',
    '1\n00:00:01,000 --> 00:01:02,5\n<i>Hello</i>\nthere\n\n2\n01:00:00,000 --> 01:00:01,000\n{\\an8}Bye',
  );
  expect(srt.blocks.map(({ text, locator }) => [text, locator])).toEqual([
    ['Hello\nthere', { kind: 'time', startMs: 1_000, endMs: 62_500 }],
    ['Bye', { kind: 'time', startMs: 3_600_000, endMs: 3_601_000 }],
  ]);
  const vtt = await readBytes(
    'a.vtt',
    'WEBVTT\n\nNOTE gone\nstill gone\n\nintro\n00:01.000 --> 00:02.000 align:left\n<v Ada>Hi &amp; bye\n',
  );
  expect(vtt.blocks.map(({ text }) => text)).toEqual(['Ada: Hi & bye']);
});
