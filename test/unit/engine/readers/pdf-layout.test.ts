import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inLogicalOrder } from '../../../../src/engine/ingestion/readers/pdf/logical-order.ts';
import { type PageLine, type PageWord, widestGap } from '../../../../src/engine/ingestion/readers/pdf/page-lines.ts';
import { displayedBox, type Turn, turnOf, uprightBox } from '../../../../src/engine/ingestion/readers/pdf/page-turn.ts';
import { paragraphText } from '../../../../src/engine/ingestion/readers/pdf/paragraph-text.ts';
import { makePdf } from '../../../fixtures/documents/make-pdf.ts';
import { readBytes } from './read-bytes.ts';

const turns = fc.constantFrom<Turn>(0, 1, 2, 3);

test('a box turned upright and back is where it was', () => {
  const side = fc.integer({ min: 0, max: 900 });
  fc.assert(
    fc.property(turns, side, side, side, side, (turn, x0, y0, width, height) => {
      const box = { x0, y0, x1: x0 + width, y1: y0 + height };
      expect(displayedBox(uprightBox(box, turn, 600, 800), turn, 600, 800)).toEqual(box);
    }),
  );
  expect([turnOf(1, 0), turnOf(0, 1), turnOf(-1, 0), turnOf(0, -1)]).toEqual([0, 1, 2, 3]);
});

const wordText = fc.oneof(fc.stringMatching(/^[a-zA-Z]{1,8}[-.,]?$/), fc.constantFrom('日本', '語', 'COVID-', '19', 'naïve'));
const aLine = fc
  .record({
    words: fc.array(fc.record({ text: wordText, glued: fc.boolean(), gap: fc.integer({ min: 2, max: 60 }) }), {
      minLength: 1,
      maxLength: 7,
    }),
    hyphenated: fc.boolean(),
  })
  .map(({ words, hyphenated }): PageLine => {
    let x = 0;
    const placed: PageWord[] = words.map(({ text, glued, gap }) => {
      const x0 = x + gap;
      x = x0 + text.length * 5;
      return { text, glued, x0, x1: x, y0: 0, y1: 10 };
    });
    return { words: placed, widestGap: widestGap(placed), hyphenated, vertical: false, size: 10, bold: false, x0: 0, y0: 0, x1: x, y1: 10 };
  });

test('however lines join, every word box spans the word it was drawn for', () => {
  fc.assert(
    fc.property(fc.array(aLine, { minLength: 1, maxLength: 6 }), fc.boolean(), (lines, isRow) => {
      const { text, words } = paragraphText(
        lines.map((line, index) => ({ ...line, y0: index * 12, y1: index * 12 + 10 })),
        isRow,
        (box) => box,
      );
      const drawn = lines.flatMap((line) => line.words.map((word) => word.text));
      expect(words).toHaveLength(drawn.length);
      for (const [index, { start, end }] of words.entries()) {
        const spanned = text.slice(start, end);
        const word = drawn[index] ?? '';
        // A hyphen that divides a word is taken away, one that was lost is put back.
        expect([word, word.replace(/[-‐]$/, ''), `${word}-`]).toContain(spanned);
        if (index > 0) expect(start).toBeGreaterThanOrEqual(words[index - 1]?.end ?? 0);
      }
      expect(text.replace(/\s/g, '')).toBe(words.map(({ start, end }) => text.slice(start, end)).join(''));
    }),
  );
});

test('text drawn from left to right that is read from right to left is turned round, Latin words in it are not', () => {
  const at = (text: string, x: number, isVisual: boolean) => ({ text, glued: false, isVisual, x0: x, x1: x + 30, y0: 0, y1: 10 });
  const seen = [at('םולש', 0, true), at('big', 40, false), at('words', 80, false), at('לש', 120, true)];
  expect(inLogicalOrder(seen).map(({ text }) => text)).toEqual(['של', 'big', 'words', 'שלום']);
  const logical = [at('שלום', 120, false), at('של', 0, false)];
  expect(inLogicalOrder(logical).map(({ text }) => text)).toEqual(['שלום', 'של']);
});

test.each([
  { turned: 90, x: (row: number) => 100 + row * 16, y: () => 100 },
  { turned: 270, x: (row: number) => 500 - row * 16, y: () => 700 },
])('a page whose text runs at $turned degrees is read line by line, boxes on the page as displayed', async ({ turned, x, y }) => {
  const lines = ['A table set across the page, since it', 'is too wide for the page as it stands,', 'goes on in a third and last line.'];
  const placed = lines.map((text, row) => ({ text, x: x(row), y: y(), turned }));
  const { blocks, pages } = await readBytes('across.pdf', (await makePdf([{ lines: placed }])).bytes);
  expect(blocks.map(({ text }) => text)).toEqual([lines.join(' ')]);
  expect(pages[0]).toMatchObject({ width: 612, height: 792 });
  for (const { x0, y0, x1, y1 } of blocks[0]?.words ?? []) {
    expect(x1 - x0).toBeLessThan(20);
    expect(x0).toBeGreaterThan(80);
    expect(x1).toBeLessThan(520);
    expect(y0).toBeGreaterThan(80);
    expect(y1).toBeLessThan(720);
  }
});
