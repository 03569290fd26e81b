import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../../../src/engine/answering/sentences.ts';
import { verifySentence } from '../../../../src/engine/answering/verify/verify-sentence.ts';
import { handWrittenPairs } from '../../../eval/hand-written-pairs.ts';

const verdictOf = (sentence: string, ...spans: string[]): string => verifySentence({ sentence, spans }).verdict;

describe('a sentence and the words it cites', () => {
  it.each(handWrittenPairs.filter(({ label }) => label === 'unsupported'))('is unsupported: $kind: $sentence', ({ sentence, span }) => {
    expect(verdictOf(sentence, span)).toBe('unsupported');
  });

  it.each(handWrittenPairs.filter(({ label }) => label === 'supported'))('is not called unsupported: $sentence', ({ sentence, span }) => {
    expect(verdictOf(sentence, span)).not.toBe('unsupported');
  });

  it('says what differs and what stands there', () => {
    const { reasons } = verifySentence({ sentence: 'The notice period is 45 days.', spans: ['The notice period is 30 days.'] });
    expect(reasons[0]).toStrictEqual({ code: 'number', said: '45 days', found: '30' });
  });

  it.each([
    ['1,250.00', '1.250,00'],
    ['1 250', '1,250'],
    ['twelve', '12'],
    ['3.5 million', '3,500,000'],
    ['3.5 million', '3.5 Mio.'],
    ['20,000', '2万'],
    ['12', '十二'],
    ['2 km', '2,000 m'],
    ['30 %', '30 per cent'],
    ['about 400', '412'],
  ])('takes %s for the number %s', (said, found) => {
    expect(verdictOf(`The total of the second line was ${said}.`, `The total of the second line was ${found}.`)).toBe('supported');
  });

  it.each([
    ['400', '412'],
    ['about 450', '412'],
    ['12 mg', '12 µg'],
    ['12 miles', '12 km'],
    ['$12', '€12'],
    ['12 million', '12 billion'],
    ['5 percentage points', '5 percent'],
  ])('does not take %s for %s', (said, found) => {
    expect(verdictOf(`The total of the second line was ${said}.`, `The total of the second line was ${found}.`)).toBe('unsupported');
  });

  it('takes a name from the heading or the title', () => {
    const spans = ['Revenue rose by 4 % in the second quarter.'];
    const sentence = 'At Nordvik, revenue rose by 4 % in the second quarter.';
    expect(verifySentence({ sentence, spans }).verdict).toBe('unsupported');
    expect(verifySentence({ sentence, spans, context: ['Nordvik interim report'] }).verdict).toBe('supported');
  });

  it('may rest on two spans together', () => {
    expect(verdictOf('The fee is €40 and is due on 3 May 2024.', 'The fee is €40.', 'It is due on 3 May 2024.')).toBe('supported');
  });

  it('of another language is compared by its figures only, and never more than weak', () => {
    const span = 'Die Kaution beträgt 1.800 Euro und ist bis zum 15. Mai 2024 zu zahlen.';
    expect(verdictOf('The deposit is €1,800 and is to be paid by 15 May 2024.', span)).toBe('weak');
    expect(verdictOf('The deposit is €1,900 and is to be paid by 15 May 2024.', span)).toBe('unsupported');
  });

  it.each([
    'What is the fee?',
    'I could not find this in the documents.',
    'The passages do not mention a fee.',
    'The conditions are as follows:',
    '文档中没有提到费用。',
    '---',
  ])('makes no claim: %s', (sentence) => {
    expect(verdictOf(sentence, 'The fee is €40.')).toBe('no-claim');
  });

  it('without a span is unsupported', () => {
    expect(verdictOf('The fee is €40.')).toBe('unsupported');
  });

  it('that is the span’s own is supported, whatever the numbers, names and dates and in whatever language', () => {
    const number = fc.oneof(
      fc.integer({ min: 2, max: 99_999 }).map(String),
      fc.double({ min: 0.1, max: 999, noNaN: true }).map((value) => value.toFixed(2)),
    );
    const name = fc.constantFrom('Anna Lindqvist', 'RX-450', 'Harbour Mills Ltd', 'UNESCO', 'São Paulo', 'O’Neill', 'Müller-Werke');
    const year = fc.integer({ min: 1700, max: 2030 });
    const frame = fc.constantFrom<(n: string, who: string, y: number) => string>(
      (n, who, y) => `In ${y}, ${who} did not sell more than ${n} tonnes of grain.`,
      (n, who, y) => `According to ${who}, all ${n} samples may have been lost before March ${y}.`,
      (n, who, y) => `Im Jahr ${y} hat ${who} nicht mehr als ${n} Tonnen Getreide verkauft.`,
      (n, who, y) => `En ${y}, ${who} n’a pas vendu plus de ${n} tonnes de blé.`,
      (n, who, y) => `${y}年3月，${who}没有出售超过${n}吨粮食。`,
      (n, who, y) => `${y}年に${who}は${n}トン以上の穀物を売らなかった。`,
    );
    const sentence = fc.tuple(frame, number, name, year).map(([make, n, who, y]) => make(n, who, y));
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 5 }), (parts) => {
        const span = parts.join(' ');
        for (const { start, end } of sentencesOf(span)) expect(verdictOf(span.slice(start, end), span)).toBe('supported');
      }),
      { numRuns: 60 },
    );
  });

  it('may be any text, and so may the span', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), fc.string({ unit: 'binary', maxLength: 120 }), (sentence, span) => {
        const { verdict, share } = verifySentence({ sentence, spans: [span] });
        expect(['supported', 'weak', 'unsupported', 'no-claim']).toContain(verdict);
        expect(share).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 40 },
    );
  });
});
