import { expect, test } from 'vitest';
import { makeFlatOdt, makeOdt, type OdtContent } from '../../../fixtures/documents/make-odt.ts';
import { readBytes } from './read-bytes.ts';

async function blocksOf(content: OdtContent) {
  return (await readBytes('text.odt', makeOdt(content))).blocks;
}

const textsOf = async (content: OdtContent): Promise<string[]> => (await blocksOf(content)).map(({ text }) => text);

const p = (text: string, style = 'Standard'): string => `<text:p text:style-name="${style}">${text}</text:p>`;
const item = (content: string, attributes = ''): string => `<text:list-item ${attributes}>${content}</text:list-item>`;
const list = (content: string, attributes = 'text:style-name="L1"'): string => `<text:list ${attributes}>${content}</text:list>`;
const numberLevel = (level: number, format: string, more = ''): string =>
  `<text:list-level-style-number text:level="${level}" style:num-format="${format}" style:num-suffix="." ${more}/>`;
const lists = (levels: string): string => `<text:list-style style:name="L1">${levels}</text:list-style>`;

test('headings carry the numbers of the outline and make the path of what follows', async () => {
  const styles = `<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>`;
  const h = (level: number, text: string, more = ''): string => `<text:h text:outline-level="${level}" ${more}>${text}</text:h>`;
  const body = h(1, 'Scope') + h(2, 'Terms') + p('Text.') + h(2, 'Preamble', 'text:is-list-header="true"') + h(2, 'Fees') + h(1, 'End');
  expect(
    (await blocksOf({ body, styles })).map(({ kind, level, text, headingPath }) => [kind, level, text, headingPath.join('/')]),
  ).toEqual([
    ['heading', 1, '1 Scope', ''],
    ['heading', 2, '1.1 Terms', '1 Scope'],
    ['paragraph', null, 'Text.', '1 Scope/1.1 Terms'],
    ['heading', 2, 'Preamble', '1 Scope'],
    ['heading', 2, '1.2 Fees', '1 Scope'],
    ['heading', 1, '2 End', ''],
  ]);
});

test('items of lists carry their numbers; only the first paragraph of an item, and no item that only leads deeper', async () => {
  const automaticStyles = lists(
    numberLevel(1, '1') +
      numberLevel(2, 'a', 'text:display-levels="2"') +
      '<text:list-level-style-bullet text:level="3" text:bullet-char="–"/>',
  );
  const body =
    list(
      item(p('one') + p('more of one')) +
        item(p('two') + list(item(p('deep')) + item(p('deeper') + list(item(p('dash'))), ''), '')) +
        item(list(item(p('alone')), '')) +
        item(p('nine'), 'text:start-value="9"') +
        `<text:list-header>${p('no number')}</text:list-header>`,
    ) +
    list(item(p('anew'))) +
    list(item(p('on')), 'text:style-name="L1" text:continue-numbering="true"');
  expect((await blocksOf({ body, automaticStyles })).map(({ level, text }) => [level, text])).toEqual([
    [1, '1. one'],
    [1, 'more of one'],
    [1, '2. two'],
    [2, '2.a. deep'],
    [2, '2.b. deeper'],
    [3, '– dash'],
    [2, '2.c. alone'],
    [1, '9. nine'],
    [1, 'no number'],
    [1, '1. anew'],
    [1, '2. on'],
  ]);
});

test('tables are rows; merged cells are read once, a table inside a cell is its text', async () => {
  const cell = (text: string, more = ''): string => `<table:table-cell ${more}>${text === '' ? '' : p(text)}</table:table-cell>`;
  const row = (...cells: readonly string[]): string => `<table:table-row>${cells.join('')}</table:table-row>`;
  const inner = `<table:table>${row(cell('1'), cell('2'))}</table:table>`;
  const body = `<table:table><table:table-header-rows>${row(cell('Item'), cell('Size'), cell('Price'))}</table:table-header-rows>${row(
    cell('wide', 'table:number-columns-spanned="2"'),
    '<table:covered-table-cell/>',
    cell('tall', 'table:number-rows-spanned="2"'),
  )}${row(cell('', 'table:number-columns-repeated="2"'), '<table:covered-table-cell/>')}${row(cell('', 'table:number-columns-repeated="2"'), `<table:table-cell>${inner}</table:table-cell>`)}</table:table>`;
  expect((await blocksOf({ body })).map(({ kind, level, text }) => [kind, level, text])).toEqual([
    ['table-row', 1, 'Item | Size | Price'],
    ['table-row', null, 'wide | tall'],
    ['table-row', null, '|  | 1, 2'],
  ]);
});

test('notes, comments, deleted text and descriptions of pictures follow their paragraph', async () => {
  const deleted =
    '<text:tracked-changes><text:changed-region xml:id="c1"><text:deletion><office:change-info><dc:creator>Ann</dc:creator><dc:date>2024-01-01</dc:date></office:change-info><text:p>30 days</text:p></text:deletion></text:changed-region></text:tracked-changes>';
  const note =
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Proof.</text:p></text:note-body></text:note>';
  const comment =
    '<office:annotation><dc:creator>Ada</dc:creator><dc:date>2024-01-01</dc:date><text:p>Really?</text:p></office:annotation>';
  const picture =
    '<draw:frame><draw:image xlink:href="Pictures/1.png"/><svg:title>Duck</svg:title><svg:desc>A duck at sea</svg:desc></draw:frame>';
  const box = `<draw:frame><draw:text-box>${p('In the box')}</draw:text-box></draw:frame>`;
  const body = `${deleted}<text:p>Claim${note}${comment}<text:change text:change-id="c1"/>${picture}${box}<text:s text:c="2"/>ends<text:tab/>here<text:line-break/>now.</text:p>${p('Next.')}`;
  expect((await blocksOf({ body })).map(({ kind, text }) => [kind, text])).toEqual([
    ['paragraph', 'In the box'],
    ['paragraph', 'Claim ends\there\nnow.'],
    ['footnote', 'Proof.'],
    ['footnote', 'Comment by Ada: Really?'],
    ['footnote', 'Deleted by Ann: 30 days'],
    ['caption', 'Picture: A duck at sea'],
    ['paragraph', 'Next.'],
  ]);
});

test('formulas stand in their line, charts after it', async () => {
  const formula =
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></mrow><annotation>x^2 over</annotation></semantics></math>';
  const cell = (text: string): string => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`;
  const chart = `<office:document-content><office:body><office:chart><chart:chart><chart:title><text:p>Sales</text:p></chart:title><table:table><table:table-rows><table:table-row>${cell('North')}${cell('3')}</table:table-row></table:table-rows></table:table></chart:chart></office:chart></office:body></office:document-content>`;
  const object = (name: string): string =>
    `<draw:frame><draw:object xlink:href="./${name}"/><draw:image xlink:href="./ObjectReplacements/${name}"/></draw:frame>`;
  const extraParts = [
    { name: 'Object 1/content.xml', content: formula },
    { name: 'Object 2/content.xml', content: chart },
  ];
  expect(await textsOf({ body: `<text:p>Where ${object('Object 1')} holds.${object('Object 2')}</text:p>`, extraParts })).toEqual([
    'Where x^2 = (a+b)/2 holds.',
    'Chart: Sales',
    'North | 3',
  ]);
});

test('a template and a flat file are texts too, with their titles', async () => {
  const content = { body: p('Hello.'), title: 'On Ducks' };
  expect((await readBytes('text.ott', makeOdt(content))).begin).toMatchObject({ format: 'odt', title: 'On Ducks' });
  const flat = await readBytes('text.fodt', makeFlatOdt(content));
  expect(flat.begin).toMatchObject({ format: 'odt', title: 'On Ducks' });
  expect(flat.blocks.map(({ text }) => text)).toEqual(['Hello.']);
});

test('its content tells an OpenDocument text, whatever it is called', async () => {
  expect((await readBytes('text.docx', makeOdt({ body: p('Hello.') }))).begin.format).toBe('odt');
});

test('a text protected with a password asks for it', async () => {
  await expect(readBytes('secret.odt', makeOdt({ body: p('x'), isEncrypted: true }))).rejects.toMatchObject({ code: 'read-encrypted' });
});

test('a text without words says so; one whose only text is in its header is read from there', async () => {
  await expect(readBytes('empty.odt', makeOdt({ body: p('') }))).rejects.toMatchObject({ code: 'read-no-text' });
  const masterStyles = `<style:master-page><style:header>${p('Letterhead')}</style:header></style:master-page>`;
  expect(await textsOf({ body: p(''), masterStyles })).toEqual(['Letterhead']);
});

test('a text whose styles are damaged is read without them, and says so', async () => {
  const reading = await readBytes(
    'text.odt',
    makeOdt({ body: p('Hello.'), extraParts: [{ name: 'styles.xml', content: '<office:document-styles><oops' }] }),
  );
  expect(reading.blocks.map(({ text }) => text)).toEqual(['Hello.']);
  expect(reading.warnings).toEqual(['Its styles could not be read: that part of the file is damaged.']);
});

test('parts in another encoding than UTF-8 are read as they declare', async () => {
  const content = Buffer.from('<?xml version="1.0" encoding="windows-1252"?><o:d><o:body><t:p>Käse</t:p></o:body></o:d>', 'latin1');
  expect(await textsOf({ body: '', extraParts: [{ name: 'content.xml', content }] })).toEqual(['Käse']);
});
