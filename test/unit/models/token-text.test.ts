import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenText } from '../../../src/models/token-text.ts';

/** One token per byte: the worst case of a byte-level vocabulary. */
const bytes = { detokenize: (tokens: readonly number[]) => Buffer.from(tokens).toString('utf8') };

test('characters of several tokens come out whole, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = Buffer.from(text, 'utf8');
      const tokenText = createTokenText(bytes);
      const pieces = [...written].map((token) => tokenText.push(token));
      expect(pieces.join('') + tokenText.end()).toBe(written.toString('utf8'));
    }),
  );
});

test('half a character is never given out before the answer ends', () => {
  const tokenText = createTokenText(bytes);
  expect([...Buffer.from('a合')].map((token) => tokenText.push(token))).toEqual(['a', '', '', '合']);
});

test('bytes that never become a character do not hold the answer up', () => {
  const tokenText = createTokenText(bytes);
  const pieces = Array.from({ length: 12 }, () => tokenText.push(0xff));
  expect(pieces.filter((piece) => piece !== '')).toHaveLength(2);
});
