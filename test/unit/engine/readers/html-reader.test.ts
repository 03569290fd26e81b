import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { readBytes } from './read-bytes.ts';

async function blocksOf(html: string) {
  return (await readBytes('page.html', html)).blocks.map(({ kind, level, text }) => [kind, level, text]);
}

test('what a person sees of a page becomes blocks', async () => {
  const html = `<!doctype html><html><head><title> A  page </title><style>p { color: red }</style></head><body>
    <nav>Home | About</nav><h1>Ducks &amp; geese</h1>
    <p>They <b>swim</b>
       well.<br>They fly.</p>
    <ul><li>mallard<ul><li>drake</li></ul></li></ul>
    <table><tr><th>name</th><th>legs</th></tr><tr><td>duck<td>2</tr></table>
    <pre>a  b
  c</pre><blockquote>Quack.</blockquote><script>var x = '<p>no</p>'</script></body></html>`;
  const { begin, blocks } = await readBytes('page.html', html);
  expect(begin.title).toBe('A page');
  expect(blocks.map(({ kind, level, text }) => [kind, level, text])).toEqual([
    ['heading', 1, 'Ducks & geese'],
    ['paragraph', null, 'They swim well.\nThey fly.'],
    ['list-item', 1, 'mallard'],
    ['list-item', 2, 'drake'],
    ['table-row', null, 'name | legs'],
    ['table-row', null, 'duck | 2'],
    ['code', null, 'a  b\n  c'],
    ['quote', null, 'Quack.'],
  ]);
  expect(blocks.at(-1)?.headingPath).toEqual(['Ducks & geese']);
});

test('words of neighbouring elements never run together, words inside one stay whole', async () => {
  expect(await blocksOf('<div>one</div><div>two</div><p>hy<i>phen</i>ated<wbr>word</p>')).toEqual([
    ['paragraph', null, 'one'],
    ['paragraph', null, 'two'],
    ['paragraph', null, 'hyphenatedword'],
  ]);
});

test('numbered lists keep their numbers, pictures their words', async () => {
  const html =
    '<ol start="3"><li>three</li><li>four<ol><li>inner</li></ol></li><li value="9">nine</li></ol><p>See <img src="x" alt="a duck"> here</p>';
  expect(await blocksOf(html)).toEqual([
    ['list-item', 1, '3. three'],
    ['list-item', 1, '4. four'],
    ['list-item', 2, '1. inner'],
    ['list-item', 1, '9. nine'],
    ['paragraph', null, 'See a duck here'],
  ]);
});

test('what a page hides is not read, what follows is', async () => {
  const html =
    '<div style="display: none">secret <div>inner</div></div><p hidden>gone<p>shown</p><span style="visibility:hidden">x</span>' +
    '<details><summary>More</summary><p>Opened.</p></details><input hidden><section hidden="until-found">found</section>';
  expect((await blocksOf(html)).map(([, , text]) => text)).toEqual(['shown', 'More', 'Opened.', 'found']);
});

test('a table that lays out the page does not swallow its headings', async () => {
  expect(await blocksOf('<table><tr><td>menu</td><td><h2>News</h2><p>Text.</p></td></tr></table>')).toEqual([
    ['table-row', null, 'menu'],
    ['heading', 2, 'News'],
    ['paragraph', null, 'Text.'],
  ]);
});

test('navigation that never ends does not hide the page', async () => {
  expect(await blocksOf('<nav>Home<p>The text.</p>')).toEqual([
    ['paragraph', null, 'Home'],
    ['paragraph', null, 'The text.'],
  ]);
});

test('the encoding is taken from the page itself', async () => {
  const html = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><p>Да</p></html>';
  const { blocks } = await readBytes('page.htm', iconv.encode(html, 'windows-1251'));
  expect(blocks[0]?.text).toBe('Да');
});

test('any markup at all is read', async () => {
  const piece = fc.constantFrom(
    '<p>',
    '</p>',
    '<li>',
    '</ul>',
    '<td>',
    '<tr>',
    '</table>',
    '<pre>',
    '</pre>',
    '<nav>',
    '<svg>',
    '</svg>',
    '<h1>',
    '<!--',
    '-->',
    '&amp;',
    '&#x1F600;',
    '<',
    '>',
    'word ',
    '"',
    '<a href="',
    '<title>',
    '</title>',
    '<br/>',
    '<script>',
    '</script>',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 60 }), async (pieces) => {
      const reading = await readBytes('any.html', pieces.join('')).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'read-no-text' });
      });
      for (const { text } of reading?.blocks ?? []) expect(text.trim()).not.toBe('');
    }),
    { numRuns: 150 },
  );
});
