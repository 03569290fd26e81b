import * as fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import { expect, it } from 'vitest';
import { quotePassages } from '../../../../src/engine/answering/extractive.ts';
import type { Passage } from '../../../../src/shared/domain/answer.ts';

function quote(text: string) {
  const span = { documentId: 1, start: 0, end: text.length };
  const place = { kind: 'lines' as const, start: 1, end: 1, headingPath: [] };
  const passage: Passage = { number: 1, chunkId: 1, span, documentName: 'a.txt', headingPath: [], text, place };
  const [quotation] = quotePassages([passage], text);
  if (!quotation) throw new Error('nothing quoted');
  return { ...quotation, words: text.slice(quotation.start, quotation.end) };
}

/** What a window makes of it, with the addresses that it would underline taken for the text they are. */
function read(markdown: string) {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const kinds = new Set<string>();
  const visit = (node: { type: string; children?: readonly { type: string }[] }): void => {
    kinds.add(node.type);
    for (const child of node.children ?? []) visit(child);
  };
  visit(tree);
  kinds.delete('link');
  return { kinds: [...kinds].sort(), shown: toString(tree) };
}

const lines = (text: string) => text.split(/\s*\n\s*/).join('\n');

it.each([
  'Terms ahead\n# Title here\n- item one',
  'First words\n1. second words\n10) third words',
  'a words | b words\n--- | ---\nc | d',
  'Some ~~struck~~ and ~sub~ words',
  'AT&amp;T and &lt;tag&gt; &#65; &',
  'Heading words\n===\nmore words',
  'Text words\n---\nmore words',
  'One\n+ plus words\n> quoted words',
  'A *star*, an _underscore_, `code`, [link](http://a.example), ![x](y) and <b>bold</b>',
])('a quotation of %j shows its letters and nothing else', (text) => {
  const { markdown, words } = quote(text);
  expect(read(markdown)).toEqual({ kinds: ['blockquote', 'paragraph', 'root', 'text'], shown: lines(words) });
});

it('no document draws anything but a quotation', () => {
  const piece = fc.constantFrom(
    '#',
    '-',
    '+',
    '*',
    '_',
    '~',
    '|',
    '>',
    '=',
    '`',
    '<',
    '[',
    ']',
    '(',
    ')',
    '!',
    '&amp;',
    '1.',
    ' ',
    '\n',
    'word',
    'é',
    '\\',
    ':',
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 25 }), (pieces) => {
      const { markdown } = quote(`word ${pieces.join('')} end`);
      expect(['blockquote', 'paragraph', 'root', 'text']).toEqual(expect.arrayContaining(read(markdown).kinds));
    }),
    { numRuns: 1500 },
  );
});

it('a quotation that is too long ends where a word does, and is cut anywhere only in scripts without blanks', () => {
  const words = quote(`Evangelical ${'evangelisation '.repeat(60)}`.trim()).words;
  expect(words.length).toBeLessThanOrEqual(600);
  expect(words.length).toBeGreaterThan(560);
  expect(words).toMatch(/ evangelisation$/);
  expect(quote('租'.repeat(900)).words).toHaveLength(600);
  expect(quote(`a${'𠮷'.repeat(500)}`).words.isWellFormed()).toBe(true);
  expect(quote('A short one.').words).toBe('A short one.');
});

function quoted(text: string, question: string): string {
  const span = { documentId: 1, start: 0, end: text.length };
  const place = { kind: 'lines' as const, start: 1, end: 1, headingPath: [] };
  const passage: Passage = { number: 1, chunkId: 1, span, documentName: 'a.txt', headingPath: [], text, place };
  const [quotation] = quotePassages([passage], question);
  return text.slice(quotation?.start, quotation?.end);
}

it('a heading is quoted with what stands below it, the head of a table with its rows, and a sentence alone', () => {
  const report = 'CURRENT MEDICATIONS\n\n1. Lisinopril 10mg - once daily\n\n2. Metformin 500mg - twice daily';
  expect(quoted(report, 'Which medications are current?')).toBe(report);
  const rows = ['Product | Date | Revenue', ...Array.from({ length: 40 }, (_, at) => `Widget ${at} | 2024-01-${at} | ${at}000`)].join(
    '\n\n',
  );
  const table = quoted(rows, 'What is the revenue of the product?');
  expect(table.startsWith('Product | Date | Revenue\n\nWidget 0 | 2024-01-0 | 0')).toBe(true);
  expect(table.length).toBeLessThan(320);
  expect(quoted('The rent is 900 euro. The term is two years. The gate is green.', 'What is the rent?')).toBe('The rent is 900 euro.');
});
