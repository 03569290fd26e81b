import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { expect, test } from 'vitest';
import { type Mark, offsetInValue, placeCitations } from '../../../src/renderer/features/thread/place-citations.ts';

const parse = (source: string): Root => fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

/** The text as it would be read, with `⟨n⟩` where mark n stands. */
function read(node: Nodes): string {
  const marked = (node.data as { hProperties?: { dataMark?: string } } | undefined)?.hProperties?.dataMark;
  if (marked !== undefined) return `⟨${marked}⟩`;
  if ('children' in node) return node.children.map(read).join(node.type === 'root' || node.type === 'list' ? '\n' : '');
  return 'value' in node ? node.value : '';
}

function placed(source: string, marks: readonly Mark[]): string {
  const root = parse(source);
  placeCitations({ source, marks })(root);
  return read(root);
}

const after = (source: string, words: string, index = 0): Mark => ({ offset: source.indexOf(words) + words.length, index });

test('a mark stands right after the sentence it supports', () => {
  const source = 'The term is five years. It can be extended.';
  expect(placed(source, [after(source, 'five years.')])).toBe('The term is five years.⟨0⟩ It can be extended.');
});

test('a mark after bold text stands outside of it, and the bold stays bold', () => {
  const source = '**The term is five years.** It can be extended.';
  const root = parse(source);
  placeCitations({ source, marks: [after(source, 'years.**')] })(root);
  const [paragraph] = root.children;
  const kinds = paragraph && 'children' in paragraph ? paragraph.children.map(({ type, data }) => (data ? 'mark' : type)) : [];
  expect(kinds).toEqual(['strong', 'mark', 'text']);
});

test('escapes, entities and wrapped lines before a mark do not shift it', () => {
  const source = '> 5 \\* 3 &amp; more\n> goes on here. Then the rest.';
  expect(placed(source, [after(source, 'here.')])).toContain('goes on here.⟨0⟩ Then');
});

test('marks in lists and tables stay in their item and cell', () => {
  const source = '- One.\n- Two.\n\n| A | B |\n| - | - |\n| x. | y. |';
  const text = placed(source, [after(source, 'One.', 0), after(source, 'x.', 1), after(source, 'y.', 2)]);
  expect(text).toContain('One.⟨0⟩');
  expect(text).toContain('x.⟨1⟩y.⟨2⟩');
});

test('a mark at the end of a code block stands below it, not in it', () => {
  const source = '```\nlet a = 1;\n```';
  expect(placed(source, [{ offset: source.length, index: 0 }])).toBe('let a = 1;\n⟨0⟩');
});

test('marks at one place keep their order', () => {
  const source = 'One fact.';
  expect(
    placed(source, [
      { offset: 9, index: 1 },
      { offset: 9, index: 0 },
    ]),
  ).toBe('One fact.⟨0⟩⟨1⟩');
});

const word = fc.constantFrom('rent', '**bold**', '*soft*', '`code`', '&amp;', '\\*', 'a_b', '日本語', '[link](x)', '<b>', '~~no~~', '…');
const block = fc
  .tuple(fc.constantFrom('', '# ', '- ', '> ', '1. ', '```\n'), fc.array(word, { minLength: 1, maxLength: 6 }))
  .map(([lead, words]) => `${lead}${words.join(' ')}.${lead === '```\n' ? '\n```' : ''}`);

test('whatever the text and the places: every mark is there once, and no letter is lost or moved', () => {
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 5 }), fc.array(fc.nat(), { maxLength: 6 }), (blocks, places) => {
      const source = blocks.join('\n\n');
      const marks = places.map((at, index) => ({ offset: 1 + (at % source.length), index }));
      const text = placed(source, marks);
      for (const { index } of marks) expect(text.split(`⟨${index}⟩`)).toHaveLength(2);
      const bare = (words: string) => words.replaceAll(/⟨\d+⟩|\n/g, '');
      expect(bare(text)).toBe(bare(read(parse(source))));
    }),
    { numRuns: 300 },
  );
});

test('an offset of the source is found in the value that it became', () => {
  expect(offsetInValue('a & b', 'a &amp; b', 7)).toBe(3);
  expect(offsetInValue('a*b', 'a\\*b', 3)).toBe(2);
});
