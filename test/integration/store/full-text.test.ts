import { describe, expect, it } from 'vitest';
import { getChunks, neighbourChunks } from '../../../src/engine/store/chunks.ts';
import { insertCollection } from '../../../src/engine/store/collections.ts';
import { countMatches, documentFrequency, searchFullText } from '../../../src/engine/store/full-text.ts';
import { searchableWords } from '../../../src/engine/store/searchable-text.ts';
import { addDocument, addSource } from './sample-content.ts';
import { tempLibrary } from './temp-library.ts';

const allOf = (question: string) =>
  searchableWords(question)
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => `"${word}"`)
    .join(' AND ');

function libraryOf(paragraphs: readonly string[], title: string | null = null) {
  const { library, collectionId, sourceId } = tempLibrary();
  library.transaction((db) => addDocument(db, sourceId, 'a.txt', paragraphs, title));
  const found = (match: string, limit = 10) => {
    const hits = searchFullText(library.read, { collectionId, match, limit });
    return getChunks(library.read, { collectionId, chunkIds: hits.map(({ chunkId }) => chunkId) }).map(({ text }) => text);
  };
  return { library, collectionId, sourceId, found };
}

describe('full text', () => {
  it.each([
    ['本合同的违约金为五百元', '违约金'],
    ['この契約は三年間有効です', '契約'],
    ['この契約は三年間有効です', '有効'],
    ['데이터 보호 정책을 따릅니다', '정책'],
    ['สัญญาเช่ามีอายุสามปี', 'สัญญา'],
    ['किराया हर महीने देना है', 'महीने'],
    ['Die Kündigungsfrist beträgt drei Monate', 'kundigungsfrist'],
    ['Срок аренды истекает в марте', 'АРЕНДЫ'],
    ['The tenants were running late', 'run tenant'],
    ['ＧＰＵは高速', 'gpu'],
  ])('finds “%s” by “%s”', (text, question) => {
    const { found } = libraryOf(['something else entirely', text, '別の段落です']);
    expect(found(allOf(question))).toEqual([text]);
  });

  it('finds a chunk by words of its title that its text does not hold', () => {
    const { found } = libraryOf(['what happens at the end', 'something else'], '违约金 deposit');
    expect(found(allOf('deposit end'))).toEqual(['what happens at the end']);
    expect(found(allOf('违约金'))).toHaveLength(2);
  });

  it('ranks in slices as it ranks in one go', () => {
    const { library, collectionId } = libraryOf(Array.from({ length: 40 }, (_, index) => `hedgehog ${'and more '.repeat(index % 9)}${index % 3 === 0 ? 'hedgehog' : ''}`)); // prettier-ignore
    const ranked = (from: number, to: number) => searchFullText(library.read, { collectionId, match: '"hedgehog"', limit: 40, from, to });
    const scoreOf = new Map(ranked(0, 1_000).map(({ chunkId, score }) => [chunkId, score]));
    const sliced = [ranked(1, 15), ranked(16, 30), ranked(31, 45)].flat();
    expect(sliced).toHaveLength(40);
    for (const { chunkId, score } of sliced) expect(score).toBeCloseTo(scoreOf.get(chunkId) ?? 0, 12);
    expect(ranked(16, 30).every(({ chunkId }) => chunkId >= 16 && chunkId <= 30)).toBe(true);
  });

  it('counts rare words, and estimates frequent ones from both ends of the library', () => {
    const { library } = libraryOf(Array.from({ length: 60 }, (_, index) => `${index % 2 === 0 ? 'hedgehog' : 'fox'} ${index === 7 ? 'owl' : ''}`)); // prettier-ignore
    expect(countMatches(library.read, '"owl"', 5)).toBe(1);
    expect(countMatches(library.read, '"hedgehog"')).toBe(30);
    expect(Math.abs(countMatches(library.read, '"hedgehog"', 5) - 30)).toBeLessThan(5);
  });

  it('stays within its collection', () => {
    const { library, collectionId } = libraryOf(['hedgehogs here']);
    const other = library.transaction((db) => {
      const id = insertCollection(db, { name: 'Other', nowMs: 1 });
      addDocument(db, addSource(db, id, 'x'), 'x.txt', ['hedgehogs there']);
      return id;
    });
    const [own] = searchFullText(library.read, { collectionId, match: 'hedgehogs', limit: 10 });
    const [there] = searchFullText(library.read, { collectionId: other, match: 'hedgehogs', limit: 10 });
    expect(own?.chunkId).not.toBe(there?.chunkId);
    expect(getChunks(library.read, { collectionId, chunkIds: [there?.chunkId ?? 0] })).toEqual([]);
  });

  it('names how many chunks a term is in, whatever the script', () => {
    const { library } = libraryOf(['the tenant pays', 'the landlord pays 违约金', 'the 违约 ends']);
    expect([...documentFrequency(library.read, ['the', 'paying', '违约金', '违约', 'nobody', '"', '—'])]).toEqual([
      ['the', 3],
      ['paying', 2],
      ['违约金', 1],
      ['违约', 2],
      ['nobody', 0],
      ['"', 0],
      ['—', 0],
    ]);
  });
});

describe('chunks', () => {
  it('come in the order asked for, with the text of their span', () => {
    const { library, collectionId } = libraryOf(['one', 'two', 'three'], 'Title');
    const chunks = getChunks(library.read, { collectionId, chunkIds: [3, 1, 99] });
    expect(chunks.map(({ text, ordinal, documentTitle }) => [text, ordinal, documentTitle])).toEqual([
      ['three', 2, 'Title'],
      ['one', 0, 'Title'],
    ]);
  });

  it('know their neighbours, up to the ends of the document', () => {
    const { library, sourceId, collectionId } = libraryOf(['one', 'two', 'three', 'four']);
    library.transaction((db) => addDocument(db, sourceId, 'b.txt', ['other']));
    expect(neighbourChunks(library.read, { chunkId: 2, before: 1, after: 1, collectionId }).map(({ text }) => text)).toEqual([
      'one',
      'two',
      'three',
    ]);
    expect(neighbourChunks(library.read, { chunkId: 4, before: 1, after: 5, collectionId }).map(({ text }) => text)).toEqual([
      'three',
      'four',
    ]);
    expect(neighbourChunks(library.read, { chunkId: 99, before: 1, after: 1, collectionId })).toEqual([]);
  });
});
