import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateForms } from '../../../../src/engine/retrieval/date-forms.ts';
import { datesIn } from '../../../../src/engine/retrieval/dates-in.ts';
import { wordsOf } from '../../../../src/engine/retrieval/terms.ts';

const day = [{ year: 2023, month: 3, day: 5 }];
const month = [{ year: 2023, month: 3, day: null }];

describe('a date in a question', () => {
  it.each([
    ['What was agreed on 2023-03-05?', day],
    ['What was agreed on 2023/3/5?', day],
    ['Was geschah am 05.03.2023?', day],
    ['Was geschah am 5. März 2023?', day],
    ['the letter of 5 March 2023', day],
    ['the letter of the 5th of March 2023', day],
    ['the letter of March 5th, 2023', day],
    ['the letter of Mar 5, 2023', day],
    ['la lettre du 5 mars 2023', day],
    ['la carta del 5 de marzo de 2023', day],
    ['2023年3月5日签了什么？', day],
    ['令和5年3月5日の契約', day],
    ['２０２３年３月５日の契約', day],
    ['in March 2023', month],
    ['im März 2023', month],
    ['en marzo de 2023', month],
    ['2023年3月的租金', month],
    ['the invoices of 2023-03', month],
    ['seit 2023', [{ year: 2023, month: null, day: null }]],
    ['2023年的收入', [{ year: 2023, month: null, day: null }]],
    ['who came on 5 March?', [{ year: null, month: 3, day: 5 }]],
    ['3月5日谁来了？', [{ year: null, month: 3, day: 5 }]],
    ['who came in March?', [{ year: null, month: 3, day: null }]],
    ['Wer kam im MAI?', [{ year: null, month: 5, day: null }]],
    ['¿quién llegó en agosto?', [{ year: null, month: 8, day: null }]],
    ['3月的租金', [{ year: null, month: 3, day: null }]],
  ])('is read: %j', (question, readings) => {
    expect(datesIn(question).map((date) => date.readings)).toEqual([readings]);
  });

  it('that can be read two ways is read both ways', () => {
    const both = [
      { year: 2024, month: 3, day: 5 },
      { year: 2024, month: 5, day: 3 },
    ];
    expect(datesIn('on 5/3/2024')[0]?.readings).toEqual(both);
    expect(datesIn('on 5/3/24')[0]?.readings).toEqual(both);
    expect(datesIn('on 25/3/2024')[0]?.readings).toEqual([{ year: 2024, month: 3, day: 25 }]);
    expect(datesIn('on 3/25/2024')[0]?.readings).toEqual([{ year: 2024, month: 3, day: 25 }]);
  });

  it.each([
    'section 5.3.24',
    'section 4.2.1987.3',
    'at 192.168.20.24',
    'room 2.03',
    'part RF-2201',
    'may the tenant keep 5 dogs?',
    'a fine of 2,023 euro',
    'on 45/13/2024',
    'on 31 February',
    'march on',
    'this may be, in marching',
    '3个月的租金',
    'a trip to Mars',
    'the 1850s',
    'model A-2024-X',
  ])('is not seen in %j', (text) => {
    expect(datesIn(text)).toEqual([]);
  });
});

describe('the forms of a date', () => {
  /** True when the words of a form stand one after the other in a text, as a phrase is found. */
  const finds = (question: string, text: string): boolean => {
    const line = ` ${wordsOf(text).join(' ')} `;
    return dateForms(question).some(({ phrases }) => phrases.some((words) => line.includes(` ${words.join(' ')} `)));
  };
  const written = [
    'Signed 2023-03-05.',
    'Unterschrieben am 05.03.2023 in Köln',
    'Am 5. März 2023 unterschrieben',
    'Signed on 5 March 2023',
    'Dated 05 Mar 2023',
    'Signed on March 5th, 2023, at noon',
    'Signed on March 5, 2023',
    'On the 5th of March 2023',
    'Fait le 5 mars 2023 à Lyon',
    'Firmado el 5 de marzo de 2023',
    '合同于2023年3月5日签订',
    '2023年3月5日星期日',
    '令和5年3月5日に締結',
    'Dated 3/5/2023',
  ];

  it.each(['on 2023-03-05', 'on 5 March 2023', 'am 5. März 2023', '2023年3月5日', 'le 5 mars 2023'])(
    'of %j find it in every other',
    (question) => {
      expect(written.filter((text) => !finds(question, text))).toEqual([]);
    },
  );

  it.each(['in March 2023', 'im März 2023', '2023年3月'])('of the month %j find each of its days', (question) => {
    const named = [
      'Signed 2023-03-05',
      'am 05.03.2023',
      'Im März 2023',
      'in March 2023',
      'en mars 2023',
      'en marzo de 2023',
      '于2023年3月5日',
      'on 5 March 2023',
    ];
    expect(named.filter((text) => !finds(question, text))).toEqual([]);
  });

  it.each([
    ['in March', ['in March', 'Im März 2023', 'am 5. März', 'en marzo de 2023', '3月5日']],
    ['im Mai', ['in May', 'of May 2020', 'en mayo', '2023年5月']],
  ])('of %j without a year find it in every year and language', (question, texts) => {
    expect(texts.filter((text) => !finds(question, text))).toEqual([]);
    expect(finds(question, 'It may rain on 2023-04-06, 13月')).toBe(false);
  });

  it('do not find another day, month or year', () => {
    for (const text of ['Signed 2023-03-06', 'on 15 March 2023', 'on 5 March 2022', 'am 05.04.2023', '2023年3月15日', '2023年13月5日']) {
      expect(finds('on 5 March 2023', text)).toBe(false);
    }
  });

  it('of a year are none: it is a word like any other', () => {
    expect(dateForms('since 2021')).toEqual([{ start: 6, end: 10, phrases: [] }]);
  });

  it('are few and none of them empty, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789/.-年月日 '), 'march ', 'May', 'of ') }), (text) => {
        for (const { start, end, phrases } of dateForms(text)) {
          expect(start).toBeLessThan(end);
          expect(phrases.every((words) => words.length > 0)).toBe(true);
          expect(phrases.length).toBeLessThan(70);
        }
      }),
    );
  });
});
