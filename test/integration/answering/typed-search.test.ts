import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { createRetrieval, type Retrieval } from '../../../src/engine/retrieval/retrieval.ts';
import { fixedModels } from './fixed-models.ts';
import { createTextLibrary, type TextLibrary } from './text-library.ts';

/** Each text beside one that only looks like it. */
const paragraphs = {
  part: 'The pump takes seal AB-1234/5-X.',
  otherPart: 'The pump, AB series, takes 5 seals of 1234 and X.',
  section: 'See § 4.2.1 on notice.',
  otherSection: 'Notice: 4 weeks, 2 letters, 1 copy.',
  camel: 'Call getUserName before the lease.',
  snake: 'The field get_user_name is read.',
  cpp: 'Written in C++ and C#.',
  c: 'Written in C and assembly.',
  mail: 'Write to anna.b@example.com at once.',
  amount: 'The deposit is 1.250,00 €.',
  otherAmount: 'The deposit is 1 of 250 payments.',
  iban: 'Pay to DE89 3704 0044 0532 0130 00.',
  version: 'Since version v1.2.3 it starts.',
  five: 'The antenna is for 5G.',
  article: 'Art. 5(3) applies to the tenant.',
  street: 'Die Straße heißt nach Herrn Müller.',
  indemnity: 'The indemnity survives the agreement.',
  university: 'The university granted it.',
  cat: '黒猫と白い猫がいる。大きな猫',
  chapter: '新しい第3章では解約を扱う',
  company: '売主はA社である',
  khmer: 'កិច្ចសន្យាជួល',
  myanmar: 'စာချုပ်သက်တမ်း',
  lao: 'ສັນຍາເຊົ່າ',
  tibetan: 'སྐད་ཡིག་ཆེན་མོ',
  korean: '임대차계약서를 작성한다',
};

let texts: TextLibrary;
let retrieval: Retrieval;
const search = (query: string) => retrieval.search({ collectionId: texts.collectionId, query, limit: 5 });
const names = async (query: string) => (await search(query)).hits.map((hit) => hit.documentName.replace('.txt', ''));

beforeAll(() => {
  texts = createTextLibrary();
  for (const [name, text] of Object.entries(paragraphs)) texts.add({ name: `${name}.txt`, paragraphs: [text] });
  retrieval = createRetrieval({ library: texts.library, models: fixedModels(), clock: systemClock, logger: silentLogger });
});
afterAll(() => texts.dispose());

describe('what is searched for is found first', () => {
  it.each([
    ['AB-1234/5-X', 'part'],
    ['Which seals does the pump with AB-1234/5-X take in a series?', 'part'],
    ['4.2.1', 'section'],
    ['what does § 4.2.1 say about letters of notice', 'section'],
    ['getUserName', 'camel'],
    ['user name lease', 'camel'],
    ['get_user_name field', 'snake'],
    ['C++', 'cpp'],
    ['C#', 'cpp'],
    ['anna.b@example.com', 'mail'],
    ['1,250.00', 'amount'],
    ['1250', 'amount'],
    ['DE89370400440532013000', 'iban'],
    ['DE89 3704 0044 0532 0130 00', 'iban'],
    ['1.2.3', 'version'],
    ['5G', 'five'],
    ['Art. 5(3)', 'article'],
    ['strasse', 'street'],
    ['Mueller', 'street'],
    ['universi*', 'university'],
    ['猫', 'cat'],
    ['第3章', 'chapter'],
    ['A社', 'company'],
    ['សន្យា', 'khmer'],
    ['သက်တမ်း', 'myanmar'],
    ['ເຊົ່າ', 'lao'],
    ['ཡིག', 'tibetan'],
    ['계약서', 'korean'],
  ])('%s', async (query, name) => {
    expect((await names(query))[0]).toBe(name);
  });
});

it('a word that stands nowhere is looked up as the nearest one of the library, which is said', async () => {
  const { hits, query } = await search('indemnety');
  expect(hits[0]?.documentName).toBe('indemnity.txt');
  expect(query.corrections).toEqual([{ from: 'indemnety', to: 'indemnity' }]);
  expect((await search('agrremant')).query.corrections).toEqual([{ from: 'agrremant', to: 'agreement' }]);
  expect((await search('teennt')).query.corrections).toEqual([{ from: 'teennt', to: 'tenant' }]);
  expect((await search('"indemnety"')).query.corrections).toEqual([]);
  expect((await search('indemnity zzzzqq')).query.corrections).toEqual([]);
});

it('what is excluded is left out, and a search that only says where gives the newest', async () => {
  expect(await names('written')).toEqual(expect.arrayContaining(['cpp', 'c']));
  expect(await names('written -assembly')).toEqual(['cpp']);
  expect(await names('written -assem*')).toEqual(['cpp']);
  expect(await names('name:section')).toEqual(expect.arrayContaining(['section', 'otherSection']));
  expect(await names('type:pdf pump')).toEqual([]);
  expect((await search('type:foo pump')).query.unknown).toEqual([{ field: 'type', value: 'foo' }]);
});

it('a document that is named by its file name is found, wherever its words stand', async () => {
  const named = createTextLibrary();
  const find = async (query: string, limit = 3) => {
    const { search: searchNamed } = createRetrieval({ library: named.library, models: fixedModels(), clock: systemClock, logger: silentLogger }); // prettier-ignore
    const { hits, query: understood } = await searchNamed({ collectionId: named.collectionId, query, limit });
    return { first: hits[0]?.documentName, text: hits[0]?.text, corrections: understood.corrections };
  };
  for (let index = 0; index < 12; index += 1)
    named.add({
      name: `other ${index}.pdf`,
      paragraphs: [`Of notice and the tiller of lease ${index}: see lease-2021.pdf, or the contract.`],
    });
  named.add({ name: 'lease-2021.pdf', paragraphs: ['The flat has three rooms.'] });
  named.add({ name: 'Miller contract.pdf', paragraphs: ['Parties and purpose.', 'Either side gives notice of six weeks.'] });
  expect((await find('lease-2021.pdf')).first).toBe('lease-2021.pdf');
  expect((await find('What does lease-2021.pdf say about rooms?')).first).toBe('lease-2021.pdf');
  const miller = await find('What does the Miller contract say about notice?');
  expect(miller).toMatchObject({ first: 'Miller contract.pdf', corrections: [] });
  expect(miller.text).toContain('six weeks');
  expect((await find('Who gives notice?')).first).toBe('Miller contract.pdf');
  named.dispose();
});
