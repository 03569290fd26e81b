import { expect, test } from 'vitest';
import { makeDocx, paragraph, tableRow } from '../../../fixtures/documents/make-docx.ts';
import { readBytes } from './read-bytes.ts';

const table = (...rows: readonly string[]): string => `<w:tbl>${rows.join('')}</w:tbl>`;
const cell = (properties: string, text: string): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;

async function blocksOf(body: string, footnotes?: string) {
  const docx = makeDocx({ body, ...(footnotes === undefined ? {} : { footnotes }) });
  return (await readBytes('table.docx', docx)).blocks.map(({ kind, level, text }) => [kind, level, text]);
}

test('merged cells are read once and keep the columns of what follows', async () => {
  const wide = `<w:tr>${cell('<w:gridSpan w:val="2"/>', 'wide')}${cell('<w:vMerge w:val="restart"/>', 'tall')}</w:tr>`;
  const below = `<w:tr>${cell('', 'a')}${cell('', 'b')}${cell('<w:vMerge/>', 'hidden copy')}</w:tr>`;
  const start = `<w:tr>${cell('<w:vMerge w:val="continue"/>', '')}${cell('', 'c')}</w:tr>`;
  expect(await blocksOf(table(wide, below, start))).toEqual([
    ['table-row', null, 'wide | tall'],
    ['table-row', null, 'a | b'],
    ['table-row', null, '| c'],
  ]);
});

test('a row that names the columns says so', async () => {
  const header = tableRow('Item', 'Price').replace('<w:tr>', '<w:tr><w:trPr><w:tblHeader/></w:trPr>');
  expect(await blocksOf(table(header, tableRow('Pen', '2')))).toEqual([
    ['table-row', 1, 'Item | Price'],
    ['table-row', null, 'Pen | 2'],
  ]);
});

test('a table inside a cell is text of that cell', async () => {
  const inner = table(tableRow('1', '2'), tableRow('3', '4')) + paragraph('');
  expect(await blocksOf(table(tableRow('before', inner)))).toEqual([['table-row', null, 'before | 1, 2; 3, 4']]);
});

test('a table of one column that holds paragraphs is a frame around them', async () => {
  const inside = paragraph('Box', undefined, '<w:outlineLvl w:val="0"/>') + paragraph('Text.') + table(tableRow('x', 'y'));
  expect(await blocksOf(table(tableRow(inside)))).toEqual([
    ['heading', 1, 'Box'],
    ['paragraph', null, 'Text.'],
    ['table-row', null, 'x, y'],
  ]);
});

test('a footnote in a table follows the table, so that its rows stay together', async () => {
  const noted = '<w:p><w:r><w:t>Claim</w:t><w:footnoteReference w:id="2"/></w:r></w:p>';
  const footnotes = `<w:footnote w:id="2">${paragraph('Proof.')}</w:footnote>`;
  expect(await blocksOf(table(tableRow(noted, '1'), tableRow('Other', '2')) + paragraph('After'), footnotes)).toEqual([
    ['table-row', null, 'Claim | 1'],
    ['table-row', null, 'Other | 2'],
    ['footnote', null, 'Proof.'],
    ['paragraph', null, 'After'],
  ]);
});
