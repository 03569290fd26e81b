import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PageLine } from '../../../../src/engine/ingestion/readers/pdf/page-lines.ts';
import { PageWindow } from '../../../../src/engine/ingestion/readers/pdf/page-window.ts';
import { isSaner, isUnreadable, looksWrong } from '../../../../src/engine/ingestion/readers/pdf/text-sanity.ts';

function line(text: string, y: number): PageLine {
  const box = { x0: 72, y0: y, x1: 72 + text.length * 5, y1: y + 10 };
  return {
    ...box,
    words: [{ ...box, text, glued: false }],
    widestGap: -Infinity,
    hyphenated: false,
    vertical: false,
    size: 10,
    bold: false,
  };
}

test('pages come out in order, each once, and never more than four are held back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), (count) => {
      const window = new PageWindow<number>();
      const out: number[] = [];
      for (let page = 1; page <= count; page += 1) {
        for (const settled of window.add(page, page, [line(`Text of ${page * 17}`, 300)], 800, 10)) out.push(settled.page);
        expect(page - out.length).toBeLessThanOrEqual(4);
      }
      for (const settled of window.end(10)) out.push(settled.page);
      expect(out).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    }),
  );
});

test('whatever the lines of a document are, one that occurs on a single page is never taken away', () => {
  const texts = fc.array(fc.array(fc.stringMatching(/^[a-d]{1,3}$/), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(texts, (pages) => {
      const window = new PageWindow<undefined>();
      const kept: string[][] = [];
      const take = (settled: Iterable<{ lines: PageLine[] }>): void => {
        for (const { lines } of settled) kept.push(lines.map((each) => each.words[0]?.text ?? ''));
      };
      for (const [index, lines] of pages.entries()) {
        take(
          window.add(
            index + 1,
            undefined,
            lines.map((text, row) => line(text, 30 + row * 140)),
            800,
            10,
          ),
        );
      }
      take(window.end(10));
      for (const [index, lines] of pages.entries()) {
        for (const text of lines) {
          const occursOnce = pages.filter((other) => other.includes(text)).length === 1;
          // Alone on their lines, “c” and “d” are Roman numbers and may count.
          if (occursOnce && !/^[cd]+$/.test(text)) expect(kept[index]).toContain(text);
        }
      }
    }),
  );
});

test('junk and text that cannot fit on a page call for the other engine, which must be better', () => {
  const area = 600 * 800;
  const fine = { chars: 3_000, junkChars: 20, area };
  const junk = { chars: 3_000, junkChars: 400, area };
  const dense = { chars: 190_000, junkChars: 0, area };
  expect([fine, junk, dense].map(looksWrong)).toEqual([false, true, true]);
  expect(isSaner(fine, junk)).toBe(true);
  expect(isSaner(fine, dense)).toBe(true);
  expect(isSaner({ chars: 40, junkChars: 0, area }, junk)).toBe(false);
  expect(isSaner(junk, dense)).toBe(false);
  expect([fine, junk, { chars: 0, junkChars: 0 }].map(isUnreadable)).toEqual([false, false, false]);
  expect(isUnreadable({ chars: 10, junkChars: 6 })).toBe(true);
});
