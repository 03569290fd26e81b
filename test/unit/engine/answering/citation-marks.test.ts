import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCitationMarkReader, type MarkedPart } from '../../../../src/engine/answering/citation-marks.ts';

const known = new Set([1, 2, 3]);

function read(pieces: readonly string[]) {
  const reader = createCitationMarkReader(known);
  const parts: MarkedPart[] = [];
  for (const piece of pieces) parts.push(...reader.push(piece));
  parts.push(...reader.end());
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const marks = parts.flatMap((part) => (part.type === 'mark' ? [part.mark] : []));
  return { text, marks, parts };
}

function brief(output: string) {
  const { text, marks } = read([output]);
  return { text, marks: marks.map((mark) => [text.slice(mark.sentenceStart, mark.offset), ...mark.passageNumbers]) };
}

describe('citation marks in a stream', () => {
  it.each([
    ['Due in 30 days [1].', 'Due in 30 days.', [['Due in 30 days.', 1]]],
    ['Due in 30 days. [1] Then more.', 'Due in 30 days. Then more.', [['Due in 30 days.', 1]]],
    ['Due in 30 days.[1][2] More.', 'Due in 30 days. More.', [['Due in 30 days.', 1, 2]]],
    ['Due [1] [2].', 'Due.', [['Due.', 1, 2]]],
    ['Due [1, 2].', 'Due.', [['Due.', 1, 2]]],
    ['Due [1-3].', 'Due.', [['Due.', 1, 2, 3]]],
    ['Due [S1; S2].', 'Due.', [['Due.', 1, 2]]],
    ['期限是三十天【1】。之后没有。', '期限是三十天。之后没有。', [['期限是三十天。', 1]]],
    ['期限【1†source】', '期限', [['期限', 1]]],
    [
      'One [1], two [2].',
      'One, two.',
      [
        ['One', 1],
        ['One, two.', 2],
      ],
    ],
    ['days [1]and nights', 'days and nights', [['days', 1]]],
    ['A "b [1]." C', 'A "b." C', [['A "b."', 1]]],
    ['**Due [1]** now', '**Due** now', [['**Due**', 1]]],
    [
      '- one [1]\n- two [2]\n',
      '- one\n- two',
      [
        ['one', 1],
        ['two', 2],
      ],
    ],
    ['[1] Due soon. Later.', 'Due soon. Later.', [['Due soon.', 1]]],
    ['- [2] Due soon\n- x', '- Due soon\n- x', [['Due soon', 2]]],
    ['He paid 4.5 per cent, i.e. much [3]. Ok.', 'He paid 4.5 per cent, i.e. much. Ok.', [['He paid 4.5 per cent, i.e. much.', 3]]],
    ['[1]', '', []],
    [
      'One.\n\n[1]\n\nTwo.\n\n[2]',
      'One.\n\nTwo.',
      [
        ['One.', 1],
        ['Two.', 2],
      ],
    ],
    [
      'One.\n[1]\nTwo.\n[2]\n',
      'One.\nTwo.',
      [
        ['One.', 1],
        ['Two.', 2],
      ],
    ],
    ['One.\n[1]\n[2]\n\nTwo.', 'One.\n\nTwo.', [['One.', 1, 2]]],
    [
      '[1]\nOne.\n\n[2]\nTwo.',
      'One.\n\nTwo.',
      [
        ['One.', 1],
        ['Two.', 2],
      ],
    ],
    ['One.\n- [2] Two.', 'One.\n- Two.', [['Two.', 2]]],
  ] as const)('reads %j', (output, text, marks) => {
    expect(brief(output)).toEqual({ text, marks });
  });

  it('never shows a number that is not in the context, and keeps known ones beside it', () => {
    expect(brief('Due [7]. Paid [9][2].')).toEqual({ text: 'Due. Paid.', marks: [['Paid.', 2]] });
  });

  it.each(['see [2023] here', 'an [optional] word', 'a `list[1]` here', '```\nx = a[1]\n```', 'open [a', 'a [[b]'])(
    'leaves %j as it is',
    (output) => {
      expect(brief(output)).toEqual({ text: output, marks: [] });
    },
  );

  it.each(['Due soon [', 'Due soon [1', 'Due soon [1, 2', 'Due soon【 3'])(
    'drops the begin of a mark with which %j was cut off',
    (output) => {
      expect(brief(output)).toEqual({ text: 'Due soon', marks: [] });
    },
  );

  it('sends the full stop before the citation that moved behind it', () => {
    const { parts } = read(['Due [1].']);
    expect(parts.map((part) => part.type)).toEqual(['text', 'mark']);
  });

  it('separates the claims of two marks in one sentence', () => {
    const { text, marks } = read(['Rent is 100 [1] and heat is 20 [2].']);
    expect(marks.map((mark) => text.slice(mark.claimStart, mark.offset))).toEqual(['Rent is 100', ' and heat is 20.']);
  });

  const piece = fc.constantFrom(
    'Due', ' ', '\n', '.', '[1]', '[2', ']', '[', '【3】', '[9]', ', ', '`', '```', '- ', '1. ', '期限', '。', '"', '😀', '[1, 2]', 'e.g. ', '*', '†',
  ); // prettier-ignore
  const output = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.string({ maxLength: 40 }),
  );

  it('gives the same text and citations however the stream is cut', () => {
    fc.assert(
      fc.property(output, fc.array(fc.nat(60), { maxLength: 12 }), (whole, cuts) => {
        const sorted = [...new Set(cuts.map((cut) => Math.min(cut, whole.length)))].sort((a, b) => a - b);
        const pieces = [...sorted, whole.length].map((end, index) => whole.slice(index === 0 ? 0 : sorted[index - 1], end));
        const [cut, uncut] = [read(pieces), read([whole])];
        expect(cut.text).toBe(uncut.text);
        expect(cut.marks).toEqual(uncut.marks);
      }),
      { numRuns: 2000 },
    );
  });

  it('only cites known passages at places in the text already sent', () => {
    fc.assert(
      fc.property(output, (whole) => {
        let sent = 0;
        for (const part of read(whole.split('')).parts) {
          if (part.type === 'text') sent += part.text.length;
          else {
            expect(part.mark.offset).toBe(sent);
            expect(part.mark.sentenceStart).toBeLessThan(part.mark.offset);
            expect(part.mark.claimStart).toBeGreaterThanOrEqual(part.mark.sentenceStart);
            for (const number of part.mark.passageNumbers) expect(known.has(number)).toBe(true);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
