import { expect, test } from 'vitest';
import { makePdf, type PlacedLine } from '../../../fixtures/documents/make-pdf.ts';
import { readBytes } from './read-bytes.ts';

/** Lines of text one below the other from the top of a page. */
function column(lines: readonly string[], options: Partial<PlacedLine> & { leading?: number; top?: number } = {}): PlacedLine[] {
  const { leading = 15, top = 720, ...rest } = options;
  return lines.map((text, index) => ({ text, x: 72, y: top - index * leading, ...rest }));
}

async function blocksOf(...pages: PlacedLine[][]) {
  const { bytes } = await makePdf(pages.map((lines) => ({ lines })));
  return (await readBytes('some.pdf', bytes)).blocks;
}

test('lines of a paragraph become one block, a wider gap begins the next', async () => {
  const lines = [
    ...column(['The first paragraph runs over', 'two lines of about one length.']),
    ...column(['The second paragraph stands', 'below a gap on the same page.'], { top: 670 }),
  ];
  expect((await blocksOf(lines)).map(({ kind, text }) => [kind, text])).toEqual([
    ['paragraph', 'The first paragraph runs over two lines of about one length.'],
    ['paragraph', 'The second paragraph stands below a gap on the same page.'],
  ]);
});

test('a word divided at the end of a line is whole again, with a box on each line', async () => {
  const [block] = await blocksOf(column(['We saw a very long experi-', 'ment with COVID-', '19 vaccines.']));
  expect(block?.text).toBe('We saw a very long experiment with COVID-19 vaccines.');
  const at = block?.text.indexOf('experiment') ?? 0;
  const pieces = block?.words.filter(({ start }) => start >= at && start < at + 'experiment'.length) ?? [];
  expect(pieces.map(({ start, end }) => block?.text.slice(start, end))).toEqual(['experi', 'ment']);
  expect(pieces[1]?.y0).toBeGreaterThan(pieces[0]?.y1 ?? Infinity);
});

test('every box belongs to the word it claims', async () => {
  const [block] = await blocksOf(column(['Each of these words has a box.', 'None of them is empty.']));
  const words = block?.words.map(({ start, end }) => block.text.slice(start, end));
  expect(words).toEqual('Each of these words has a box. None of them is empty.'.split(' '));
  expect(block?.words.every(({ x0, x1, y0, y1 }) => x1 > x0 && y1 > y0)).toBe(true);
});

test('larger lines are headings and lead the text below them', async () => {
  const blocks = await blocksOf([
    ...column(['Annual Report'], { size: 24, top: 740 }),
    ...column(['2 Revenue'], { size: 16, bold: true, top: 700 }),
    ...column(['Revenue rose in every region and in', 'every quarter of the year under review.'], { top: 670 }),
  ]);
  expect(blocks.map(({ kind, level }) => [kind, level])).toEqual([
    ['heading', 1],
    ['heading', 1],
    ['paragraph', null],
  ]);
  expect(blocks[2]?.headingPath).toEqual(['2 Revenue']);
});

test('bookmarks decide about headings where a file has them', async () => {
  const pages = [
    {
      lines: [
        ...column(['1. Scope'], { top: 740 }),
        ...column(['This applies to all.'], { top: 700 }),
        ...column(['LOUD'], { size: 30, top: 600 }),
      ],
    },
  ];
  const { bytes } = await makePdf(pages, { outline: ['Scope', 'Terms', 'Index'].map((title) => ({ title, page: 1 })) });
  const { blocks } = await readBytes('bookmarks.pdf', bytes);
  expect(blocks.filter(({ kind }) => kind === 'heading').map(({ text }) => text)).toEqual(['1. Scope']);
  expect(blocks.at(-1)?.headingPath).toEqual(['1. Scope']);
});

test('a bold line by itself is a heading, a bold label or column head is not', async () => {
  const filler = 'Text of ordinary weight fills the page so that bold stands out from it.';
  const blocks = await blocksOf([
    ...column(['Weather'], { bold: true, top: 740 }),
    ...column([filler, filler], { top: 710 }),
    ...column(['Wind'], { bold: true, top: 650 }),
    ...column(['4 knots'], { x: 300, top: 650 }),
    ...column(['Remarks:'], { bold: true, top: 610 }),
  ]);
  expect(blocks.filter(({ kind }) => kind === 'heading').map(({ text }) => text)).toEqual(['Weather']);
});

test('list marks begin items', async () => {
  const blocks = await blocksOf(column(['Bring along:', '1. a warm coat', '2. good shoes', '- and a map']));
  expect(blocks.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'paragraph: Bring along:',
    'list-item: 1. a warm coat',
    'list-item: 2. good shoes',
    'list-item: - and a map',
  ]);
});

test('rows of a table are blocks of their own, their cells divided by tabs', async () => {
  const row = (y: number, ...cells: string[]): PlacedLine[] =>
    cells.flatMap((text, index) => (text === '' ? [] : [{ text, x: 72 + 150 * index, y }]));
  const blocks = await blocksOf([
    ...column(['What was bought on the market this week:'], { top: 720 }),
    ...row(700, 'Item', 'Price', 'Remark'),
    ...row(685, 'Apples', '3.20', 'red ones'),
    ...row(670, 'Pears'),
    ...row(655, 'Plums', '4.10'),
  ]);
  expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
    ['paragraph', 'What was bought on the market this week:'],
    ['table-row', 'Item\tPrice\tRemark'],
    ['table-row', 'Apples\t3.20\tred ones'],
    ['table-row', 'Pears'],
    ['table-row', 'Plums\t4.10'],
  ]);
});

test('pages that are pictures are named in a warning, empty ones are not', async () => {
  const text = { lines: column(['Text.']) };
  const scan = { lines: [], picture: true };
  const { bytes } = await makePdf([text, scan, scan, { lines: [] }, scan, text]);
  const { warnings, pages } = await readBytes('mixed.pdf', bytes);
  expect(warnings).toEqual(['No text layer on pages 2–3, 5; what is pictured there cannot be found.']);
  expect(pages.map(({ page, textSource }) => `${page} ${textSource}`)).toEqual([
    '1 layer',
    '2 none',
    '3 none',
    '4 layer',
    '5 none',
    '6 layer',
  ]);
});

test('a stamp over a scan is no text layer, a picture among text is no scan', async () => {
  const stamped = { lines: column(['No. 4711']), picture: true };
  const illustrated = { lines: column(['Figure 1 shows the harbour of the town in winter.']), picture: true };
  const headed = { lines: column(['Logo']), picture: 0.2 };
  const { pages } = await readBytes('scans.pdf', (await makePdf([stamped, illustrated, headed])).bytes);
  expect(pages.map(({ textSource }) => textSource)).toEqual(['none', 'layer', 'layer']);
});

test('a PDF of pictures only says that it has no text layer', async () => {
  const { bytes } = await makePdf([{ lines: [], picture: true }]);
  await expect(readBytes('scan.pdf', bytes)).rejects.toMatchObject({ code: 'read-no-text', details: { subject: 'scan.pdf' } });
});

test('the title is the one the author gave', async () => {
  const pages = [{ lines: column(['Text.']) }];
  expect((await readBytes('a.pdf', (await makePdf(pages, { title: 'On Ducks' })).bytes)).begin.title).toBe('On Ducks');
  expect((await readBytes('b.pdf', (await makePdf(pages, { title: 'Microsoft Word - ducks2.doc' })).bytes)).begin.title).toBeNull();
});
