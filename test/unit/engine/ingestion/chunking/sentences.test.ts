import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../../../../src/engine/ingestion/chunking/sentences.ts';

const split = (text: string): string[] => Array.from(sentencesOf(text), (range) => text.slice(range.start, range.end));

describe('sentencesOf', () => {
  it.each([
    ['ends at full stops, question and exclamation marks', 'One. Two? Three! Four', ['One.', 'Two?', 'Three!', 'Four']],
    [
      'keeps abbreviations whole',
      'Dr. Smith lives in St. Ives, e.g. in No. 4. He pays.',
      ['Dr. Smith lives in St. Ives, e.g. in No. 4.', 'He pays.'],
    ],
    [
      'keeps German abbreviations whole',
      'Die Miete, z.B. Abs. 2, gilt bzw. endet. Sie steigt.',
      ['Die Miete, z.B. Abs. 2, gilt bzw. endet.', 'Sie steigt.'],
    ],
    [
      'keeps a German day with its month, and cuts English',
      'Termin ist am 17. August 2023. It ends on day 17. August was hot.',
      ['Termin ist am 17. August 2023.', 'It ends on day 17.', 'August was hot.'],
    ],
    ['keeps initials and numbers whole', 'J. R. Smith paid 1.5 per cent. It was 3.14.', ['J. R. Smith paid 1.5 per cent.', 'It was 3.14.']],
    [
      'keeps the number of a clause with it',
      '3. The tenant pays. 4. The landlord waits.',
      ['3. The tenant pays.', '4. The landlord waits.'],
    ],
    ['goes on when a small letter follows', 'The firm Acme Gmb. und Co. and others left.', ['The firm Acme Gmb. und Co. and others left.']],
    ['takes closing quotes along', '“Pay now.” He left. (It rained.) Done', ['“Pay now.”', 'He left.', '(It rained.)', 'Done']],
    ['needs no blank in Chinese', '合同有效期三年。租金每月支付！谁付？甲方', ['合同有效期三年。', '租金每月支付！', '谁付？', '甲方']],
    ['keeps a Japanese quotation with its particle', '彼は「払う。」と言った。次の日。', ['彼は「払う。」と言った。', '次の日。']],
    ['knows the danda', 'किराया दें। समय पर दें।', ['किराया दें।', 'समय पर दें।']],
    ['ends at an empty line', 'A heading\n\nA text that goes\non here', ['A heading', 'A text that goes\non here']],
    ['knows an ellipsis', 'Well... Then it ended… Really', ['Well...', 'Then it ended…', 'Really']],
  ])('%s', (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('holds every character that is not blank, in order, and never begins or ends with a blank', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('a', 'Dr', '.', '。', '」', '"', ' ', '\n', '3', '!', 'と')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (input) => {
        let end = 0;
        for (const range of sentencesOf(input)) {
          expect(input.slice(end, range.start).trim()).toBe('');
          const own = input.slice(range.start, range.end);
          expect(own).toBe(own.trim());
          expect(own).not.toBe('');
          end = range.end;
        }
        expect(input.slice(end).trim()).toBe('');
      }),
      { numRuns: 500 },
    );
  }, 30_000);
});
