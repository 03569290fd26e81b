import { expect, test } from 'vitest';
import { listItem, listLevel, makeDocx, paragraph } from '../../../fixtures/documents/make-docx.ts';
import { readBytes } from './read-bytes.ts';

const definition = (id: string, levels: string): string => `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`;
const list = (id: string, definitionId: string, more = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${definitionId}"/>${more}</w:num>`;

async function textsOf(numbering: string, body: string, styles?: string): Promise<string[]> {
  const docx = makeDocx({ body, numbering, ...(styles === undefined ? {} : { styles }) });
  return (await readBytes('list.docx', docx)).blocks.map(({ text }) => text);
}

test('items carry the numbers of all their levels, in the format of each', async () => {
  const levels = listLevel(0, 'decimal', '%1.') + listLevel(1, 'lowerLetter', '%1.%2)') + listLevel(2, 'upperRoman', '(%3)');
  const body = [0, 1, 1, 2, 2, 0, 1, 2].map((level, at) => listItem(`item ${at}`, level)).join('');
  expect(await textsOf(definition('0', levels) + list('1', '0'), body)).toEqual([
    '1. item 0',
    '1.a) item 1',
    '1.b) item 2',
    '(I) item 3',
    '(II) item 4',
    '2. item 5',
    '2.a) item 6',
    '(I) item 7',
  ]);
});

test('bullets of symbol fonts are shown as bullets', async () => {
  const levels = listLevel(0, 'bullet', '\uf0b7') + listLevel(1, 'bullet', 'o') + listLevel(2, 'bullet', '–');
  const body = listItem('a', 0) + listItem('b', 1) + listItem('c', 2);
  expect(await textsOf(definition('0', levels) + list('1', '0'), body)).toEqual(['• a', '◦ b', '– c']);
});

test('lists of one definition go on counting, unless one of them says where it starts', async () => {
  const numbering =
    definition('0', listLevel(0, 'decimal', '%1.')) +
    list('1', '0') +
    list('2', '0') +
    list('3', '0', '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>');
  const body = ['1', '2', '3', '3', '1'].map((id, at) => listItem(`item ${at}`, 0, id)).join('');
  expect(await textsOf(numbering, body)).toEqual(['1. item 0', '2. item 1', '5. item 2', '6. item 3', '7. item 4']);
});

test('a level may never restart, and may show the levels above it in digits', async () => {
  const levels =
    listLevel(0, 'upperRoman', 'Article %1') + listLevel(1, 'decimalZero', 'Section %1.%2', '<w:lvlRestart w:val="0"/><w:isLgl/>');
  const body = [0, 1, 0, 1].map((level, at) => listItem(`t${at}`, level)).join('');
  expect(await textsOf(definition('0', levels) + list('1', '0'), body)).toEqual([
    'Article I t0',
    'Section 1.1 t1',
    'Article II t2',
    'Section 2.2 t3',
  ]);
});

test('headings are numbered through their styles, and their sections are known by number and name', async () => {
  const levels = listLevel(0, 'decimal', '%1', '<w:pStyle w:val="H1"/>') + listLevel(1, 'decimal', '%1.%2', '<w:pStyle w:val="H2"/>');
  const styles = ['1', '2']
    .map(
      (n) =>
        `<w:style w:type="paragraph" w:styleId="H${n}"><w:name w:val="heading ${n}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`,
    )
    .join('');
  const body =
    paragraph('Scope', 'H1') +
    paragraph('Terms', 'H2') +
    paragraph('Text.') +
    paragraph('Unnumbered', 'H2', '<w:numPr><w:numId w:val="0"/></w:numPr>');
  const docx = makeDocx({ body, styles, numbering: definition('0', levels) + list('1', '0') });
  const { blocks } = await readBytes('list.docx', docx);
  expect(blocks.map(({ kind, text, headingPath }) => [kind, text, headingPath])).toEqual([
    ['heading', '1 Scope', []],
    ['heading', '1.1 Terms', ['1 Scope']],
    ['paragraph', 'Text.', ['1 Scope', '1.1 Terms']],
    ['heading', 'Unnumbered', ['1 Scope']],
  ]);
});

test('a definition that refers to a numbering style takes its levels from there', async () => {
  const styles = '<w:style w:type="numbering" w:styleId="Legal"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
  const numbering =
    definition('0', listLevel(0, 'upperLetter', '%1.')) +
    definition('1', '<w:numStyleLink w:val="Legal"/>') +
    list('1', '0') +
    list('2', '1');
  expect(await textsOf(numbering, listItem('x', 0, '2'), styles)).toEqual(['A. x']);
});

test('an empty item counts, one that a tracked change has removed does not', async () => {
  const numbering = definition('0', listLevel(0, 'decimal', '%1.')) + list('1', '0');
  const gone = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr></w:p>';
  expect(await textsOf(numbering, listItem('a', 0) + gone + listItem('', 0) + listItem('b', 0))).toEqual(['1. a', '3. b']);
});
