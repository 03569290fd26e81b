import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collapseDuplicates } from '../../../../src/engine/retrieval/collapse-duplicates.ts';
import { sameWords, wordingOf } from '../../../../src/engine/retrieval/same-words.ts';
import type { ChunkRow } from '../../../../src/engine/store/chunks.ts';

function chunk(contentId: number, text: string, start = 0): { chunk: ChunkRow } {
  const document = { contentId, documentId: contentId, documentName: '', documentTitle: null };
  const end = start + text.length;
  return {
    chunk: { chunkId: contentId * 1_000 + start, ...document, ordinal: 0, start, end, text, headingPath: [], tokenCount: 1, embedHash: '' },
  };
}
const none = new Set<string>();
const collapse = (...ranked: { chunk: ChunkRow }[]) => collapseDuplicates(ranked, { limit: 20, asked: none });

const clause =
  'The tenant pays the rent for the flat on the third working day of each month and keeps the rooms heated in winter, ' +
  'airs them daily and tells the landlord of any damage as soon as it is seen by anybody who lives in them';
const alike = (a: string, b: string, asked = none) => sameWords(wordingOf(a), wordingOf(b), asked);

describe('texts that say the same', () => {
  it.each([
    ['blanks and case', `${clause}.`, `${clause.replaceAll(' ', '  ')}.`],
    ['a word or two', `${clause}.`, `${clause} there.`],
    ['the marks of quoted mail', clause, clause.split(' the ').join(' the\n> ')],
    ['the date of a copy', `Date: 3 May 2024\n${clause}`, `Date: 17 June 2025\n${clause}`],
    [
      'an addition, in Chinese',
      '承租人应当在每月的第三个工作日支付租金并保持房间的温度和通风良好',
      '承租人应当在每月的第三个工作日支付租金并保持房间的温度和通风良好。谢谢',
    ],
  ])('may differ in %s', (_, a, b) => expect(alike(a, b)).toBe(true));

  it.each([
    ['a number', `${clause} for 850 euros.`, `${clause} for 950 euros.`],
    ['an identifier', `${clause} under A-113.`, `${clause} under A-114.`],
    ['a name', `${clause}, says Miller.`, `${clause}, says Smith.`],
    ['who does what', `${clause}, and Miller pays Smith.`, `${clause}, and Smith pays Miller.`],
    ['a negation', `${clause}.`, clause.replace('pays', 'pays not')],
    ['a date that is part of what is said', `${clause} until 3 May 2024.`, `${clause} until 3 May 2025.`],
    [
      'a name, in Chinese',
      '承租人王小明应当在每月的第三个工作日支付租金并保持房间的温度和通风良好',
      '承租人李大伟应当在每月的第三个工作日支付租金并保持房间的温度和通风良好',
    ],
  ])('never differ in %s', (_, a, b) => expect(alike(a, b)).toBe(false));

  it.each([
    ['German', 'der Mieter darf', 'mit Zustimmung', 'ohne Zustimmung'],
    ['German', 'der Mieter darf', 'bei Regen', 'außer Regen'],
    ['French', 'le locataire', 'il peut', 'il peut pas'],
    ['French', 'le locataire', 'avec accord', 'sans accord'],
    ['Dutch', 'de huurder', 'mag', 'mag niet'],
    ['Portuguese', 'o inquilino', 'pode', 'não pode'],
    ['Russian', 'арендатор', 'может', 'не может'],
    ['Korean', '세입자는', '동물을 키운다', '동물을 안 키운다'],
    ['English', 'the tenant', 'can', 'can’t'],
    ['English', 'the tenant', 'must', 'mustn’t'],
  ])('never differ in a negation, in %s: %s %s, %s', (_, who, does, doesNot) => {
    const long = clause.toLowerCase();
    expect(alike(`${who} ${does} ${long}`, `${who} ${does} ${long} there`)).toBe(true);
    expect(alike(`${who} ${does} ${long}`, `${who} ${doesNot} ${long}`)).toBe(false);
  });

  it('never differ in a word of the question', () => {
    const [a, b] = [`${clause}.`, clause.replace('winter', 'summer')];
    expect(alike(a, b)).toBe(true);
    expect(alike(a, b, new Set(['summer']))).toBe(false);
  });
});

describe('collapsing', () => {
  it('leaves out what overlaps a better one of its document by more than half', () => {
    const text = (letter: string) => letter.repeat(100);
    const kept = collapse(chunk(1, text('a')), chunk(1, text('b'), 40), chunk(1, text('c'), 90), chunk(2, text('d'), 40));
    expect(kept.map((entry) => [entry.chunk.documentId, entry.chunk.start])).toEqual([[1, 0], [1, 90], [2, 40]]); // prettier-ignore
  });

  it('keeps order and loses none: each chunk is shown, or counted with the first of its equals', () => {
    const texts = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 });
    fc.assert(
      fc.property(texts, (kinds) => {
        const ranked = kinds.map((kind, index) => chunk(index + 1, `${clause} number ${kind}`));
        const kept = collapse(...ranked);
        expect(kept.map((entry) => entry.chunk.text)).toEqual([...new Set(ranked.map((entry) => entry.chunk.text))]);
        expect(kept.reduce((sum, { same }) => sum + 1 + same.length, 0)).toBe(ranked.length);
        for (const { chunk: shown, same } of kept) for (const other of same) expect(other.contentId).toBeGreaterThan(shown.contentId);
      }),
      { numRuns: 50 },
    );
  });
});
