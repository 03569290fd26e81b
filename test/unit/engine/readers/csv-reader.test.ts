import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { csvRecords } from '../../../../src/engine/ingestion/readers/csv/csv-records.ts';
import { detectDelimiter } from '../../../../src/engine/ingestion/readers/csv/delimiter.ts';
import { readBytes } from './read-bytes.ts';

const blocksOf = async (text: string | Uint8Array, name = 'prices.csv') => (await readBytes(name, text)).blocks;

test('each record is a row of the sheet that the file is, header first', async () => {
  const blocks = await blocksOf('Name,Price\nTea,"2,50"\n');
  expect(blocks.map(({ kind, text, headingPath, lineStart }) => [kind, text, headingPath, lineStart])).toEqual([
    ['table-row', 'Name | Price', ['prices'], 1],
    ['table-row', 'Tea | 2,50', ['prices'], 2],
  ]);
  expect(blocks[1]?.locator).toEqual({
    kind: 'cells',
    sheet: 'prices',
    row: 2,
    cells: [
      { column: 1, start: 0, end: 3 },
      { column: 2, start: 6, end: 10 },
    ],
  });
});

test('rows count records, lines count lines: quoted fields may hold breaks, blank records count', async () => {
  const blocks = await blocksOf('a;b\r\n"two\r\nlines";2\r\n\r\n;last;"";x\r\n');
  expect(
    blocks.map(({ text, locator, lineStart, lineEnd }) => [locator?.kind === 'cells' && locator.row, text, lineStart, lineEnd]),
  ).toEqual([
    [1, 'a | b', 1, 1],
    [2, 'two lines | 2', 2, 3],
    [4, 'last | x', 5, 5],
  ]);
  expect(blocks[2]?.locator).toMatchObject({ cells: [{ column: 2 }, { column: 4 }] });
});

test.each([
  ['a,b;c\n1,2;3\n', ',', ','],
  ['a;b\n1,5;2,5\n3,0;4,5\n', ',', ';'],
  ['a\tb\n1\t2\n', ',', '\t'],
  ['a|b|c\n1|2|3\n', ',', '|'],
  ['"x;y",b\n"z;w",c\n', ',', ','],
  ['only one column\nof text\n', ',', ','],
  ['only one column\nof text\n', '\t', '\t'],
])('%j with %j as usual is divided by %j', (text, usual, delimiter) => {
  expect(detectDelimiter(text, usual)).toEqual({ char: delimiter, isDeclared: false });
});

test('“sep=” declares the delimiter and is no row', async () => {
  const blocks = await blocksOf('sep=;\na;b\n');
  expect(blocks.map(({ text, locator, lineStart }) => [text, locator?.kind === 'cells' && locator.row, lineStart])).toEqual([
    ['a | b', 1, 2],
  ]);
});

test('a stray quote does not swallow the file', async () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => `${index},x`);
  const blocks = await blocksOf(`id,note\n1,"not closed\n${rows.join('\n')}\n`);
  expect(blocks).toHaveLength(3_002);
  expect(blocks.at(-1)?.text).toBe('2999 | x');
});

test.each(['utf16le', 'shift_jis', 'gb18030'])('text in %s is decoded', async (encoding) => {
  const text = '名前,住所\n三木英子,東京都千代田区\n佐藤太郎,大阪府大阪市\n'.repeat(5);
  const bytes = Buffer.concat([encoding === 'utf16le' ? Buffer.from([0xff, 0xfe]) : Buffer.alloc(0), iconv.encode(text, encoding)]);
  expect((await blocksOf(bytes))[1]?.text).toBe('三木英子 | 東京都千代田区');
});

test('.tsv is read as a table too, and text without any as empty', async () => {
  expect((await blocksOf('a\tb\n', 'x.tsv')).map(({ text }) => text)).toEqual(['a | b']);
  await expect(readBytes('a.csv', ' \n , \n')).rejects.toMatchObject({ code: 'read-empty' });
});

test('any table comes back from its quoted text, with the lines it took', () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'ß', '日', ' ', '"', ',', ';', '\n', '\r\n', '\r', '|', '\t', '😀'), maxLength: 8 });
  const tables = fc.array(fc.array(field, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(tables, fc.constantFrom(',', ';', '\t', '|'), fc.constantFrom('\n', '\r\n', '\r'), (table, delimiter, lineEnd) => {
      const text = table.map((record) => record.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter) + lineEnd).join('');
      const records = [...csvRecords(text, delimiter)];
      expect(records.map(({ fields }) => fields)).toEqual(table);
      let line = 1;
      for (const [index, { lineStart, lineEnd: last }] of records.entries()) {
        const breaks = (table[index] ?? []).join('\u0000').match(/\r\n|\r|\n/g)?.length ?? 0;
        expect([lineStart, last]).toEqual([line, line + breaks]);
        line = last + 1;
      }
    }),
  );
});

test('any text at all is divided into records that follow each other to its end', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' '), maxLength: 60 });
  fc.assert(
    fc.property(text, (any) => {
      let end = 0;
      for (const record of csvRecords(any, ',')) {
        expect(record.end).toBeGreaterThan(end);
        end = record.end;
      }
      expect(end).toBe(any.length);
    }),
  );
});
