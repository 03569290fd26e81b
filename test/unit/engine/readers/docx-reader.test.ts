import { expect, test } from 'vitest';
import { type DocxContent, makeDocx, paragraph, tableRow } from '../../../fixtures/documents/make-docx.ts';
import { readBytes } from './read-bytes.ts';

async function blocksOf(content: DocxContent) {
  return (await readBytes('letter.docx', makeDocx(content))).blocks;
}

const textsOf = async (body: string): Promise<string[]> => (await blocksOf({ body })).map(({ text }) => text);

test('headings are known by outline level and by built-in name, whatever the language of their ids', async () => {
  const styles = `
    <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Unterkapitel"><w:name w:val="Mein"/><w:basedOn w:val="Kapitel"/></w:style>
    <w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>`;
  const body =
    paragraph('One', 'berschrift1') +
    paragraph('Two', 'Unterkapitel') +
    paragraph('Text.') +
    paragraph('Said.', 'Zitat') +
    paragraph('Three', undefined, '<w:outlineLvl w:val="0"/>');
  expect(
    (await blocksOf({ body, styles })).map(({ kind, level, text, headingPath }) => [kind, level, text, headingPath.join('/')]),
  ).toEqual([
    ['heading', 1, 'One', ''],
    ['heading', 2, 'Two', 'One'],
    ['paragraph', null, 'Text.', 'One/Two'],
    ['quote', null, 'Said.', 'One/Two'],
    ['heading', 1, 'Three', ''],
  ]);
});

test('lists know their depth, tables their rows', async () => {
  const list = (text: string, level: number): string =>
    paragraph(text, undefined, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="3"/></w:numPr>`);
  const table = `<w:tbl>${tableRow('Item', 'Price')}${tableRow(paragraph('Two') + paragraph('lines'), '3')}${tableRow('', '')}</w:tbl>`;
  const blocks = await blocksOf({ body: list('a', 0) + list('b', 1) + table });
  expect(blocks.map(({ kind, level, text }) => [kind, level, text])).toEqual([
    ['list-item', 1, 'a'],
    ['list-item', 2, 'b'],
    ['table-row', null, 'Item | Price'],
    ['table-row', null, 'Two lines | 3'],
  ]);
});

test('deleted and moved text is gone, inserted text and links are there', async () => {
  const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const deleted = '<w:del w:id="1"><w:r><w:delText>wrong </w:delText></w:r></w:del>';
  const moved = `<w:moveFrom w:id="2">${run('elsewhere ')}</w:moveFrom>`;
  const inserted = `<w:ins w:id="3">${run('right ')}</w:ins>`;
  const link = `<w:hyperlink>${run('here')}</w:hyperlink>`;
  const field = `<w:r><w:instrText>PAGEREF x</w:instrText></w:r>`;
  expect(await textsOf(`<w:p>${run('The ')}${deleted}${moved}${inserted}${field}${link}</w:p>`)).toEqual(['The right here']);
});

test('a text box is read once, though the file holds it twice', async () => {
  const box = `<w:txbxContent>${paragraph('In the box')}</w:txbxContent>`;
  const twice = `<mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent>`;
  expect(await textsOf(`<w:p><w:r>${twice}<w:t>Around it</w:t></w:r></w:p>`)).toEqual(['In the box', 'Around it']);
});

test('a footnote follows the paragraph that refers to it', async () => {
  const body = `<w:p><w:r><w:t>Claim.</w:t><w:footnoteReference w:id="2"/></w:r></w:p>${paragraph('Next.')}`;
  const note = (id: number, text: string, type = ''): string => `<w:footnote w:id="${id}" ${type}>${paragraph(text)}</w:footnote>`;
  const footnotes = note(0, '---', 'w:type="separator"') + note(2, 'Proof.');
  expect((await blocksOf({ body, footnotes })).map(({ kind, text }) => [kind, text])).toEqual([
    ['paragraph', 'Claim.'],
    ['footnote', 'Proof.'],
    ['paragraph', 'Next.'],
  ]);
});

test('the title is the one in the properties', async () => {
  expect((await readBytes('a.docx', makeDocx({ body: paragraph('x'), title: 'On Ducks' }))).begin.title).toBe('On Ducks');
});

test('a Word document without words says so', async () => {
  await expect(readBytes('a.docx', makeDocx({ body: paragraph('') }))).rejects.toMatchObject({ code: 'read-no-text' });
});
