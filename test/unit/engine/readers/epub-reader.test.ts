import { expect, test } from 'vitest';
import { type EpubContent, makeEpub } from '../../../fixtures/documents/make-epub.ts';
import { readBytes } from './read-bytes.ts';

const read = async (content: EpubContent) => await readBytes('book.epub', makeEpub(content));

async function chaptersOf(content: EpubContent) {
  const { blocks } = await read(content);
  return blocks.map(({ text, locator }) => (locator?.kind === 'chapter' ? [locator.chapter, locator.title, text] : text));
}

const entry = (href: string, title: string, inner = ''): string => `<li><a href="${href}">${title}</a>${inner}</li>`;

test('blocks know their chapter by the table of contents; a page it does not name goes on with the chapter before', async () => {
  const pages = { 'c 1.xhtml': '<p>One.</p>', 'c1b.xhtml': '<p>Still one.</p>', 'c2.xhtml': '<h1>Two</h1><p>Two.</p>' };
  const nav = `<ol>${entry('text/c%201.xhtml', 'The  First')}${entry('text/c2.xhtml', 'The Second')}</ol>`;
  expect(await chaptersOf({ pages, nav })).toEqual([
    [1, 'The First', 'One.'],
    [1, 'The First', 'Still one.'],
    [2, 'The Second', 'Two'],
    [2, 'The Second', 'Two.'],
  ]);
});

test('chapters that share a page are told by their headings; sections of a chapter are not chapters', async () => {
  const pages = { 'all.xhtml': '<h1>Part A</h1><p>a</p><h2>Detail</h2><p>d</p><h1>Part B</h1><p>b</p>' };
  const nav = `<ol>${entry('text/all.xhtml#a', 'Part A', `<ol>${entry('text/all.xhtml#d', 'Detail')}</ol>`)}${entry('text/all.xhtml#b', 'Part B')}</ol>`;
  expect(await chaptersOf({ pages, nav })).toEqual([
    [1, 'Part A', 'Part A'],
    [1, 'Part A', 'a'],
    [1, 'Part A', 'Detail'],
    [1, 'Part A', 'd'],
    [2, 'Part B', 'Part B'],
    [2, 'Part B', 'b'],
  ]);
});

test('a book of EPUB 2 has its contents in another file', async () => {
  const ncx = '<navPoint><navLabel><text>Opening</text></navLabel><content src="text/c1.xhtml"/></navPoint>';
  expect(await chaptersOf({ pages: { 'c1.xhtml': '<p>One.</p>' }, ncx })).toEqual([[1, 'Opening', 'One.']]);
});

test('without a table of contents each page is a chapter called by its first heading', async () => {
  expect(await chaptersOf({ pages: { 'a.xhtml': '<h2>Alpha</h2><p>a</p>', 'cover.xhtml': '<p></p>', 'b.xhtml': '<p>b</p>' } })).toEqual([
    [1, 'Alpha', 'Alpha'],
    [1, 'Alpha', 'a'],
    [2, '', 'b'],
  ]);
});

test('headings make a path inside their page only', async () => {
  const { blocks, begin } = await read({ title: 'On Ducks', pages: { 'a.xhtml': '<h1>A</h1><p>a</p>', 'b.xhtml': '<h2>B</h2><p>b</p>' } });
  expect(begin).toMatchObject({ format: 'epub', title: 'On Ducks' });
  expect(blocks.map(({ headingPath }) => headingPath.join('/'))).toEqual(['', 'A', '', 'B']);
});

test('elements that XML closes at once swallow nothing', async () => {
  expect(
    await chaptersOf({ pages: { 'a.xhtml': '<script src="x.js"/><a id="p1"/><iframe src="http://example.com/"/><p>Here.</p>' } }),
  ).toEqual([[1, '', 'Here.']]);
});

test('a book whose text is encrypted says so; one whose fonts are garbled is read', async () => {
  const encryption = (algorithm: string, uri: string): string =>
    `<enc:EncryptedData xmlns:enc="e"><enc:EncryptionMethod Algorithm="${algorithm}"/><enc:CipherData><enc:CipherReference URI="${uri}"/></enc:CipherData></enc:EncryptedData>`;
  const pages = { 'a.xhtml': '<p>a</p>' };
  await expect(
    read({ pages, encryption: encryption('http://www.w3.org/2001/04/xmlenc#aes128-cbc', 'OEBPS/text/a.xhtml') }),
  ).rejects.toMatchObject({
    code: 'read-encrypted',
  });
  expect(await chaptersOf({ pages, encryption: encryption('http://www.idpf.org/2008/embedding', 'OEBPS/fonts/f.otf') })).toHaveLength(1);
});

test('entities that a page declares are not expanded', async () => {
  const page =
    '<!DOCTYPE html [<!ENTITY a "boom boom"><!ENTITY f SYSTEM "file:///etc/hostname">]><html><body><p>x &a;&f; y&nbsp;z</p></body></html>';
  const book = makeEpub({ pages: { 'a.xhtml': '' }, extraParts: [{ name: 'OEBPS/text/a.xhtml', content: page }] });
  const text = (await readBytes('book.epub', book)).blocks.map((block) => block.text).join();
  expect(text).not.toContain('boom');
  expect(text).toContain('z');
});

test('its content tells a book, whatever it is called; one without chapters is damaged', async () => {
  expect((await readBytes('book.zip', makeEpub({ pages: { 'a.xhtml': '<p>a</p>' } }))).begin.format).toBe('epub');
  await expect(read({ pages: {} })).rejects.toMatchObject({ code: 'read-corrupt' });
  await expect(readBytes('book.epub', 'no book at all')).rejects.toMatchObject({ code: 'read-corrupt' });
});

test('a damaged chapter or table of contents costs no more than itself, and the book says so', async () => {
  const pages = { 'a.xhtml': '<h1>A</h1>', 'b.xhtml': '<h1>B</h1>' };
  const binary = { name: 'OEBPS/text/a.xhtml', content: Buffer.alloc(200) };
  const { blocks, warnings } = await read({ pages, ncx: '<navPoint><navLabel>', extraParts: [binary] });
  expect(blocks.map(({ text }) => text)).toEqual(['B']);
  expect(warnings).toEqual([
    'Its table of contents could not be read: that part of the file is damaged.',
    '1 of the 2 pages of this book could not be read: damaged, too large, or no text.',
  ]);
});
