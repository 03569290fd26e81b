import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterWords, kindNames, understoodWords } from '../../../src/shared/domain/filter-words.ts';
import { formatsCalled } from '../../../src/shared/domain/format-words.ts';
import { queryFilter } from '../../../src/shared/domain/query-filter.ts';
import { queryPieces } from '../../../src/shared/domain/query-pieces.ts';
import { everyDocument } from '../../../src/shared/domain/scope.ts';
import { fieldsIn, withoutFields } from '../../../src/shared/domain/split-fields.ts';

const wordsOf = (typed: string): string[] => filterWords(queryFilter(queryPieces(typed).filter((piece) => piece.kind === 'field')).filter);

describe('what is typed to say where to look', () => {
  it.each([
    ['type:pdf', ['PDF']],
    ['type:pdf,word', ['PDF or Word']],
    ['type:docx', ['DOCX or DOC']],
    ['type:mail in:contracts', ['mail', 'in contracts']],
    ['in:"Harbour Street" -in:drafts', ['in Harbour Street', 'not in drafts']],
    ['name:lease', ['called “lease”']],
    ['lang:german', ['in German']],
    ['after:2024', ['changed since 1 Jan 2024']],
    ['before:2024-03-05', ['changed before 5 Mar 2024']],
    ['during:2023', ['changed in 2023']],
    ['date:2023-03', ['changed in March 2023']],
    ['date:2023-03-05', ['changed on 5 Mar 2023']],
    ['after:2020 until:2022', ['changed from 1 Jan 2020 to 31 Dec 2022']],
    ['what is the rent?', []],
  ])('%j is told in words', (typed, words) => {
    expect(wordsOf(typed)).toEqual(words);
  });

  it('names every kind by a word that can be typed', () => {
    for (const [typed, called] of kindNames) {
      expect(formatsCalled(typed)).toBeDefined();
      expect(wordsOf(`type:${typed}`)).toEqual([called]);
    }
  });

  it('can be taken from a question and leaves the rest as it was', () => {
    expect(withoutFields('type:pdf What is the  rent? in:leases')).toBe('What is the rent?');
    expect(fieldsIn('type:pdf What is the rent? in:leases')).toBe('type:pdf in:leases');
    expect(withoutFields('Is "type:pdf" a field?')).toBe('Is "type:pdf" a field?');
    expect(withoutFields('type:foo rent')).toBe('type:foo rent');
    fc.assert(fc.property(fc.string(), (text) => fieldsIn(text) !== '' || withoutFields(text) === text));
  });
});

describe('how a question was understood', () => {
  const plain = { text: 'What is the rent?', filter: everyDocument, unknown: [], corrections: [] };

  it('is not told where the question says it all', () => {
    expect(understoodWords(plain, 'What is the rent?')).toEqual([]);
    expect(understoodWords(plain, 'What is the rent? -sublease -"first draft" －旧版')).toEqual([]);
    expect(understoodWords({ ...plain, text: 'rent at -5 degrees, 東京－大阪' }, 'type:pdf rent at -5 degrees, 東京－大阪')).toEqual([]);
  });

  it('is told where it was searched elsewhere, otherwise or for something else', () => {
    const { filter } = queryFilter(queryPieces('type:pdf in:contracts').filter((piece) => piece.kind === 'field'));
    expect(understoodWords({ ...plain, filter }, 'type:pdf in:contracts What is the rent?')).toEqual(['Only PDF, in contracts']);
    const notDrafts = queryFilter(queryPieces('-in:drafts -type:mail').filter((piece) => piece.kind === 'field')).filter;
    expect(understoodWords({ ...plain, filter: notDrafts }, '-in:drafts -type:mail What is the rent?')).toEqual([
      'Not mail, not in drafts',
    ]);
    expect(understoodWords(plain, 'How high is it?')).toEqual(['Searched for “What is the rent?”']);
    expect(understoodWords({ ...plain, corrections: [{ from: 'indemnety', to: 'indemnity' }] }, 'What is the rent?')).toEqual([
      'No document holds “indemnety”; “indemnity” was searched for',
    ]);
    expect(understoodWords({ ...plain, unknown: [{ field: 'type', value: 'foo' }] }, 'What is the rent?')).toEqual([
      'type:foo is no kind of document, so it was searched for as words',
    ]);
  });
});

it('the kinds that the window suggests are those that the handbook lists, and all are understood', () => {
  const page = readFileSync(new URL('../../../docs/searching.md', import.meta.url), 'utf8');
  const row = /`type:pdf`[^|]*\|[^:|]*: ([^;|]*);/.exec(page)?.[1];
  expect(row?.split(', ')).toEqual(kindNames.map(([typed]) => typed));
  expect(kindNames.filter(([typed]) => formatsCalled(typed) === undefined)).toEqual([]);
});
