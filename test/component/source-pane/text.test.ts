import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findOrdinal } from '../../../src/renderer/features/source-pane/find-ordinal.ts';
import { cellsOf, coveredPart } from '../../../src/renderer/features/source-pane/covered-part.ts';

test('the block that holds an offset is found among any number of blocks with few questions', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 300 }), fc.nat(), async (lengths, at) => {
      const starts: number[] = [];
      let end = 0;
      for (const length of lengths) {
        starts.push(end);
        end += length + 2;
      }
      const offset = at % end;
      let asked = 0;
      const found = await findOrdinal(starts.length, offset, async (ordinal) => {
        asked += 1;
        return starts[ordinal] ?? Infinity;
      });
      expect(found).toBe(starts.findLastIndex((start) => start <= offset));
      expect(asked).toBeLessThanOrEqual(Math.ceil(Math.log2(starts.length)) + 1);
    }),
  );
});

test('a span over several blocks covers the right part of each', () => {
  const span = { documentId: 1, start: 5, end: 17 };
  expect(coveredPart({ start: 0, text: '0123456789' }, span)).toEqual({ from: 5, to: 10 });
  expect(coveredPart({ start: 12, text: '0123456789' }, span)).toEqual({ from: 0, to: 5 });
  expect(coveredPart({ start: 24, text: '0123456789' }, span)).toBeNull();
});

test("the cells of a table's row are told apart by their bars, and no letter between them is lost", () => {
  const texts = (row: string) => cellsOf(row).map(({ from, to }) => row.slice(from, to));
  expect(texts('Leaves | Ash, Elm | 50')).toEqual(['Leaves', 'Ash, Elm', '50']);
  expect(texts('| Food | Calories')).toEqual(['', 'Food', 'Calories']);
  expect(texts('a|b is one cell')).toEqual(['a|b is one cell']);
  expect(texts('one |')).toEqual(['one', '']);
});
