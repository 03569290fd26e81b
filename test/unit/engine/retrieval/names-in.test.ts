import { expect, it } from 'vitest';
import { namesIn } from '../../../../src/engine/retrieval/names-in.ts';
import { languageOfQuestion } from '../../../../src/engine/retrieval/question-language.ts';

it.each([
  ['open lease-2021.pdf, please', 'lease-2021.pdf'],
  ['What does “Quarterly report final.docx” say?', 'Quarterly report final.docx'],
  ['see 契約書.pdf', '契約書.pdf'],
  ['请看李明合同.pdf里的通知', '李明合同.pdf'],
])('%j may name a file with its extension', (question, name) => {
  expect(namesIn(question).names).toContain(name);
});

it.each([
  ['What does the Miller contract say about notice?', 'Miller contract'],
  ['What does the Miller contract say about notice?', 'Miller_contract'],
  ["the lease-2021's deposit", 'lease-2021'],
  ['handbook', 'handbook'],
])('%j may name a file without its extension', (question, name) => {
  expect(namesIn(question).beginnings).toContain(name);
});

it('an everyday word among others names no file, nor do words that only join', () => {
  const { beginnings } = namesIn('What of the contract? What is it? See 2021.');
  expect(beginnings).not.toContain('contract');
  expect(beginnings.filter((each) => /^(?:the|of|what)\b/i.test(each))).toEqual([]);
});

it.each([
  ['Wie hoch ist die Kaution?', 'de'],
  ['What was signed, and when is it due?', 'en'],
  ['Quelle est la durée du bail ?', 'fr'],
  ['¿Cuál es la duración del contrato?', 'es'],
  ['Kaution Miete', null],
  ['押金是多少？', null],
])('%j is in the language of its asking words', (question, language) => {
  expect(languageOfQuestion(question)).toBe(language);
});
