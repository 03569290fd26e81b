import { expect, test } from 'vitest';
import type { ReadBlock } from '../../../../src/shared/contract/reader.ts';
import { makeOdf, type OdfContent } from '../../../fixtures/documents/make-odf.ts';
import { readBytes } from './read-bytes.ts';

const slidesOf = async (content: OdfContent): Promise<ReadBlock[]> =>
  (await readBytes('talk.odp', makeOdf('presentation', content))).blocks;
const sheetsOf = async (content: OdfContent): Promise<ReadBlock[]> => (await readBytes('book.ods', makeOdf('spreadsheet', content))).blocks;

const p = (text: string): string => `<text:p>${text}</text:p>`;
const frame = (content: string, attributes = ''): string =>
  `<draw:frame ${attributes}><draw:text-box>${content}</draw:text-box></draw:frame>`;
const cell = (text: string, attributes = ''): string =>
  `<table:table-cell office:value-type="string" ${attributes}>${p(text)}</table:table-cell>`;
const row = (cells: string, attributes = ''): string => `<table:table-row ${attributes}>${cells}</table:table-row>`;
const table = (name: string, rows: string, attributes = ''): string =>
  `<table:table table:name="${name}" ${attributes}>${rows}</table:table>`;

const places = (blocks: readonly ReadBlock[]): string[] =>
  blocks.map(
    ({ text, locator }) =>
      `${locator?.kind === 'cells' ? `${locator.row}/${locator.cells.map(({ column }) => column).join()}` : ''} ${text}`,
  );

test('ODP: titles head their slides, shapes go by position, lists keep their depth', async () => {
  const list = `<text:list><text:list-item>${p('top')}<text:list><text:list-item>${p('below')}</text:list-item></text:list></text:list-item></text:list>`;
  const body = `<draw:page>${frame(list, 'presentation:class="outline" svg:x="1cm" svg:y="10cm" svg:width="5cm" svg:height="3cm"')}${frame(p('above'), 'svg:x="10mm" svg:y="40mm" svg:width="5cm" svg:height="1cm"')}${frame(`<text:list><text:list-item>${p('Title')}</text:list-item></text:list>`, 'presentation:class="title" svg:y="18cm" svg:x="0cm"')}</draw:page>`;
  const blocks = await slidesOf({ body });
  expect(blocks.map(({ kind, level, text, headingPath }) => [kind, level, text, headingPath.join()])).toEqual([
    ['heading', 1, 'Title', ''],
    ['paragraph', null, 'above', 'Title'],
    ['list-item', 1, 'top', 'Title'],
    ['list-item', 2, 'below', 'Title'],
  ]);
});

test('ODP: notes, comments and pictures are told apart; prompts, footers and page numbers are left out', async () => {
  const notes = `<presentation:notes><draw:page-thumbnail/>${frame(p('Say hello.'), 'presentation:class="notes"')}${frame(p('3'), 'presentation:class="page-number"')}</presentation:notes>`;
  const comment = `<office:annotation><dc:creator>Ada</dc:creator><dc:date>2024-01-01</dc:date>${p('Too long')}</office:annotation>`;
  const picture =
    '<draw:frame><draw:image xlink:href="Pictures/x.png"/><svg:title>Harbour</svg:title><svg:desc>seen from above</svg:desc></draw:frame>';
  const body = `<draw:page>${comment}${frame(p('Click to add text'), 'presentation:class="outline" presentation:placeholder="true"')}${frame(p('Confidential'), 'presentation:class="footer"')}<draw:custom-shape>${p('On page <text:page-number>7</text:page-number>of it')}</draw:custom-shape>${picture}${notes}</draw:page>`;
  const blocks = await slidesOf({ body });
  expect(blocks.map(({ text, locator }) => [text, locator?.kind === 'slide' && locator.part])).toEqual([
    ['On page of it', 'body'],
    ['Picture: Harbour seen from above', 'body'],
    ['Comment by Ada: Too long', 'body'],
    ['Say hello.', 'notes'],
  ]);
});

test('ODP: hidden slides are read and say so; tables are rows', async () => {
  const styles =
    '<style:style style:name="dp1" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>';
  const grid = `<draw:frame><table:table>${row(cell('Name') + cell('Price'))}${row(`${cell('both')}<table:covered-table-cell>${p('behind')}</table:covered-table-cell>`)}</table:table></draw:frame>`;
  const blocks = await slidesOf({ styles, body: `<draw:page draw:style-name="dp1">${grid}</draw:page>` });
  expect(blocks.map(({ text }) => text)).toEqual(['Slide 1 (hidden slide)', 'Name | Price', 'both']);
});

test('ODS: cells show what they showed last, at their columns and rows', async () => {
  const value = '<table:table-cell office:value-type="float" office:value="1234.5"><text:p>1.234,50 €</text:p></table:table-cell>';
  const bare = '<table:table-cell office:value-type="date" office:date-value="2018-09-20"/>';
  const gap = '<table:table-cell table:number-columns-repeated="3"/>';
  const rows =
    row('<table:table-cell/>', 'table:number-rows-repeated="3"') + row(cell('a', 'table:number-columns-repeated="2"') + gap + value + bare);
  const blocks = await sheetsOf({ body: table('Costs', rows) });
  expect(places(blocks)).toEqual(['1/1 Costs', '4/1,2,6,7 a | a | 1.234,50 € | 2018-09-20']);
  expect(blocks[1]).toMatchObject({ kind: 'table-row', headingPath: ['Costs'] });
});

test('ODS: empty cells and rows repeated to the edge cost nothing; values so repeated are read for a while', async () => {
  const empty = '<table:table-cell table:number-columns-repeated="16384"/>';
  const rows = row(cell('x', 'table:number-columns-repeated="16384"')) + row(empty, 'table:number-rows-repeated="1048575"');
  const { blocks, warnings } = await readBytes(
    'book.ods',
    makeOdf('spreadsheet', { body: table('S', rows + row(cell('y'), 'table:number-rows-repeated="1000000"')) }),
  );
  expect(blocks.length).toBeLessThan(1_100);
  expect(warnings).toHaveLength(1);
});

test('ODS: merged cells are read once, hidden sheets say so, comments stand at their cells', async () => {
  const styles = '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>';
  const comment = `<office:annotation><dc:creator>Ada</dc:creator><dc:date>2024-01-01</dc:date>${p('Check')}</office:annotation>`;
  const rows = row(
    `<table:table-cell table:number-columns-spanned="2">${comment}${p('merged')}</table:table-cell><table:covered-table-cell>${p('behind')}</table:covered-table-cell>${cell('next')}`,
  );
  const blocks = await sheetsOf({ styles, body: table('Secret', rows, 'table:style-name="ta1"') });
  expect(places(blocks)).toEqual(['1/1 Secret (hidden sheet)', '1/1,3 merged | next', '1/1 Comment by Ada: Check']);
});

test('an encrypted OpenDocument file asks for its password', async () => {
  const bytes = makeOdf('spreadsheet', { body: '' }).toString('latin1');
  const { makeZip } = await import('../../../fixtures/documents/make-zip.ts');
  const encrypted = makeZip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', isStored: true },
    { name: 'content.xml', content: bytes },
    { name: 'META-INF/manifest.xml', content: '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>' },
  ]);
  await expect(readBytes('secret.ods', encrypted)).rejects.toMatchObject({ code: 'read-encrypted' });
});
