import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAppError } from '../../../../src/shared/errors.ts';
import { readBytes } from './read-bytes.ts';

/** Kind, lines and text of each block. */
async function shapeOf(name: string, lines: readonly string[]) {
  const { blocks } = await readBytes(name, lines.join('\n'));
  return blocks.map(({ kind, text, lineStart, lineEnd }) => [kind, `${lineStart}-${lineEnd}`, text]);
}

test('Org: sections, lists, source and tables, without drawers and comments', async () => {
  // The keyword is Org's own and must not become part of the heading.
  const lines = ['#+TITLE: Plan', '* TODO Intro :tag:', ':PROPERTIES:', ':ID: 1', ':END:', 'See [[http://x][the site]].', '# gone', '- one', '  more', '- two', '#+begin_src py', 'f()', '', 'g()', '#+end_src', '| a | b |', '|---+---|', '| 1 | 2 |']; // prettier-ignore
  expect(await shapeOf('plan.org', lines)).toEqual([
    ['paragraph', '1-1', 'Plan'],
    ['heading', '2-2', 'Intro'],
    ['paragraph', '6-6', 'See the site.'],
    ['list-item', '8-9', '- one\n  more'],
    ['list-item', '10-10', '- two'],
    ['code', '12-14', 'f()\n\ng()'],
    ['table-row', '16-16', 'a | b'],
    ['table-row', '18-18', '1 | 2'],
  ]);
});

test('AsciiDoc: sections, listings, tables by row or by cell', async () => {
  const lines = ['= Guide', ':toc:', '', '== Install', '// gone', '.Listing', '[source]', '----', 'npm i', '----', '* one', '** two', '|===', '|A |B', '', '|1', '|2', '|===']; // prettier-ignore
  expect(await shapeOf('guide.adoc', lines)).toEqual([
    ['heading', '1-1', 'Guide'],
    ['heading', '4-4', 'Install'],
    ['caption', '6-6', 'Listing'],
    ['code', '9-9', 'npm i'],
    ['list-item', '11-11', '* one'],
    ['list-item', '12-12', '** two'],
    ['table-row', '14-14', 'A | B'],
    ['table-row', '16-17', '1 | 2'],
  ]);
});

test('reStructuredText: sections by their underlines, literal blocks, directives, tables', async () => {
  const lines = ['=====', 'Title', '=====', '', 'See :ref:`a thing <x>`.', '', 'Part', '----', '', 'Like this::', '', '    a', '', '    b', '', '.. code-block:: py', '   :linenos:', '', '   f()', '', '.. gone', '', '.. note:: Mind', '   this.', '', '===  ===', 'A    B', '===  ===', '1    2', '===  ===']; // prettier-ignore
  expect(await shapeOf('doc.rst', lines)).toEqual([
    ['heading', '1-3', 'Title'],
    ['paragraph', '5-5', 'See a thing.'],
    ['heading', '7-8', 'Part'],
    ['paragraph', '10-10', 'Like this:'],
    ['code', '12-14', '    a\n\n    b'],
    ['code', '19-19', '   f()'],
    ['paragraph', '23-24', 'Mind\nthis.'],
    ['table-row', '27-27', 'A | B'],
    ['table-row', '29-29', '1 | 2'],
  ]);
});

test('LaTeX: sections, lists, tables and formulas, without preamble and comments', async () => {
  const lines = ['\\documentclass{article}', '\\title{On \\emph{Ducks}}', '\\begin{document}', '\\section{Intro}\\label{s}', 'Ducks \\textbf{swim \\emph{well}}, caf\\\'e M\\"uller 50\\% $a_1$. % gone', '% gone', '\\begin{enumerate}', '\\item one', '\\item two', '\\end{enumerate}', '\\begin{tabular}{ll}', 'Name & Legs \\\\ \\hline', 'Duck & 2 \\\\', '\\end{tabular}', '\\begin{equation}', 'E = mc^2', '\\end{equation}', '\\begin{verbatim}', '% kept', '\\end{verbatim}', '\\end{document}']; // prettier-ignore
  expect((await readBytes('a.tex', lines.join('\n'))).begin.title).toBe('On Ducks');
  expect(await shapeOf('a.tex', lines)).toEqual([
    ['heading', '4-4', 'Intro'],
    ['paragraph', '5-5', 'Ducks swim well, café Müller 50% $a_1$.'],
    ['list-item', '8-8', '1. one'],
    ['list-item', '9-9', '2. two'],
    ['table-row', '12-12', 'Name | Legs'],
    ['table-row', '13-13', 'Duck | 2'],
    ['paragraph', '16-16', 'E = mc^2'],
    ['code', '19-19', '% kept'],
  ]);
});

test('code is divided by what has a name; comments go with what they stand above', async () => {
  const lines = ["import x from 'y';", '', '/** Says hello. */', 'export function greet(name: string): void {', '  if (name) {', '    go();', '  }', '}', '', 'class Duck {', '  legs = 2;', '', '  swim() {', '    return 1;', '  }', '}']; // prettier-ignore
  const { begin, blocks } = await readBytes('a.ts', lines.join('\n'));
  expect(begin.format).toBe('code');
  expect(blocks.map(({ headingPath, lineStart, lineEnd }) => [headingPath.join('.'), lineStart, lineEnd])).toEqual([
    ['', 1, 1],
    ['greet', 3, 8],
    ['Duck', 10, 11],
    ['Duck.swim', 13, 16],
  ]);
});

const anyLine = fc.constantFrom('', '  ', '* a', '= b', 'text', '----', '====', '::', 'a::', '.. note::', '   x', '| a | b |', '|===', '+---+', '#+begin_src', '#+end_src', ':END:', ':PROPERTIES:', '\\begin{tabular}{l}', 'a & b \\\\', '\\end{tabular}', '\\section{', '}', '\\begin{verbatim}', '\\item x', '% c', 'def f():', '  class A {', '}', '{', '[', '"', '<a>', '</a>', '- k: v', 'k:', '  - x', '1', '00:00:01,000 --> 00:00:02,000', 'NOTE', '語'); // prettier-ignore

test('any lines at all are read as every kind of text, each block where its lines stand', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('a.org', 'a.adoc', 'a.rst', 'a.tex', 'a.py', 'a.ts', 'a.json', 'a.yaml', 'a.xml', 'a.srt', 'a.vtt', 'a.ipynb'),
      fc.array(anyLine, { minLength: 1, maxLength: 60 }),
      async (name, lines) => {
        const reading = await readBytes(name, lines.join('\n')).catch((error: unknown) => {
          expect(isAppError(error) && ['read-empty', 'read-no-text'].includes(error.code), String(error)).toBe(true);
        });
        let before = 0;
        for (const { lineStart, lineEnd, text } of reading?.blocks ?? []) {
          expect(text.trim()).not.toBe('');
          if (lineStart === null || lineEnd === null) continue;
          expect(lineStart).toBeGreaterThanOrEqual(name.endsWith('.xml') ? 1 : before);
          expect(lineEnd).toBeGreaterThanOrEqual(lineStart);
          expect(lineEnd).toBeLessThanOrEqual(lines.length + 1);
          before = lineStart;
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('code and YAML lose no line that holds something', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('a.py', 'a.ts', 'a.yaml', 'a.c'),
      fc.array(anyLine, { minLength: 1, maxLength: 60 }),
      async (name, lines) => {
        fc.pre(lines.some((line) => line.trim() !== ''));
        const { blocks } = await readBytes(name, lines.join('\n'));
        const kept = blocks.flatMap(({ text }) => text.split('\n')).filter((line) => line.trim() !== '');
        expect(kept.map((line) => line.trimEnd())).toEqual(lines.filter((line) => line.trim() !== '').map((line) => line.trimEnd()));
      },
    ),
    { numRuns: 200 },
  );
});
