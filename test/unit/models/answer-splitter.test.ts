import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnswerSplitter, type AnswerPiece } from '../../../src/models/answer-splitter.ts';

const marks = { reasoning: [{ open: '<think>', close: '</think>' }], stops: ['<|im_end|>'] };

function split(pieces: readonly string[], startsWithReasoning = false): { text: string; reasoning: string; stopped: boolean } {
  const splitter = createAnswerSplitter(marks, startsWithReasoning);
  const out: AnswerPiece[] = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
  const join = (type: AnswerPiece['type']): string =>
    out
      .filter((piece) => piece.type === type)
      .map((piece) => piece.text)
      .join('');
  return { text: join('text-delta'), reasoning: join('reasoning-delta'), stopped: splitter.stopped };
}

describe('answer splitter', () => {
  test('keeps reasoning apart from the answer', () => {
    expect(split(['<think>\nhm\n</think>\n\nPaid [1].'])).toEqual({ text: 'Paid [1].', reasoning: 'hm\n', stopped: false });
  });

  test('an answer whose reasoning was opened by the template begins as reasoning', () => {
    expect(split(['hm</think>\n\nYes.'], true)).toMatchObject({ text: 'Yes.', reasoning: 'hm' });
  });

  test('ends at a stop text and drops what follows', () => {
    expect(split(['Yes.<|im', '_end|>No.', 'No.'])).toEqual({ text: 'Yes.', reasoning: '', stopped: true });
  });

  test('gives out what only looked like the beginning of a mark', () => {
    expect(split(['a <th', 'ree> b <'])).toMatchObject({ text: 'a <three> b <' });
  });

  test('the cuts between pieces never change the result', () => {
    const token = fc.constantFrom('<think>', '</think>', '<|im_end|>', '<', '|', 'a', ' ', '\n', 'ü', 'th', '合');
    fc.assert(
      fc.property(fc.array(token, { maxLength: 20 }), fc.array(fc.nat(8), { maxLength: 20 }), fc.boolean(), (tokens, cuts, reasoning) => {
        const whole = tokens.join('');
        const pieces: string[] = [];
        let rest = whole;
        for (const cut of cuts) {
          pieces.push(rest.slice(0, cut));
          rest = rest.slice(cut);
        }
        expect(split([...pieces, rest], reasoning)).toEqual(split([whole], reasoning));
      }),
    );
  });
});
