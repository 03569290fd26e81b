import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf, sentenceStartBefore } from '../../../../src/engine/answering/sentences.ts';

const cut = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  it.each([
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    ['He paid 4.5 per cent, e.g. in May. Dr. No came.', ['He paid 4.5 per cent, e.g. in May.', 'Dr. No came.']],
    ['期限は三十日。返金は可能です。', ['期限は三十日。', '返金は可能です。']],
    ['- first item\n- second item', ['first item', 'second item']],
    ['He said "Stop." Then left.', ['He said "Stop."', 'Then left.']],
    ['## Heading\nText', ['Heading', 'Text']],
    ['Gütetermin ist am 17. August 2023, Saal 204. Bitte kommen.', ['Gütetermin ist am 17. August 2023, Saal 204.', 'Bitte kommen.']],
    ['Die 3. Kammer tagt. Siehe Nr. 5 und Abs. 2 Satz 1.', ['Die 3. Kammer tagt.', 'Siehe Nr. 5 und Abs. 2 Satz 1.']],
    ['Er kommt am 17. Der Saal ist frei.', ['Er kommt am 17.', 'Der Saal ist frei.']],
    ['I am 17. He is 18. The rest are 20.', ['I am 17.', 'He is 18.', 'The rest are 20.']],
    ['It ended in 1992. Then came 15. Nobody knew.', ['It ended in 1992.', 'Then came 15.', 'Nobody knew.']],
  ])('cuts %j', (text, expected) => {
    expect(cut(text)).toEqual(expected);
  });

  it('never overlap, lie in order and hold every letter except those of list marks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        let last = 0;
        for (const { start, end } of sentencesOf(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('finds the sentence in front of an offset, and says so when there is none', () => {
    expect(sentenceStartBefore('One. Two words', 14)).toBe(5);
    expect(sentenceStartBefore('One.\nTwo', 8)).toBe(5);
    expect(sentenceStartBefore('  ', 2)).toBe(2);
  });
});
