import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../../src/engine/retrieval/parse-query.ts';
import { everyDocument, isEveryDocument } from '../../../../src/shared/domain/scope.ts';

const day = (year: number, month = 1, date = 1) => new Date(year, month - 1, date).getTime();
const onlyOf = (query: string) =>
  Object.fromEntries(Object.entries(parseQuery(query).filter.only).filter(([, values]) => values.length > 0));
const notOf = (query: string) => Object.fromEntries(Object.entries(parseQuery(query).filter.not).filter(([, values]) => values.length > 0));
const excludedOf = (query: string) => parseQuery(query).excluded.map(({ words, isPrefix }) => words.join(' ') + (isPrefix ? '*' : ''));

describe('quotation marks', () => {
  it.each([
    ['the "third working day"', ['third working day']],
    ['“third day” and „erster Tag“', ['third day', 'erster tag']],
    ['«premier jour» »letzter Tag«', ['premier jour', 'letzter tag']],
    ['「契約期間」と『解除』', ['契約 約期 期間', '解除']],
    ['＂full width＂', ['full width']],
    ['"default"', ['default']],
    ['an "unbalanced quote', []],
    ["don't use tenant's ‘quotes’", []],
    ['a 5" pipe and a 3" hose', []],
    ['"" " " "—"', []],
  ])('%s: %j', (query, phrases) => {
    expect(parseQuery(query).phrases.map((words) => words.join(' '))).toEqual(phrases);
  });
});

describe('exclusions and beginnings', () => {
  it.each([
    ['lease -draft', ['draft']],
    ['lease -"first draft" －旧版', ['first draft', '旧版']],
    ['lease -contr*', ['contr*']],
    ['e-mail of 2020-2021 - item, --help, grep -v, at -5 degrees', []],
    ['北京-上海高铁票价, 東京－大阪の運賃は？, カレー-ライス', []],
    ['合同（-草稿）', ['草稿']],
    ['-draft', []],
  ])('%s excludes %j', (query, excluded) => {
    expect(excludedOf(query)).toEqual(excluded);
  });

  it('leave the rest as it was asked', () => {
    expect(parseQuery('lease -draft contr* of 2024').text).toBe('lease contr of 2024');
    expect(parseQuery('contr* 契* a* 5*3').prefixes).toEqual(['contr']);
    expect(parseQuery('-draft').words).toEqual(['draft']);
  });
});

describe('fields', () => {
  it.each([
    ['rent type:pdf', { formats: ['pdf'] }],
    ['type:pdf,docx type:csv', { formats: ['pdf', 'docx', 'doc', 'csv'] }],
    ['type：pdf合同', { formats: ['pdf'] }],
    ['Type:Mail?', { formats: ['eml', 'msg', 'mbox'] }],
    ['in:contracts/2024', { folders: ['contracts/2024'] }],
    ['in:"two words",b x', { folders: ['two words', 'b'] }],
    ['in:「二 語」', { folders: ['二 語'] }],
    ['name:lease.pdf', { names: ['lease.pdf'] }],
    ['lang:de language:German lang:中文 lang:français lang:日本語', { languages: ['de', 'zh', 'fr', 'ja'] }],
    ['see http://type:pdf and mytype:pdf', {}],
    ['Note: this. Re: offer at 12:30, file:///C:/x', {}],
    ['type: pdf', {}],
  ])('%s: only %j', (query, only) => {
    expect(onlyOf(query)).toEqual(only);
  });

  it('can be negated', () => {
    expect(notOf('rent -type:pdf －in:old -lang:en')).toEqual({ formats: ['pdf'], folders: ['old'], languages: ['en'] });
  });

  it.each([
    ['after:2024', day(2024), null],
    ['since:2024-05', day(2024, 5), null],
    ['before:2024-05-17', null, day(2024, 5, 17)],
    ['until:17.05.2024', null, day(2024, 5, 18)],
    ['during:2023', day(2023), day(2024)],
    ['date:2023,2024', day(2023), day(2025)],
    ['during:2020..2022', day(2020), day(2023)],
    ['after:2020 before:2021', day(2020), day(2021)],
    ['-after:2024', null, day(2024)],
    ['after:2024年5月', day(2024, 5), null],
    ['after:2024年的合同', day(2024), null],
    ['before:2024年3月5日の契約', null, day(2024, 3, 5)],
    ['date:2023年~2024年', day(2023), day(2025)],
  ])('%s', (query, fromMs, beforeMs) => {
    expect(parseQuery(query).filter.between).toEqual({ fromMs, beforeMs });
  });

  it.each([
    ['blood type:O negative', { field: 'type', value: 'O' }],
    ['lang:klingon', { field: 'lang', value: 'klingon' }],
    ['after:2024-02-30', { field: 'after', value: '2024-02-30' }],
    ['-during:2023', { field: 'during', value: '2023' }],
  ])('%s is told, and its value stays a word', (query, unknown) => {
    const parsed = parseQuery(query);
    expect(parsed).toMatchObject({ unknown: [unknown], filter: everyDocument, text: query });
    expect(parsed.words).toContain(unknown.value.toLowerCase().split('-')[0]);
    expect(parsed.words).not.toContain(unknown.field);
  });

  it('are no words of the question, which may be empty', () => {
    expect(parseQuery('What is the rent? type:pdf in:"my flat"')).toMatchObject({
      text: 'What is the rent?',
      words: ['what', 'is', 'the', 'rent'],
    });
    expect(parseQuery('type:pdf')).toMatchObject({ text: '', words: [] });
  });
});

describe('identifiers', () => {
  const strong = (query: string) =>
    parseQuery(query)
      .identifiers.filter(({ isStrong }) => isStrong)
      .map(({ words }) => words.join(' '));
  it.each([
    ['the part AB-1234/5-X?', ['ab 1234 5 x']],
    ['12.345-6', ['12345 6']],
    ['clause 4.2.1 of § 535', ['\ue0a7 535', '4 2 1']],
    ['getUserName or get_user_name', ['get user name']],
    ['foo::bar and node.js', ['foo bar', 'node js']],
    ['C++ and C# and .NET', ['c c\ue02b\ue02b', 'c c\ue023', '\ue02enet net']],
    ['anna.b@example.com', ['anna b example com']],
    ['https://www.example.com/a', ['example com a']],
    ['1.250,00 €', ['1250 00']],
    ['DE89 3704 0044 0532 0130 00', ['de89370400440532013000']],
    ['v1.2.3', ['1 2 3']],
    ['2024-05-17', ['2024 05 17']],
    ['第3章について', ['第 3 章']],
    ["the well-known state-of-the-art of a 10-year plan in the 1990s, isn't it", []],
    ['What is the rent in 2024?', []],
  ])('%s: %j', (query, found) => {
    expect(strong(query)).toEqual(found);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom('"', '“', '”', '«', '»', '「', '」', '*', '-', '－', ':', '：', 'type', 'in:', 'lang:de', 'after:', '2024', 'pdf', ',', ' ', '\n', '契約', 'a', '§', '\ud800', '\0', 'C++', '.'); // prettier-ignore
  const query = fc.oneof(
    fc.array(pieces, { maxLength: 24 }).map((each) => each.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );

  it('is a valid query, and one without marks of the language asks for every document', () => {
    fc.assert(
      fc.property(query, (text) => {
        const parsed = parseQuery(text);
        expect(parsed.words).toEqual([...new Set(parsed.words)]);
        if (!/[:：]/.test(text)) expect(isEveryDocument(parsed.filter)).toBe(true);
        if (!/[-－−]/.test(text)) expect(parsed.excluded).toEqual([]);
      }),
    );
  });

  it('of nothing but marks takes no time', () => {
    for (const unit of ['"', '«', '「', '-', 'type:', '-"', 'a:', 'in:"']) expect(parseQuery(unit.repeat(50_000)).text).toBeDefined();
  });

  it('of a pasted page is looked up by its beginning', () => {
    const parts = Array.from({ length: 2_000 }, (_, index) => `AB-${index}/7 word${index} w${index}* -x${index}y "a ${index}"`).join(' ');
    const { words, identifiers, prefixes, excluded, phrases } = parseQuery(parts);
    expect([words, identifiers, prefixes, excluded, phrases].map(({ length }) => length)).toEqual([160, 32, 8, 32, 16]);
    expect(words.slice(0, 2)).toEqual(['ab', '0']);
  });
});
