import { expect, test } from 'vitest';
import { readFile } from '../../../../src/engine/ingestion/readers/read-file.ts';
import { type DocxContent, makeDocx, paragraph, tableRow } from '../../../fixtures/documents/make-docx.ts';
import { scratchFolder } from '../../../fixtures/documents/scratch-folder.ts';
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

test('deleted and moved text is out of the text, inserted text and links are there', async () => {
  const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const deleted = '<w:del w:id="1"><w:r><w:delText>wrong </w:delText></w:r></w:del>';
  const moved = `<w:moveFrom w:id="2">${run('elsewhere ')}</w:moveFrom>`;
  const inserted = `<w:ins w:id="3">${run('right ')}</w:ins>`;
  const link = `<w:hyperlink>${run('here')}</w:hyperlink>`;
  const field = `<w:r><w:instrText>PAGEREF x</w:instrText></w:r>`;
  expect(await textsOf(`<w:p>${run('The ')}${deleted}${moved}${inserted}${field}${link}</w:p>`)).toEqual([
    'The right here',
    'Deleted: wrong',
  ]);
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

test('fields show their result, not their instruction; a field that never ends hides nothing beyond its paragraph', async () => {
  const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const nested = `${mark('begin')}${run('PAGE')}${mark('begin')}${run('IF')}${mark('separate')}${run('x')}${mark('end')}${mark('separate')}${run('7')}${mark('end')}`;
  const body = `<w:p>${run('See page ')}${nested}${run('.')}</w:p><w:p>${run('Open ')}${mark('begin')}${run('CODE')}</w:p>${paragraph('After.')}`;
  expect(await textsOf(body)).toEqual(['See page 7.', 'Open', 'After.']);
});

test('boxes and choices of a form are shown as they are set', async () => {
  const field = (data: string): string =>
    `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${data}</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const box = (checked: string): string => field(`<w:checkBox><w:default w:val="0"/>${checked}</w:checkBox>`);
  const choice = field('<w:ddList><w:result w:val="1"/><w:listEntry w:val="red"/><w:listEntry w:val="blue"/></w:ddList>');
  expect(await textsOf(`<w:p>${box('<w:checked/>')}${box('')}${choice}</w:p>`)).toEqual(['☒☐blue']);
});

test('hidden text is not read; characters of symbol fonts are read as what they show', async () => {
  const run = (properties: string, content: string): string => `<w:r><w:rPr>${properties}</w:rPr>${content}</w:r>`;
  const body =
    `<w:p>${run('<w:vanish/>', '<w:t>secret </w:t>')}${run('<w:vanish w:val="0"/>', '<w:t xml:space="preserve">plain </w:t>')}` +
    `${run('', '<w:sym w:font="Wingdings" w:char="F0FC"/>')}${run('<w:rFonts w:ascii="Symbol"/>', '<w:t>\uf061\uf0b3</w:t>')}</w:p>`;
  expect(await textsOf(body)).toEqual(['plain ✓α≥']);
});

test('formulas are lines of text', async () => {
  const t = (text: string): string => `<m:r><m:t>${text}</m:t></m:r>`;
  const e = (text: string): string => `<m:e>${t(text)}</m:e>`;
  const half = `<m:f><m:num>${t('a+b')}</m:num><m:den>${t('2')}</m:den></m:f>`;
  const square = `<m:sSup>${e('x')}<m:sup>${t('2')}</m:sup></m:sSup>`;
  const sum = `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${t('i=1')}</m:sub><m:sup>${t('n')}</m:sup>${e('i')}</m:nary>`;
  const root = `<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>${e('y')}</m:rad>`;
  const brackets = `<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>${e('z')}</m:d>`;
  const table = `<m:m><m:mr>${e('1')}${e('0')}</m:mr><m:mr>${e('0')}${e('1')}</m:mr></m:m>`;
  const body = `<w:p><w:r><w:t xml:space="preserve">Is </w:t></w:r><m:oMath>${half}${t('=')}${square}${t('+')}${sum}${t('+')}${root}${brackets}${table}</m:oMath></w:p>`;
  expect(await textsOf(body)).toEqual(['Is (a+b)/2=x^2+∑_(i=1)^n i+√y[z][1, 0; 0, 1]']);
});

test('a document whose only text is in its header is read from there', async () => {
  const header = paragraph('Letterhead') + paragraph('of Example Ltd');
  expect(await blocksOf({ body: paragraph(''), header })).toMatchObject([{ kind: 'paragraph', text: 'Letterhead\nof Example Ltd' }]);
  expect((await blocksOf({ body: paragraph('Dear all'), header })).map(({ text }) => text)).toEqual(['Dear all']);
});

test('a damaged part beside the body costs no more than itself, and the document says so', async () => {
  const extraParts = [{ name: 'word/comments.xml', content: '<w:comments><w:comment' }];
  const reading = await readBytes('letter.docx', makeDocx({ body: paragraph('Dear all'), comments: '', extraParts }));
  expect(reading.blocks.map(({ text }) => text)).toEqual(['Dear all']);
  expect(reading.warnings).toEqual(['Its comments could not be read: that part of the file is damaged.']);
});

test('what stands before the damage is read', async () => {
  using folder = scratchFolder();
  const path = folder.put('letter.docx', makeDocx({ body: `${paragraph('Before.')}<w:p><w:r></w:p>${paragraph('After.')}` }));
  const texts: string[] = [];
  const reading = async (): Promise<void> => {
    for await (const part of readFile({ path, formatHint: null }))
      if (part.type === 'blocks') texts.push(...part.blocks.map(({ text }) => text));
  };
  await expect(reading()).rejects.toMatchObject({ code: 'read-corrupt' });
  expect(texts).toEqual(['Before.']);
});

test('an item that a tracked change has moved away does not count', async () => {
  const properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
  const moved = `<w:p><w:pPr>${properties}<w:rPr><w:moveFrom w:id="1"/></w:rPr></w:pPr><w:moveFrom w:id="2"><w:r><w:t>x</w:t></w:r></w:moveFrom></w:p>`;
  const numbering = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`;
  const body = paragraph('a', undefined, properties) + moved + paragraph('b', undefined, properties);
  expect((await blocksOf({ body, numbering })).map(({ text }) => text)).toEqual(['1. a', '2. b']);
});
