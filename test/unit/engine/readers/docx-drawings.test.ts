import { expect, test } from 'vitest';
import { makeDocx, paragraph } from '../../../fixtures/documents/make-docx.ts';
import { readBytes } from './read-bytes.ts';

const drawing = (content: string, description = ''): string =>
  `<w:p><w:r><w:drawing><wp:docPr id="1" name="Object 1" descr="${description}"/>${content}</w:drawing></w:r></w:p>`;

async function blocksOf(body: string, drawings: NonNullable<Parameters<typeof makeDocx>[0]['drawings']> = []) {
  return (await readBytes('drawings.docx', makeDocx({ body, drawings }))).blocks.map(({ kind, level, text }) => [kind, level, text]);
}

test('a chart says its titles, then its data as rows', async () => {
  const rich = (text: string): string => `<c:title><c:tx><c:rich><a:p><a:r><a:t>${text}</a:t></a:r></a:p></c:rich></c:tx></c:title>`;
  const points = (...values: readonly string[]): string =>
    `<c:numCache><c:formatCode>General</c:formatCode>${values.map((value, at) => `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`).join('')}</c:numCache>`;
  const series = (name: string, ...values: readonly string[]): string =>
    `<c:ser><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:pt idx="0"><c:v>${name}</c:v></c:pt></c:strCache></c:strRef></c:tx>` +
    `<c:cat><c:strRef>${points('North', 'South')}</c:strRef></c:cat><c:val><c:numRef>${points(...values)}</c:numRef></c:val></c:ser>`;
  const chart = `<c:chartSpace><c:chart>${rich('Sales')}<c:plotArea>${series('2024', '1.5', '2')}${series('2025', '0.30000000000000004')}</c:plotArea></c:chart></c:chartSpace>`;
  expect(await blocksOf(drawing('<c:chart r:id="rIdC"/>') + paragraph('After'), [{ id: 'rIdC', type: 'chart', content: chart }])).toEqual([
    ['caption', null, 'Chart: Sales'],
    ['table-row', 1, '| 2024 | 2025'],
    ['table-row', null, 'North | 1.5 | 0.3'],
    ['table-row', null, 'South | 2'],
    ['paragraph', null, 'After'],
  ]);
});

test('a waterfall, funnel or treemap says its title, its series and its figures too', async () => {
  const points = (...values: readonly string[]): string =>
    `<cx:lvl ptCount="${values.length}">${values.map((value, at) => `<cx:pt idx="${at}">${value}</cx:pt>`).join('')}</cx:lvl>`;
  const data = (id: number, ...values: readonly string[]): string =>
    `<cx:data id="${id}"><cx:strDim type="cat"><cx:f>Sheet1!$A$2:$A$3</cx:f>${points('Gross', 'Tax')}</cx:strDim><cx:numDim type="val">${points(...values)}</cx:numDim></cx:data>`;
  const named = (text: string): string => `<cx:tx><cx:txData><cx:f>Sheet1!$B$1</cx:f><cx:v>${text}</cx:v></cx:txData></cx:tx>`;
  const series = (id: number, name: string): string =>
    `<cx:series layoutId="waterfall">${named(name)}<cx:dataLabels/><cx:dataId val="${id}"/></cx:series>`;
  const chart =
    `<cx:chartSpace><cx:chartData>${data(0, '1200.5', '-300')}${data(1, '7', '')}</cx:chartData><cx:chart><cx:title>${named('From gross to net')}</cx:title>` +
    `<cx:plotArea><cx:plotAreaRegion>${series(1, 'Plan')}${series(0, 'Actual')}</cx:plotAreaRegion></cx:plotArea></cx:chart></cx:chartSpace>`;
  expect(await blocksOf(drawing('<cx:chart r:id="rIdX"/>'), [{ id: 'rIdX', type: 'chartEx', content: chart }])).toEqual([
    ['caption', null, 'Chart: From gross to net'],
    ['table-row', 1, '| Actual | Plan'],
    ['table-row', null, 'Gross | 1200.5 | 7'],
    ['table-row', null, 'Tax | -300'],
  ]);
});

test('a SmartArt diagram is a list in the order of its tree, not of its file', async () => {
  const point = (id: string, text: string, type = 'node'): string =>
    `<dgm:pt modelId="${id}" type="${type}"><dgm:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`;
  const link = (from: string, to: string, order: number, type = 'parOf'): string =>
    `<dgm:cxn type="${type}" srcId="${from}" destId="${to}" srcOrd="${order}"/>`;
  const data =
    `<dgm:dataModel><dgm:ptLst>${point('b', 'Second')}${point('c', 'Below the first')}${point('a', 'First')}${point('0', '', 'doc')}${point('p', 'layout', 'pres')}</dgm:ptLst>` +
    `<dgm:cxnLst>${link('0', 'b', 1)}${link('0', 'a', 0)}${link('a', 'c', 0)}${link('c', 'a', 0)}${link('a', 'p', 0, 'presOf')}</dgm:cxnLst></dgm:dataModel>`;
  expect(await blocksOf(drawing('<dgm:relIds r:dm="rIdD"/>'), [{ id: 'rIdD', type: 'diagramData', content: data }])).toEqual([
    ['list-item', 1, 'First'],
    ['list-item', 2, 'Below the first'],
    ['list-item', 1, 'Second'],
  ]);
});

test('what describes a picture follows its paragraph; the name of a file describes nothing', async () => {
  const body =
    drawing('', 'A duck at sea. Description automatically generated') +
    drawing('', 'C:\\pics\\duck.png') +
    drawing('', 'image1.PNG') +
    paragraph('.');
  expect(await blocksOf(body)).toEqual([
    ['caption', null, 'Picture: A duck at sea.'],
    ['paragraph', null, '.'],
  ]);
});

test('of alternative content the first choice counts, and the fall-back where there is none', async () => {
  const box = (text: string): string => `<w:txbxContent>${paragraph(text)}</w:txbxContent>`;
  const body =
    `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="a">${box('one')}</mc:Choice><mc:Choice Requires="b">${box('two')}</mc:Choice><mc:Fallback>${box('three')}</mc:Fallback></mc:AlternateContent></w:r></w:p>` +
    `<w:p><w:r><mc:AlternateContent><mc:Fallback>${box('only')}</mc:Fallback></mc:AlternateContent></w:r></w:p>`;
  expect((await blocksOf(body)).map(([, , text]) => text)).toEqual(['one', 'only']);
});

test('a web page inside the document stands where it is shown; of another kind it is told as missing', async () => {
  const mht =
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Saved.</p>\r\n--b--';
  const body = `${paragraph('Before')}<w:altChunk r:id="rIdP"/><w:altChunk r:id="rIdM"/>${paragraph('After')}<w:altChunk r:id="rIdR"/>`;
  const reading = await readBytes(
    'page.docx',
    makeDocx({
      body,
      drawings: [
        { id: 'rIdP', type: 'aFChunk', content: '<h2>Page</h2><ul><li>item</li></ul>', extension: 'html' },
        { id: 'rIdM', type: 'aFChunk', content: mht, extension: 'mht' },
        { id: 'rIdR', type: 'aFChunk', content: '{\\rtf1 x}', extension: 'rtf' },
      ],
    }),
  );
  expect(reading.blocks.map(({ kind, headingPath }) => [kind, headingPath])).toEqual([
    ['paragraph', []],
    ['heading', []],
    ['list-item', ['Page']],
    ['paragraph', ['Page']],
    ['paragraph', ['Page']],
  ]);
  expect(reading.blocks.map(({ text }) => text)).toEqual(expect.arrayContaining(['Before', 'Page', 'Saved.', 'After']));
  expect(reading.warnings).toEqual(['A document of another kind that stands inside this one was not read.']);
});
