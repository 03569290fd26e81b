import { expect, test } from 'vitest';
import type { ReadBlock } from '../../../../src/shared/contract/reader.ts';
import { makePptx, type PptxContent, shapesPart, slideParagraph, slideShape, transform } from '../../../fixtures/documents/make-pptx.ts';
import { relationshipsPart } from '../../../fixtures/documents/make-xlsx.ts';
import { readBytes } from './read-bytes.ts';

async function blocksOf(content: PptxContent): Promise<ReadBlock[]> {
  return (await readBytes('talk.pptx', makePptx(content))).blocks;
}

const textsOf = async (shapes: string): Promise<string[]> => (await blocksOf({ slides: [{ shapes }] })).map(({ text }) => text);

test('slides come in the order of the show, not of their files; numbers count in it', async () => {
  const slides = ['third', 'first', 'second'].map((text) => ({ shapes: slideShape(text) }));
  const blocks = await blocksOf({ slides, order: [1, 2, 0] });
  expect(blocks.map(({ text, locator }) => [text, locator])).toEqual([
    ['first', { kind: 'slide', slide: 1, part: 'body' }],
    ['second', { kind: 'slide', slide: 2, part: 'body' }],
    ['third', { kind: 'slide', slide: 3, part: 'body' }],
  ]);
});

test('the title comes first and heads the slide; the rest goes by position, across before down', async () => {
  const shapes =
    slideShape('bottom', { at: [0, 800, 1000, 100] }) +
    slideShape('right', { at: [600, 300, 300, 200] }) +
    slideShape('left', { at: [0, 320, 300, 200] }) +
    slideShape('The title', { placeholder: 'type="ctrTitle"', at: [0, 900, 1000, 100] });
  const blocks = await blocksOf({ slides: [{ shapes }] });
  expect(blocks.map(({ text }) => text)).toEqual(['The title', 'left', 'right', 'bottom']);
  expect(blocks[0]).toMatchObject({ kind: 'heading', level: 1, headingPath: [] });
  expect(blocks[1]).toMatchObject({ kind: 'paragraph', headingPath: ['The title'] });
});

test('a column is read to its end before the next', async () => {
  const at = (x: number, y: number, height: number) => ({ at: [x, y, 400, height] as const });
  const shapes =
    slideShape('left 1', at(0, 0, 300)) +
    slideShape('right 1', at(500, 0, 200)) +
    slideShape('left 2', at(0, 310, 290)) +
    slideShape('right 2', at(500, 220, 380));
  expect(await textsOf(shapes)).toEqual(['left 1', 'left 2', 'right 1', 'right 2']);
});

test('placeholders stand where their layout puts them, and its prompts are never read', async () => {
  const prompt = slideShape('Click to add text', { placeholder: 'type="body" idx="1"', at: [0, 100, 500, 100] });
  const foot = slideShape('Prompt 2', { placeholder: 'type="body" idx="2"' });
  const blocks = await blocksOf({
    slides: [
      {
        shapes:
          slideShape('lower', { placeholder: 'idx="2"' }) +
          slideShape('middle', { at: [0, 300, 500, 50] }) +
          slideShape('upper', { placeholder: 'idx="1"' }),
        links: [['slideLayout', 'ppt/slideLayouts/layout.xml']],
      },
    ],
    extraParts: [
      shapesPart('ppt/slideLayouts/layout.xml', 'sldLayout', prompt + foot),
      relationshipsPart('ppt/slideLayouts/layout.xml', [['slideMaster', '/ppt/slideMasters/master.xml']]),
      shapesPart('ppt/slideMasters/master.xml', 'sldMaster', slideShape('Master', { placeholder: 'type="body"', at: [0, 700, 500, 50] })),
      relationshipsPart('ppt/slideMasters/master.xml', [['slideLayout', '/ppt/slideLayouts/layout.xml']]),
    ],
  });
  expect(blocks.map(({ text }) => text)).toEqual(['upper', 'middle', 'lower']);
});

test('lists keep their levels and numbers; plain paragraphs of a body are items, one alone is none', async () => {
  const body = (content: string): string => slideShape(content, { placeholder: 'idx="1"' });
  const numbered = '<a:buAutoNum type="arabicPeriod" startAt="3"/>';
  const lettered = '<a:buAutoNum type="alphaLcParenR"/>';
  const shapes =
    body(slideParagraph('top') + slideParagraph('below', '', 1) + slideParagraph('plain', '<a:buNone/>')) +
    body('alone') +
    slideShape(
      slideParagraph('three', numbered) +
        slideParagraph('a', lettered, 1) +
        slideParagraph('b', lettered, 1) +
        slideParagraph('four', numbered),
    );
  const blocks = await blocksOf({ slides: [{ shapes }] });
  expect(blocks.map(({ kind, level, text }) => [kind, level, text])).toEqual([
    ['list-item', 1, 'top'],
    ['list-item', 2, 'below'],
    ['paragraph', null, 'plain'],
    ['paragraph', null, 'alone'],
    ['list-item', 1, '3. three'],
    ['list-item', 2, 'a) a'],
    ['list-item', 2, 'b) b'],
    ['list-item', 1, '4. four'],
  ]);
});

test('tables are rows; cells that others are merged into are read once', async () => {
  const cell = (text: string, attributes = ''): string => `<a:tc ${attributes}><a:txBody>${slideParagraph(text)}</a:txBody></a:tc>`;
  const table = `<p:graphicFrame><p:xfrm><a:off x="0" y="0"/></p:xfrm><a:graphic><a:tbl><a:tr>${cell('Name')}${cell('Price')}</a:tr><a:tr>${cell('both', 'gridSpan="2"')}${cell('hidden behind', 'hMerge="1"')}</a:tr><a:tr>${cell('')}${cell('')}</a:tr></a:tbl></a:graphic></p:graphicFrame>`;
  const blocks = await blocksOf({ slides: [{ shapes: table }] });
  expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
    ['table-row', 'Name | Price'],
    ['table-row', 'both'],
  ]);
});

test('footers, dates and slide numbers are left out, as shapes and as fields', async () => {
  const field = (type: string, text: string): string => `<a:fld type="${type}"><a:t>${text}</a:t></a:fld>`;
  const shapes =
    slideShape('Confidential', { placeholder: 'type="ftr" idx="10"' }) +
    slideShape('12', { placeholder: 'type="sldNum" idx="11"' }) +
    slideShape('1.1.2024', { placeholder: 'type="dt" idx="12"' }) +
    slideShape(
      `<a:p><a:r><a:t>Page </a:t></a:r>${field('slidenum', '7')}<a:r><a:t>of it</a:t></a:r><a:br/><a:r><a:t>next line</a:t></a:r></a:p>`,
    );
  expect(await textsOf(shapes)).toEqual(['Page of it\nnext line']);
});

test('groups are read as one, alternatives once, pictures by what they are said to show', async () => {
  const group = `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="1" name="g"/></p:nvGrpSpPr><p:grpSpPr>${transform([0, 500, 900, 300])}</p:grpSpPr>${slideShape('inner low', { at: [0, 90, 9, 9] })}${slideShape('inner high', { at: [0, 10, 9, 9] })}</p:grpSp>`;
  const twice = `<mc:AlternateContent><mc:Choice>${slideShape('once', { at: [0, 900, 10, 10] })}</mc:Choice><mc:Fallback>${slideShape('once')}</mc:Fallback></mc:AlternateContent>`;
  const picture = (descr: string): string =>
    `<p:pic><p:nvPicPr><p:cNvPr id="4" name="Picture 4" descr="${descr}"/></p:nvPicPr><p:spPr>${transform([0, 1000, 10, 10])}</p:spPr></p:pic>`;
  const shapes = group + twice + slideShape('above', { at: [0, 0, 900, 100] }) + picture('A map of the harbour') + picture('IMG_0012.jpg');
  expect(await textsOf(shapes)).toEqual(['above', 'inner high', 'inner low', 'once', 'Picture: A map of the harbour']);
});

test('hidden slides are read and say so', async () => {
  const title = slideShape('Plan B', { placeholder: 'type="title"' });
  const blocks = await blocksOf({
    slides: [
      { shapes: title + slideShape('text'), isHidden: true },
      { shapes: slideShape('untitled'), isHidden: true },
    ],
  });
  expect(blocks.map(({ text }) => text)).toEqual(['Plan B (hidden slide)', 'text', 'Slide 2 (hidden slide)', 'untitled']);
});

test('notes follow their slide and say that they are notes', async () => {
  const notes =
    slideShape('picture of the slide', { placeholder: 'type="sldImg"' }) +
    slideShape('Say hello.', { placeholder: 'type="body" idx="1"' }) +
    slideShape('4', { placeholder: 'type="sldNum"' });
  const blocks = await blocksOf({
    slides: [{ shapes: slideShape('Hello', { placeholder: 'type="title"' }), links: [['notesSlide', 'ppt/notesSlides/n.xml']] }],
    extraParts: [shapesPart('ppt/notesSlides/n.xml', 'notes', notes)],
  });
  expect(blocks.map(({ text, locator, headingPath }) => [text, locator, headingPath])).toEqual([
    ['Hello', { kind: 'slide', slide: 1, part: 'body' }, []],
    ['Say hello.', { kind: 'slide', slide: 1, part: 'notes' }, ['Hello']],
  ]);
});

test('comments name who made them, in the older form and the newer with its replies', async () => {
  const blocks = await blocksOf({
    slides: [
      {
        shapes: slideShape('x'),
        links: [
          ['comments', 'ppt/comments/c1.xml'],
          ['comments', 'ppt/comments/c2.xml'],
        ],
      },
    ],
    links: [
      ['commentAuthors', 'ppt/commentAuthors.xml'],
      ['authors', 'ppt/authors.xml'],
    ],
    extraParts: [
      { name: 'ppt/commentAuthors.xml', content: '<p:cmAuthorLst xmlns:p="p"><p:cmAuthor id="0" name="Ada"/></p:cmAuthorLst>' },
      { name: 'ppt/authors.xml', content: '<p188:authorLst xmlns:p188="p"><p188:author id="{G}" name="Grace"/></p188:authorLst>' },
      { name: 'ppt/comments/c1.xml', content: '<p:cmLst xmlns:p="p"><p:cm authorId="0"><p:text>Too long</p:text></p:cm></p:cmLst>' },
      {
        name: 'ppt/comments/c2.xml',
        content:
          '<p:cmLst xmlns:p="p" xmlns:a="a"><p:cm authorId="{G}"><p:replyLst><p:reply authorId="{?}"><p:txBody><a:p><a:r><a:t>Done</a:t></a:r></a:p></p:txBody></p:reply></p:replyLst><p:txBody><a:p><a:r><a:t>Source?</a:t></a:r></a:p></p:txBody></p:cm></p:cmLst>',
      },
    ],
  });
  expect(blocks.map(({ text }) => text)).toEqual(['x', 'Comment by Ada: Too long', 'Comment by Grace: Source?', 'Comment: Done']);
});

test('charts and diagrams say what they show, where they stand', async () => {
  const frame = (content: string, y: number): string =>
    `<p:graphicFrame><p:xfrm><a:off x="0" y="${y}"/><a:ext cx="9" cy="9"/></p:xfrm>${content}</p:graphicFrame>`;
  const point = (index: number, value: string): string => `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`;
  const chart = `<c:chartSpace xmlns:c="c" xmlns:a="a"><c:title><a:p><a:r><a:t>Growth</a:t></a:r></a:p></c:title><c:ser><c:tx>${point(0, 'Sales')}</c:tx><c:cat>${point(0, '2023')}${point(1, '2024')}</c:cat><c:val>${point(0, '4')}${point(1, '7')}</c:val></c:ser></c:chartSpace>`;
  const node = (id: string, text: string): string =>
    `<dgm:pt modelId="${id}"><dgm:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`;
  const diagram = `<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><dgm:ptLst><dgm:pt modelId="0" type="doc"/>${node('2', 'second')}${node('1', 'first')}</dgm:ptLst><dgm:cxnLst><dgm:cxn srcId="0" destId="1" srcOrd="0"/><dgm:cxn srcId="0" destId="2" srcOrd="1"/></dgm:cxnLst></dgm:dataModel>`;
  const blocks = await blocksOf({
    slides: [
      {
        shapes: frame('<c:chart r:id="rId1"/>', 500) + frame('<dgm:relIds r:dm="rId2"/>', 100),
        links: [
          ['chart', 'ppt/charts/c.xml'],
          ['diagramData', 'ppt/diagrams/d.xml'],
        ],
      },
    ],
    extraParts: [
      { name: 'ppt/charts/c.xml', content: chart },
      { name: 'ppt/diagrams/d.xml', content: diagram },
    ],
  });
  expect(blocks.map(({ text }) => text)).toEqual(['first', 'second', 'Chart: Growth', '| Sales', '2023 | 4', '2024 | 7']);
});

test('the part that is missing leaves its number to nobody; without any text there is none to read', async () => {
  const content = makePptx({ slides: [{ shapes: slideShape('only') }], order: [5, 0] });
  expect((await readBytes('talk.pptx', content)).blocks[0]?.locator).toMatchObject({ slide: 2 });
  await expect(readBytes('talk.pptx', makePptx({ slides: [{ shapes: '' }] }))).rejects.toMatchObject({ code: 'read-no-text' });
});

test('a slide with more text than anybody reads is cut, with a word about it', async () => {
  const { blocks, warnings } = await readBytes(
    'talk.pptx',
    makePptx({ slides: [{ shapes: slideShape('long '.repeat(60_000)) }, { shapes: slideShape('next') }] }),
  );
  expect(warnings).toEqual(['Only the first part of slide 1 was read: it holds too much text.']);
  expect(blocks.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(200_010);
  expect(blocks.at(-1)?.text).toBe('next');
});
