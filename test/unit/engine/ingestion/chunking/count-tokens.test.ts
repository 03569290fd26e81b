import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens } from '../../../../../src/engine/ingestion/chunking/count-tokens.ts';
import { MAX_RUN_CHARACTERS, pieceEnd } from '../../../../../src/engine/ingestion/chunking/token-pieces.ts';

/** The pieces that countTokens counts one by one. */
function tokenPieces(text: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; start += pieces.at(-1)?.length ?? 0) pieces.push(text.slice(start, pieceEnd(text, start)));
  return pieces;
}

const reference = new Tiktoken(o200k);
const referenceCount = (text: string): number => tokenPieces(text).reduce((sum, piece) => sum + reference.encode(piece, [], []).length, 0);

const words = fc.constantFrom(
  'the ',
  'Quarterly ',
  "don't ",
  "WE'LL ",
  '12345',
  ' 3.14',
  '\n\n',
  '\r\n',
  '  ',
  '\t',
  '---',
  '/\n/',
  '合同编号',
  '東京都は',
  '、',
  '。',
  'é',
  'e\u0301',
  '👩‍👩‍👧',
  '\u0000',
  '\ud800',
  '\udc00',
  '<|endoftext|>',
  'Straße',
  'мир ',
  'مرحبا',
  '﷽',
  '|',
  ' | ',
  '{"a":',
  '},',
  '=>',
  '٣٤٥',
  '/',
  "'",
  'B',
  'ǅ',
  'ʰ',
  '한국어',
  'ไทย',
  '𝐀𝐚',
  '𝟘',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '\u0085',
  '!\u0301',
);
/** Letters and scripts drawn at random: words that no token holds whole. */
const runs = fc
  .tuple(fc.constantFrom(0x61, 0x41, 0xc0, 0x300, 0x391, 0x410, 0x627, 0x905, 0xe01, 0x3041, 0x4e00, 0xac00, 0x1f600), fc.array(fc.nat(60)))
  .map(([first, parts]) => parts.map((part) => String.fromCodePoint(first + part)).join(''));
const anyText = fc.oneof(
  runs,
  fc.array(fc.oneof(words, runs), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.array(words, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 200 }),
  fc.tuple(words, fc.integer({ min: 1, max: 400 })).map(([word, times]) => word.repeat(times).slice(0, 600)),
);

describe('countTokens', () => {
  it('counts exactly as js-tiktoken o200k_base does on the same pieces', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(countTokens(text)).toBe(referenceCount(text));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('counts ordinary text exactly as an unsplit tokenizer does', () => {
    const text = 'The agreement (No. 2024/17) ends on 31 December 2026, unless both parties renew it in writing.\n\n- Fee: 1,200.50 EUR\n';
    expect(tokenPieces(text)).toEqual([text]);
    expect(countTokens(text)).toBe(reference.encode(text, [], []).length);
  });

  it('takes the text of a control token as ordinary text', () => {
    expect(countTokens('a <|endoftext|> b <|im_start|>')).toBe(reference.encode('a <|endoftext|> b <|im_start|>', [], []).length);
  });

  it('counts nothing in nothing', () => {
    expect(countTokens('')).toBe(0);
  });

  it.each([
    ['one letter', 'a'.repeat(1_000_000)],
    ['blanks', ' '.repeat(1_000_000)],
    ['newlines', '\n'.repeat(1_000_000)],
    ['dashes', '-'.repeat(1_000_000)],
    ['slashes and newlines', '/\n'.repeat(500_000)],
    ['alternating blank and sign', ' .'.repeat(500_000)],
    ['digits', '7'.repeat(1_000_000)],
    ['a Han run', Array.from({ length: 1_000_000 }, (_, at) => String.fromCharCode(0x4e00 + ((at * 7919) % 20_000))).join('')],
    ['pairs', '😀'.repeat(500_000)],
    ['combining marks', '\u0301'.repeat(1_000_000)],
    ['one capital', 'A'.repeat(1_000_000)],
  ])(
    'finishes on a megabyte of %s',
    (_, text) => {
      expect(countTokens(text)).toBeGreaterThan(0);
    },
    30_000,
  );
});

describe('tokenPieces', () => {
  it('loses nothing, cuts no surrogate pair and leaves no run above the limit', () => {
    const overlongRun = new RegExp(`[\\p{L}\\p{M}]{${MAX_RUN_CHARACTERS + 1},}|[^\\p{L}\\p{M}\\p{N}]{${MAX_RUN_CHARACTERS + 1},}`, 'u');
    fc.assert(
      fc.property(anyText, (text) => {
        const pieces = tokenPieces(text);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) expect(piece).not.toMatch(overlongRun);
        expect(pieces.flatMap((piece) => Array.from(piece))).toEqual(Array.from(text));
      }),
    );
  }, 30_000);
});
