import { expect, test } from 'vitest';
import { makeDocx, paragraph } from '../../../fixtures/documents/make-docx.ts';
import { readBytes } from './read-bytes.ts';

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const deleted = (author: string, text: string): string =>
  `<w:del w:id="1" w:author="${author}"><w:r><w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`;

async function blocksOf(body: string, comments?: string) {
  const docx = makeDocx({ body, ...(comments === undefined ? {} : { comments }) });
  return (await readBytes('remarks.docx', docx)).blocks.map(({ kind, text }) => [kind, text]);
}

test('a comment follows its paragraph once, with who wrote it', async () => {
  const comments =
    `<w:comment w:id="0" w:author="Ada Byron">${paragraph('Really?')}${paragraph('I doubt it.')}</w:comment>` +
    `<w:comment w:id="1" w:author="">${paragraph('Yes.')}</w:comment>`;
  const mark = (id: number): string => `<w:r><w:commentReference w:id="${id}"/></w:r>`;
  expect(await blocksOf(`<w:p>${run('Ducks fly.')}${mark(0)}${mark(1)}${mark(0)}${mark(9)}</w:p>${paragraph('Next.')}`, comments)).toEqual([
    ['paragraph', 'Ducks fly.'],
    ['footnote', 'Comment by Ada Byron: Really?\nI doubt it.'],
    ['footnote', 'Comment: Yes.'],
    ['paragraph', 'Next.'],
  ]);
});

test('what was deleted is told apart from the text, by author; blanks and punctuation are not worth telling', async () => {
  const body = `<w:p>${run('Pay in ')}${deleted('Ann', '30')}${deleted('Ann', ' calendar')}${run('60 days')}${deleted('Ann', ' net')}${deleted('Bob', ', ')}${run('.')}${deleted('Bob', 'Promptly.')}</w:p>`;
  expect(await blocksOf(body)).toEqual([
    ['paragraph', 'Pay in 60 days.'],
    ['footnote', 'Deleted by Ann: 30 calendar … net'],
    ['footnote', 'Deleted by Bob: , … Promptly.'],
  ]);
  expect(await blocksOf(`<w:p>${run('a')}${deleted('Bob', ' , ')}</w:p>`)).toEqual([['paragraph', 'a']]);
});

test('a paragraph deleted whole is still told', async () => {
  expect(await blocksOf(`<w:p>${deleted('Ann', 'Gone clause.')}</w:p>${paragraph('Kept.')}`)).toEqual([
    ['footnote', 'Deleted by Ann: Gone clause.'],
    ['paragraph', 'Kept.'],
  ]);
});

test('a text box inside deleted text is deleted with it', async () => {
  const box = `<w:drawing><w:txbxContent>${paragraph('in the box')}</w:txbxContent></w:drawing>`;
  expect(await blocksOf(`<w:p><w:del w:id="1"><w:r>${box}</w:r></w:del>${run('Kept.')}</w:p>`)).toEqual([
    ['paragraph', 'Kept.'],
    ['footnote', 'Deleted: in the box'],
  ]);
});
