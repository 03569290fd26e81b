import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isComparing, spreadOverDocuments } from '../../../../src/engine/retrieval/comparing-question.ts';

describe('a question that compares', () => {
  it.each([
    'Compare the notice periods of the two leases',
    'What are the differences between version 2 and version 3?',
    'Which of the contracts end this year?',
    'Vergleiche die Kündigungsfristen der beiden Mietverträge',
    'Worin unterscheiden sich die Angebote?',
    'Welcher der Verträge läuft 2025 aus?',
    'Quelles sont les différences entre les deux baux ?',
    'Lequel des contrats prévoit une pénalité ?',
    '这两份合同的区别是什么？',
    '哪个供应商的价格更低？',
    '二つの契約の違いは何ですか',
    'この契約の中でどれが今年終わりますか',
  ])('is known: %s', (question) => expect(isComparing(question)).toBe(true));

  it.each([
    'What is the notice period of the lease?',
    'Who signed the contract?',
    'Wann endet der Vertrag?',
    'Quel est le montant du loyer ?',
    '租金是多少？',
    '家賃はいくらですか',
  ])('is not seen in: %s', (question) => expect(isComparing(question)).toBe(false));
});

describe('spreading over documents', () => {
  const spread = (documents: number[], places: number, most: number) =>
    spreadOverDocuments(documents, { documentOf: (entry) => entry, places, most });

  it('lets another document in before a third passage of the same', () => {
    expect(spread([1, 1, 1, 1, 2, 3], 4, 2)).toEqual([1, 1, 2, 3, 1, 1]);
  });

  it('loses none, keeps the best first, and lets no document have more than its share while others have anything', () => {
    const case_ = fc.tuple(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 30 }), fc.integer({ min: 1, max: 10 }));
    fc.assert(
      fc.property(case_, ([documents, places]) => {
        const result = spread(documents, places, 2);
        const sorted = (entries: number[]) => entries.toSorted((a, b) => a - b);
        expect(sorted(result)).toEqual(sorted(documents));
        expect(result[0]).toBe(documents[0]);
        const wanted = Math.min(places, [1, 2, 3, 4].reduce((sum, id) => sum + Math.min(2, documents.filter((each) => each === id).length), 0)); // prettier-ignore
        const leading = result.slice(0, wanted);
        for (const id of new Set(leading)) expect(leading.filter((each) => each === id).length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
