import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ListCounter } from '../../../../src/engine/ingestion/readers/docx/list-counter.ts';
import type { NumberingLevel, NumberingList } from '../../../../src/engine/ingestion/readers/docx/numbering.ts';
import { chinese, circled, letters, ordinal, roman } from '../../../../src/engine/ingestion/readers/package/list-number.ts';

const level = (at: number): NumberingLevel => ({
  start: 1,
  format: 'decimal',
  text: Array.from({ length: at + 1 }, (_, each) => `%${each + 1}`).join('.'),
  restart: undefined,
  isLegal: false,
  styleId: undefined,
});

const levels = new Map(Array.from({ length: 9 }, (_, at) => [at, level(at)] as const));
const list = (id: string): NumberingList => ({ definition: { id, levels }, levels: new Map(), startOverrides: new Map() });

/** Counts by looking back: items of this level since the last item of a level above. */
function modelLabel(items: readonly number[], at: number): string {
  const own = items[at] ?? 0;
  const numbers: number[] = [];
  let end = at;
  for (let depth = own; depth >= 0; depth -= 1) {
    let count = 0;
    let next = end;
    for (let back = end; back >= 0; back -= 1) {
      const other = items[back] ?? 0;
      if (other < depth) break;
      if (other === depth) count += 1;
      next = back - 1;
    }
    numbers.unshift(Math.max(count, 1));
    end = next;
  }
  return numbers.join('.');
}

test('any sequence of levels is numbered as counting back from each item says', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 60 }), (items) => {
      const counter = new ListCounter(new Map([['1', list('a')]]));
      for (const [at, item] of items.entries()) expect(counter.next('1', item, '')?.text).toBe(modelLabel(items, at));
    }),
  );
});

test('lists of different definitions never disturb each other', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('1', '2'), fc.integer({ min: 0, max: 3 })), { maxLength: 60 }), (items) => {
      const together = new ListCounter(
        new Map([
          ['1', list('a')],
          ['2', list('b')],
        ]),
      );
      const apart = { '1': new ListCounter(new Map([['1', list('a')]])), '2': new ListCounter(new Map([['2', list('b')]])) };
      for (const [id, item] of items) expect(together.next(id, item, '')).toEqual(apart[id].next(id, item, ''));
    }),
  );
});

test('levels and templates beyond all sense neither fail nor grow', () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), fc.string(), fc.integer(), (at, text, format, start) => {
      const wild: NumberingLevel = { ...level(0), text: `%1%9${text}`, format, start };
      const counter = new ListCounter(
        new Map([
          [
            '1',
            {
              ...list('a'),
              levels: new Map([
                [0, wild],
                [8, wild],
              ]),
            },
          ],
        ]),
      );
      expect(counter.next('1', at, '')?.text.length).toBeLessThanOrEqual(100);
    }),
  );
  expect(new ListCounter(new Map()).next('1', 0, '')).toBeUndefined();
});

test('Roman numerals are written so that adding their digits gives the number again', () => {
  const worth: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_999 }), (value) => {
      const digits = Array.from(roman(value), (digit) => worth[digit] ?? 0);
      expect(digits.reduce((sum, digit, at) => sum + (digit < (digits[at + 1] ?? 0) ? -digit : digit), 0)).toBe(value);
    }),
  );
});

test.each([
  [[1, 26, 27, 53].map(letters), ['a', 'z', 'aa', 'aaa']],
  [[1, 2, 3, 11, 21, 112].map(ordinal), ['1st', '2nd', '3rd', '11th', '21st', '112th']],
  [[1, 10, 23].map(chinese), ['一', '十', '二十三']],
  [[1, 20, 21].map(circled), ['①', '⑳', '21']],
  [[0, -3].map(roman), ['0', '-3']],
])('other ways to count: %j', (made, wanted) => {
  expect(made).toEqual(wanted);
});
