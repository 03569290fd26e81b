import { expect, test } from 'vitest';
import { checkRanks, type FoundPassage } from '../../../../src/engine/retrieval/library-check/check-ranks.ts';

const quote = 'six months notice to the end of a quarter';
const passage = (contentId: number | null, start: number, end: number, part: Partial<FoundPassage> = {}): FoundPassage => ({
  contentId,
  start,
  end,
  alsoIn: [],
  text: '',
  ...part,
});
const judged = { standing: 'judged', right: new Map([[7, { start: 100, end: 200 }]]), quote } as const;

test('documents are ranked by their first passage, and the right passage holds at least half of the words', () => {
  const found = [passage(3, 0, 50), passage(3, 60, 90), passage(7, 0, 120), passage(7, 150, 400)];
  expect(checkRanks(found, judged)).toEqual({ standing: 'judged', documentRank: 2, passageRank: 4 });
});

test('a passage that stands for the same words in the right document counts, one that shares a document only does not', () => {
  const same = passage(3, 0, 50, { alsoIn: [7], text: `Terms: ${quote.toUpperCase()}.` });
  expect(checkRanks([passage(null, 0, 9), same], judged)).toMatchObject({ documentRank: 2, passageRank: 2 });
  const other = passage(3, 0, 50, { alsoIn: [7], text: 'The deposit is three months of rent.' });
  expect(checkRanks([other], judged)).toMatchObject({ documentRank: 1, passageRank: null });
});

test('any passage of a whole document counts; of words that are gone only the document; of a document that is gone nothing', () => {
  const found = [passage(3, 0, 50), passage(7, 900, 950)];
  expect(checkRanks(found, { standing: 'judged', right: new Map([[7, null]]), quote: null })).toMatchObject({
    documentRank: 2,
    passageRank: 2,
  });
  expect(checkRanks(found, { standing: 'words-gone', right: new Map([[7, null]]), quote })).toMatchObject({
    documentRank: 2,
    passageRank: null,
  });
  expect(checkRanks(found, { standing: 'document-gone', right: new Map(), quote })).toMatchObject({
    documentRank: null,
    passageRank: null,
  });
});
