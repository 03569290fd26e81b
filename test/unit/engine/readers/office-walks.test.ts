import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ListCounter } from '../../../../src/engine/ingestion/readers/docx/list-counter.ts';
import { plainContext } from '../../../../src/engine/ingestion/readers/docx/word-context.ts';
import { WordWalk } from '../../../../src/engine/ingestion/readers/docx/word-walk.ts';
import { HeadingTrail } from '../../../../src/engine/ingestion/readers/heading-trail.ts';
import { OdfStyles } from '../../../../src/engine/ingestion/readers/odf-text/odf-styles.ts';
import { OdfWalk } from '../../../../src/engine/ingestion/readers/odf-text/odf-walk.ts';
import { BlockFlow } from '../../../../src/engine/ingestion/readers/package/block-flow.ts';
import type { XmlHandler } from '../../../../src/engine/ingestion/readers/package/read-xml.ts';
import { readBlockSchema } from '../../../../src/shared/contract/reader.ts';

const wordNames = (
  'p r t pPr rPr tbl tr tc tcPr trPr tblHeader gridSpan vMerge del ins moveFrom delText br tab sym fldChar ffData checkBox ddList listEntry ' +
  'oMath f num den e sSup sup d nary naryPr chr rad deg m mr func fName acc AlternateContent Choice Fallback txbxContent docPr shape chart ' +
  'relIds footnoteReference commentReference numPr numId ilvl outlineLvl pStyle vanish rFonts sdt sdtPr sdtContent'
).split(' ');
const odfNames = (
  'p h span s tab line-break list list-item list-header table table-row table-cell covered-table-cell table-header-rows frame text-box image ' +
  'object title desc note note-citation note-body annotation creator date tracked-changes changed-region deletion change math mfrac mi msup ' +
  'mtable mtr number ruby ruby-text custom-shape g section'
).split(' ');
const values = ['0', '1', '2', '9', '-1', 'x', '', 'true', 'begin', 'separate', 'end', 'restart', 'page', '999999999999', '∑'];
const attributeNames =
  'val id author fldCharType descr alt char font type ilvl number-columns-repeated number-columns-spanned outline-level style-name href start-value'.split(
    ' ',
  );

type Tree = { name: string; attributes: Record<string, string>; children: Tree[] } | string;

function treesOf(names: readonly string[]) {
  const attributes = fc.dictionary(fc.constantFrom(...attributeNames), fc.constantFrom(...values), { maxKeys: 3 });
  return fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      fc.constantFrom('word ', ' ', 'a\nb'),
      fc.record({ name: fc.constantFrom(...names), attributes, children: fc.array(tie('tree'), { maxLength: 6 }) }),
    ),
  })).tree;
}

function feed(handler: XmlHandler, tree: Tree): void {
  if (typeof tree === 'string') {
    handler.text?.(tree);
    return;
  }
  handler.open(tree.name, tree.attributes, tree.attributes);
  for (const child of tree.children) feed(handler, child);
  handler.close?.(tree.name);
}

function expectValid(flow: BlockFlow): void {
  flow.settle();
  for (const block of flow.take()) {
    readBlockSchema.parse(block);
    expect(block.text.trim()).not.toBe('');
  }
}

test('any nesting of the elements of Word documents ends in valid blocks, and the text after it is still read', () => {
  fc.assert(
    fc.property(fc.array(treesOf(wordNames), { maxLength: 8 }), (trees) => {
      const flow = new BlockFlow(new HeadingTrail());
      const walk = new WordWalk(flow, { ...plainContext, lists: new ListCounter(new Map()) });
      for (const tree of trees) feed(walk, tree);
      feed(walk, {
        name: 'p',
        attributes: {},
        children: [{ name: 'r', attributes: {}, children: [{ name: 't', attributes: {}, children: ['the end'] }] }],
      });
      flow.settle();
      const blocks = flow.take();
      for (const block of blocks) expect(readBlockSchema.parse(block).text.trim()).not.toBe('');
      // Only a field that begins outside of any paragraph could still be open, and it closes with the next one.
      if (!JSON.stringify(trees).includes('"begin"')) expect(blocks.map(({ text }) => text)).toContain('the end');
    }),
    { numRuns: 300 },
  );
});

test('any nesting of the elements of OpenDocument texts ends in valid blocks, and the text after it is still read', () => {
  fc.assert(
    fc.property(fc.array(treesOf(odfNames), { maxLength: 8 }), (trees) => {
      const flow = new BlockFlow(new HeadingTrail());
      const walk = new OdfWalk(flow, new OdfStyles(), new Map());
      walk.open('body', {});
      for (const tree of trees) feed(walk, tree);
      feed(walk, { name: 'p', attributes: {}, children: ['the end'] });
      const blocks = flow.take();
      expect(blocks.map(({ text }) => text)).toContain('the end');
      for (const block of blocks) readBlockSchema.parse(block);
      expectValid(flow);
    }),
    { numRuns: 300 },
  );
});
