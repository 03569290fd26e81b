import { expect, test } from 'vitest';
import type { ReadBlock } from '../../../../src/shared/contract/reader.ts';
import { makeXlsx, relationshipsPart, stylesOf, type XlsxContent } from '../../../fixtures/documents/make-xlsx.ts';
import { readBytes } from './read-bytes.ts';

async function blocksOf(content: XlsxContent): Promise<ReadBlock[]> {
  return (await readBytes('book.xlsx', makeXlsx(content))).blocks;
}

const rowsOf = async (content: XlsxContent): Promise<string[]> =>
  (await blocksOf(content)).filter(({ kind }) => kind === 'table-row').map(({ text }) => text);

const inline = (reference: string, text: string): string => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;

test('shared strings, rich text, inline strings and phonetic help: each cell is what a person sees', async () => {
  const strings =
    '<si><t>Plain</t></si><si><r><t>Rich </t></r><r><rPr><b/></rPr><t>text</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>a_x000D_b</t></si>';
  const cells = `<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>${inline('D1', 'In line')}<c r="E1" t="s"><v>3</v></c><c r="F1" t="s"><v>99</v></c>`;
  expect(await rowsOf({ sheets: [{ name: 'S', rows: `<row r="1">${cells}</row>` }], strings })).toEqual([
    'Plain | Rich text | 東京 | In line | a b',
  ]);
});

test('numbers, dates, truth, errors and what formulas came to are shown with their formats', async () => {
  const styles = stylesOf(['General', 'yyyy-mm-dd', '#,##0.00 "€"', '0%']);
  const cells =
    '<c r="A2"><v>5</v></c><c r="B2" s="1"><v>43363</v></c><c r="C2" s="2"><v>1234.5</v></c><c r="D2" s="3"><v>0.25</v></c>' +
    '<c r="E2" t="b"><v>1</v></c><c r="F2" t="e"><v>#N/A</v></c><c r="G2" t="str"><f>A2&amp;"x"</f><v>5x</v></c><c r="H2"><f>A2*2</f><v>10</v></c>' +
    '<c r="I2" t="d"><v>2018-09-20T00:00:00</v></c><c r="J2" s="1"/>';
  expect(await rowsOf({ sheets: [{ name: 'S', rows: `<row r="2">${cells}</row>` }], styles })).toEqual([
    '5 | 2018-09-20 | 1,234.50 € | 25% | TRUE | #N/A | 5x | 10 | 2018-09-20',
  ]);
});

test('a workbook may count its days from 1904', async () => {
  const sheets = [{ name: 'S', rows: '<row r="1"><c r="A1" s="0"><v>41901</v></c></row>' }];
  expect(await rowsOf({ sheets, styles: stylesOf(['yyyy-mm-dd']), properties: 'date1904="1"' })).toEqual(['2018-09-20']);
});

test('a row knows which of its characters belong to which column', async () => {
  const rows = `<row r="7">${inline('B7', 'two')}${inline('AA7', 'far')}</row>`;
  const [heading, row] = await blocksOf({ sheets: [{ name: 'Costs', rows }] });
  expect(heading).toMatchObject({ kind: 'heading', level: 1, text: 'Costs', headingPath: [] });
  expect(row).toMatchObject({ text: 'two | far', headingPath: ['Costs'] });
  expect(row?.locator).toEqual({
    kind: 'cells',
    sheet: 'Costs',
    row: 7,
    cells: [
      { column: 2, start: 0, end: 3 },
      { column: 27, start: 6, end: 9 },
    ],
  });
});

test('rows and cells without references count on', async () => {
  const rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c><v>3</v></c></row><row><c><v>4</v></c></row>';
  const blocks = await blocksOf({ sheets: [{ name: 'S', rows }] });
  expect(blocks.flatMap(({ text, locator }) => (locator?.kind === 'cells' ? [`${locator.row}: ${text}`] : []))).toEqual([
    '1: S',
    '1: 1 | 2',
    '5: 3',
    '6: 4',
  ]);
});

test('hidden sheets are read and say so; empty ones leave nothing', async () => {
  const row = (text: string): string => `<row r="1">${inline('A1', text)}</row>`;
  const blocks = await blocksOf({
    sheets: [{ name: 'Open', rows: row('a') }, { name: 'Empty' }, { name: 'Secret', rows: row('b'), state: 'veryHidden' }],
  });
  expect(blocks.map(({ text }) => text)).toEqual(['Open', 'a', 'Secret (hidden sheet)', 'b']);
  expect(blocks[3]?.locator).toMatchObject({ sheet: 'Secret' });
});

test('a workbook of two cells in opposite corners costs nothing', async () => {
  const rows = `<row r="1">${inline('A1', 'first')}</row><row r="1048576">${inline('XFD1048576', 'last')}</row>`;
  const blocks = await blocksOf({ sheets: [{ name: 'S', rows }] });
  expect(blocks.map(({ text }) => text)).toEqual(['S', 'first', 'last']);
  expect(blocks[2]?.locator).toMatchObject({ row: 1_048_576, cells: [{ column: 16_384, start: 0, end: 4 }] });
});

test('a row of absurd length is divided between cells, each part knowing its own', async () => {
  const cells = Array.from({ length: 40 }, () => `<c t="inlineStr"><is><t>${'word '.repeat(400)}</t></is></c>`).join('');
  const blocks = (await blocksOf({ sheets: [{ name: 'S', rows: `<row r="1">${cells}</row>` }] })).slice(1);
  const columns = blocks.flatMap(({ locator }) => (locator?.kind === 'cells' ? locator.cells.map(({ column }) => column) : []));
  expect(columns).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  for (const { text, locator } of blocks) {
    expect(text.length).toBeLessThan(16_384);
    for (const cell of locator?.kind === 'cells' ? locator.cells : []) expect(text.slice(cell.start, cell.end)).toMatch(/^word .* word$/);
  }
});

test('comments follow the row they are at, threads in place of the notes that repeat them', async () => {
  const comments =
    '<comments><authors><author>Ada</author><author>tc={1}</author></authors><commentList>' +
    '<comment ref="B1" authorId="0"><text><r><t>Ada:</t></r><r><t> check this</t></r></text></comment>' +
    '<comment ref="A2" authorId="1"><text><t>[Threaded comment] Your version allows …</t></text></comment>' +
    '<comment ref="C9" authorId="0"><text><t>beyond</t></text></comment></commentList></comments>';
  const threads = '<ThreadedComments><threadedComment ref="A2" personId="p"><text>Really?</text></threadedComment></ThreadedComments>';
  const rows = `<row r="1">${inline('A1', 'one')}</row><row r="2">${inline('A2', 'two')}</row>`;
  const blocks = await blocksOf({
    sheets: [{ name: 'S', rows, links: { comments: 'xl/comments1.xml', threadedComment: 'xl/threads.xml' } }],
    extraParts: [
      { name: 'xl/comments1.xml', content: comments },
      { name: 'xl/threads.xml', content: threads },
      { name: 'xl/persons/person.xml', content: '<personList><person id="p" displayName="Grace"/></personList>' },
    ],
  });
  expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
    ['heading', 'S'],
    ['table-row', 'one'],
    ['footnote', 'Comment by Ada: check this'],
    ['table-row', 'two'],
    ['footnote', 'Comment by Grace: Really?'],
    ['footnote', 'Comment by Ada: beyond'],
  ]);
  expect(blocks[2]?.locator).toMatchObject({ row: 1, cells: [{ column: 2 }] });
});

test('names of tables, text boxes, pictures and titles of charts are read where they stand', async () => {
  const anchor = (column: number, row: number, content: string): string =>
    `<xdr:twoCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>5</xdr:colOff><xdr:row>${row}</xdr:row></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:row>99</xdr:row></xdr:to>${content}</xdr:twoCellAnchor>`;
  const drawing =
    anchor(1, 3, '<xdr:sp><xdr:txBody><a:p><a:r><a:t>In a box</a:t></a:r></a:p></xdr:txBody></xdr:sp>') +
    anchor(0, 0, '<xdr:pic><xdr:nvPicPr><xdr:cNvPr descr="A harbour at dusk"/></xdr:nvPicPr></xdr:pic>') +
    anchor(2, 5, '<xdr:graphicFrame><c:chart r:id="rId1"/></xdr:graphicFrame>');
  const chart =
    '<c:chartSpace><c:chart><c:title><c:tx><a:p><a:r><a:t>Sales by year</a:t></a:r></a:p></c:tx></c:title><c:ser><c:tx><c:v>Tea</c:v></c:tx></c:ser></c:chart></c:chartSpace>';
  const blocks = await blocksOf({
    sheets: [
      { name: 'S', rows: `<row r="2">${inline('B2', 'x')}</row>`, links: { table: 'xl/tables/t.xml', drawing: 'xl/drawings/d.xml' } },
    ],
    extraParts: [
      { name: 'xl/tables/t.xml', content: '<table name="t1" displayName="Prices" ref="B2:C9"/>' },
      { name: 'xl/drawings/d.xml', content: `<xdr:wsDr xmlns:xdr="x" xmlns:a="a" xmlns:c="c" xmlns:r="r">${drawing}</xdr:wsDr>` },
      relationshipsPart('xl/drawings/d.xml', [['chart', '/xl/charts/c.xml']]),
      { name: 'xl/charts/c.xml', content: chart.replace('<c:chartSpace>', '<c:chartSpace xmlns:c="c" xmlns:a="a">') },
    ],
  });
  expect(blocks.slice(1).map(({ text, locator }) => [text, locator?.kind === 'cells' && [locator.cells[0]?.column, locator.row]])).toEqual([
    ['Table: Prices', [2, 2]],
    ['x', [2, 2]],
    ['In a box', [2, 4]],
    ['Picture: A harbour at dusk', [1, 1]],
    ['Chart: Sales by year', [3, 6]],
    ['Tea', [3, 6]],
  ]);
  expect(blocks[2]).toMatchObject({ kind: 'table-row', level: 1 });
});

test('what a link outside the workbook points at is never asked for', async () => {
  const bytes = makeXlsx({
    sheets: [{ name: 'S', rows: `<row r="1">${inline('A1', 'here')}<c r="B1"><f>[1]Other!A1</f><v>7</v></c></row>` }],
    extraParts: [relationshipsPart('xl/externalLinks/externalLink1.xml', [['externalLinkPath', 'file:///etc/passwd', 'External']])],
  });
  expect((await readBytes('book.xlsx', bytes)).blocks.map(({ text }) => text)).toEqual(['S', 'here | 7']);
});

test('a package without a workbook is called damaged, one without a value has no text', async () => {
  const { makeZip } = await import('../../../fixtures/documents/make-zip.ts');
  const bytes = makeZip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'xl/other.xml', content: '<x/>' },
  ]);
  await expect(readBytes('a.xlsx', bytes)).rejects.toMatchObject({ code: 'read-corrupt' });
  await expect(readBytes('a.xlsx', makeXlsx({ sheets: [{ name: 'S' }] }))).rejects.toMatchObject({ code: 'read-no-text' });
});
