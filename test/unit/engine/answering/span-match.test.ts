import { describe, expect, it } from 'vitest';
import { matchSpan } from '../../../../src/engine/answering/span-match.ts';

const passage =
  'The contract begins on 1 May 2024. The rent is 1,250 euros a month. It rises by 3 per cent each year. The deposit is 3,750 euros.';
const quote = (text: string, claim: string, question = '') => {
  const { start, end } = matchSpan(text, claim, question);
  return text.slice(start, end);
};

describe('the highlighted span', () => {
  it.each([
    ['Tenants pay 1,250 euros.', 'The rent is 1,250 euros a month.'],
    ['The deposit amounts to 3 750 euros.', 'The deposit is 3,750 euros.'],
    ['The increase is 3 per cent each year.', 'It rises by 3 per cent each year.'],
    ['It starts in May 2024.', 'The contract begins on 1 May 2024.'],
  ])('for %j is the sentence that says it', (claim, expected) => {
    expect(quote(passage, claim)).toBe(expected);
  });

  it('spans two sentences when the claim needs both', () => {
    expect(quote(passage, 'The rent of 1,250 euros rises by 3 per cent each year.')).toBe(
      'The rent is 1,250 euros a month. It rises by 3 per cent each year.',
    );
  });

  it('is a whole sentence rather than a caption with the same words', () => {
    expect(quote('A Muscovy duckling\nA duckling is a young duck.\nDucklings', 'What is a duckling?')).toBe('A duckling is a young duck.');
  });

  it('is found by what a question names, not by the small words that ask', () => {
    const lease = 'Mietvertrag\n\nKaution\n\nDie Kaution beträgt 1.250 Euro und wird im März fällig. Die Straße ist gesperrt.';
    const asked = 'Wie hoch ist die Kaution?';
    expect(quote(lease, asked, asked)).toBe('Die Kaution beträgt 1.250 Euro und wird im März fällig.');
  });

  it('follows the words of languages without blanks', () => {
    expect(quote('契約は五月に始まる。家賃は月額千円である。敷金は三千円。', '敷金は三千円です。')).toBe('敷金は三千円。');
  });

  it('falls back to what the question asks for when the claim shares no word, and to the passage at last', () => {
    expect(quote(passage, 'Voilà.', 'How high is the deposit?')).toBe('The deposit is 3,750 euros.');
    expect(quote(passage, '???', '!!!')).toBe(passage);
  });
});
