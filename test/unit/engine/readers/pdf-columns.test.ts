import { expect, test } from 'vitest';
import { makePdf, type PlacedLine } from '../../../fixtures/documents/make-pdf.ts';
import { readBytes } from './read-bytes.ts';

const columnLines = (word: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${word}${index} runs on over most of the column`);

/** Columns next to each other; `rowByRow` as a program draws them that sorts by height. */
function columns(texts: readonly (readonly string[])[], top: number, order: 'column' | 'row', width = 240): PlacedLine[] {
  const placed = texts.map((lines, at) => lines.map((text, row) => ({ text, x: 60 + at * width, y: top - row * 14, size: 10 })));
  if (order === 'column') return placed.flat();
  return (placed[0] ?? []).flatMap((_, row) => placed.flatMap((lines) => lines.slice(row, row + 1)));
}

async function textOf(lines: readonly PlacedLine[]): Promise<string> {
  const { blocks } = await readBytes('columns.pdf', (await makePdf([{ lines }])).bytes);
  return blocks.map(({ text }) => text).join('\n');
}

/** The words that begin the lines, in the order they were read. */
function orderIn(text: string): string[] {
  return [...text.matchAll(/\b(?:left|middle|right)\d+/g)].map((match) => match[0]);
}

const inOrder = (...words: readonly [string, number][]): string[] =>
  words.flatMap(([word, count]) => Array.from({ length: count }, (_, index) => `${word}${index}`));

test.each(['column', 'row'] as const)('two columns are read one after the other when the file has them %s by %s', async (order) => {
  const text = await textOf(columns([columnLines('left', 9), columnLines('right', 9)], 700, order));
  expect(orderIn(text)).toEqual(inOrder(['left', 9], ['right', 9]));
});

test('three columns are read one after the other', async () => {
  const lines = (word: string): string[] => Array.from({ length: 8 }, (_, index) => `${word}${index} and its narrow column`);
  const text = await textOf(columns([lines('left'), lines('middle'), lines('right')], 700, 'row', 160));
  expect(orderIn(text)).toEqual(inOrder(['left', 8], ['middle', 8], ['right', 8]));
});

test('a title over both columns is read before them, even when the file has it last', async () => {
  const title = { text: 'A Title that Spans both of the Columns below it', x: 120, y: 740, size: 16 };
  const text = await textOf([...columns([columnLines('left', 8), columnLines('right', 8)], 700, 'column'), title]);
  expect(text.startsWith('A Title')).toBe(true);
  expect(orderIn(text)).toEqual(inOrder(['left', 8], ['right', 8]));
});

test('a line over both columns divides what is above it from what is below', async () => {
  const between = { text: 'Between the two parts there stands one long line over both of the columns', x: 60, y: 600, size: 10 };
  const text = await textOf([
    ...columns([columnLines('left', 6), columnLines('right', 6)], 700, 'row'),
    between,
    ...columns([columnLines('middle', 6), columnLines('right', 6)], 580, 'row'),
  ]);
  expect(orderIn(text)).toEqual(inOrder(['left', 6], ['right', 6], ['middle', 6], ['right', 6]));
});

test('rows of short cells are not taken for columns of text', async () => {
  const cells = (word: string): string[] => Array.from({ length: 8 }, (_, index) => `${word}${index} 3.40`);
  const text = await textOf(columns([cells('left'), cells('right')], 700, 'row'));
  expect(orderIn(text)).toEqual(Array.from({ length: 8 }, (_, index) => [`left${index}`, `right${index}`]).flat());
});

test('lines of a page without columns stay in the order of the file', async () => {
  const lines = Array.from({ length: 12 }, (_, index) => ({
    text: `left${index} is a line that goes over most of the page from side to side`,
    x: 60,
    y: 700 - 14 * index,
    size: 10,
  }));
  expect(orderIn(await textOf(lines))).toEqual(inOrder(['left', 12]));
});
