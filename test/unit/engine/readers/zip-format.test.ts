import { expect, test } from 'vitest';
import { makeDocx, paragraph } from '../../../fixtures/documents/make-docx.ts';
import { makeOdf } from '../../../fixtures/documents/make-odf.ts';
import { makePptx, slideShape } from '../../../fixtures/documents/make-pptx.ts';
import { makeXlsx } from '../../../fixtures/documents/make-xlsx.ts';
import { makeZip } from '../../../fixtures/documents/make-zip.ts';
import { readBytes } from './read-bytes.ts';

const workbook = makeXlsx({ sheets: [{ name: 'S', rows: '<row><c><v>1</v></c></row>' }] });
const presentation = makePptx({ slides: [{ shapes: slideShape('x') }] });
const odp = makeOdf('presentation', {
  body: '<draw:page><draw:frame><draw:text-box><text:p>x</text:p></draw:text-box></draw:frame></draw:page>',
});
const ods = makeOdf('spreadsheet', {
  body: '<table:table table:name="S"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>',
});

test.each([
  ['a.xlsx', workbook, 'xlsx'],
  ['a.docx', workbook, 'xlsx'],
  ['a.zip', workbook, 'xlsx'],
  ['no-extension', presentation, 'pptx'],
  ['a.xlsm', presentation, 'pptx'],
  ['a.odt', odp, 'odp'],
  ['a.odp', ods, 'ods'],
  ['a.txt', ods, 'ods'],
  ['a.pptx', makeDocx({ body: paragraph('x') }), 'docx'],
])('%s is read as what its parts say', async (name, bytes, format) => {
  expect((await readBytes(name, bytes)).begin.format).toBe(format);
});

test('parts beyond the start of the file are looked up in its directory', async () => {
  const padding = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919 + (index >> 3)) % 251));
  const bytes = makeZip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'docProps/thumbnail.jpeg', content: padding },
    { name: '_rels/.rels', content: '<Relationships/>' },
    { name: 'xl/workbook.xml', content: '<workbook/>' },
  ]);
  await expect(readBytes('thing', bytes)).rejects.toMatchObject({ code: 'read-no-text' });
});

test('an archive without its directory is believed by name, and called damaged', async () => {
  await expect(readBytes('a.xlsx', workbook.subarray(0, workbook.length - 200))).rejects.toMatchObject({ code: 'read-corrupt' });
  await expect(readBytes('a.ods', 'no archive at all')).rejects.toMatchObject({ code: 'read-corrupt' });
});
