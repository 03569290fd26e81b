import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRange } from '../../../src/renderer/features/source-pane/sheet/cell-range.ts';
import { layoutColumns } from '../../../src/renderer/features/source-pane/sheet/column-layout.ts';
import { findSheets } from '../../../src/renderer/features/source-pane/sheet/find-sheets.ts';
import { isFigure } from '../../../src/renderer/features/source-pane/sheet/sheet-row.tsx';
import { columnLetters } from '../../../src/shared/domain/column-letters.ts';
import { blocksOf, namedSheetBlocks, sheetBlocks } from '../fake/block-samples.ts';

test('the sheets of a workbook are found with few questions, whatever their lengths', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 12 }), async (lengths) => {
      const ends: number[] = [];
      for (const length of lengths) ends.push((ends.at(-1) ?? 0) + length);
      const total = ends.at(-1) ?? 0;
      let asked = 0;
      const found = [];
      for await (const sheet of findSheets(total, async (ordinal) => {
        asked += 1;
        return `Sheet ${ends.findIndex((end) => ordinal < end)}`;
      }))
        found.push(sheet);
      expect(found).toEqual(
        lengths.map((length, index) => ({ name: `Sheet ${index}`, from: (ends[index] ?? 0) - length, to: ends[index] })),
      );
      expect(asked).toBeLessThanOrEqual(lengths.length * 30);
    }),
  );
});

test('a range is read back from its name', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 16_384 }),
      fc.integer({ min: 1, max: 1_048_576 }),
      fc.nat(100),
      fc.nat(100),
      (column, row, wide, high) => {
        const first = `${columnLetters(column)}${row}`;
        const last = `${columnLetters(column + wide)}${row + high}`;
        expect(parseRange('Rates', `${first}:${last}`)).toEqual({
          sheet: 'Rates',
          columns: [column, column + wide],
          rows: [row, row + high],
        });
      },
    ),
  );
  expect(parseRange('Rates', 'C7')).toEqual({ sheet: 'Rates', columns: [3, 3], rows: [7, 7] });
  expect(parseRange('Rates', 'not a range')).toBeNull();
});

test('figures stand to the right, words to the left', () => {
  for (const figure of ['12', '-3.5', '1,204.00', '19 %', '€ 48,000', '(120)']) expect(isFigure(figure), figure).toBe(true);
  for (const words of ['B-000001', '3 May 2023', 'Delft', 'Q1', '2023-05-04T']) expect(isFigure(words), words).toBe(false);
});

test('one long title does not widen its column, and no column takes the view', () => {
  const title = 'Invoices of Brightwater Studio, all branches and all years since the foundation';
  const rows = sheetBlocks(60);
  const wide = layoutColumns(rows).widthOf(1);
  expect(wide).toBeLessThan(title.length * 5);
  expect(layoutColumns(rows).leftOf(2)).toBe(wide);
  expect(
    layoutColumns(
      blocksOf([
        {
          kind: 'table-row',
          text: 'x'.repeat(5_000),
          locator: { kind: 'cells', sheet: 'S', row: 1, cells: [{ column: 2, start: 0, end: 5_000 }] },
        },
      ]),
    ).widthOf(2),
  ).toBe(280);
});

test('columns take what their texts need where there is room, up to a width, and share it where there is not enough', () => {
  const rows = namedSheetBlocks();
  const narrow = layoutColumns(rows, 0);
  const roomy = layoutColumns(rows, 900);
  expect(roomy.widthOf(1)).toBe(320);
  expect(roomy.widthOf(3)).toBeGreaterThanOrEqual(4 * 13 + 16);
  const some = layoutColumns(rows, narrow.leftOf(4) + 40);
  expect(some.widthOf(1)).toBeGreaterThan(narrow.widthOf(1));
  expect(some.leftOf(4)).toBeLessThanOrEqual(narrow.leftOf(4) + 42);
});
