import { expect, test } from 'vitest';
import { LanguageSample, recogniseLanguage } from '../../../../src/engine/ingestion/readers/recognise-language.ts';
import { readBytes } from './read-bytes.ts';

test.each([
  ['de', 'Die Kündigungsfrist beträgt drei Monate zum Ende des Quartals, sofern nichts anderes vereinbart ist.'],
  ['en', 'The landlord may end the lease with three months of notice, unless both sides agree on something else.'],
  ['fr', 'Le locataire doit payer le loyer au début de chaque mois, sauf accord contraire entre les deux parties.'],
  ['ru', 'Срок аренды истекает в марте, если стороны не договорились о продлении договора на следующий год.'],
  ['ja', '賃貸借契約の期間は三年間とし、期間の満了の三か月前までに通知するものとします。'],
  ['zh', '租赁合同的期限为三年，任何一方均应在期满前三个月书面通知对方。'],
])('%s is recognised', async (language, text) => {
  expect((await readBytes('a.txt', text)).end.language).toBe(language);
});

test.each(['Short.', 'INV-1234 2024-01-02 99.50 EUR 12345 AB-77 0x88 '.repeat(20), 'x y z'])('“%s” tells no language', async (text) => {
  expect((await readBytes('a.txt', text)).end.language).toBeNull();
});

test('a document of two languages has the one that most of it is in, or none', async () => {
  const german = 'Die Kündigungsfrist beträgt drei Monate zum Ende des Quartals, sofern nichts anderes vereinbart ist. '.repeat(12);
  const english = 'The landlord may end the lease with three months of notice, unless both sides agree otherwise. '.repeat(12);
  expect(await recogniseLanguage([german, german, german, english])).toBe('de');
  expect(await recogniseLanguage([german, english])).toBeNull();
});

test('the sample of a long document is small and reaches its end', () => {
  const sample = new LanguageSample();
  for (let at = 0; at < 20_000; at += 1) sample.add([{ kind: 'paragraph', text: `block ${at} ${'word '.repeat(50)}` }]);
  const windows = sample.finish();
  expect(windows.length).toBeLessThanOrEqual(24);
  expect(Number(/block (\d+)/.exec(windows.at(-1) ?? '')?.[1])).toBeGreaterThan(5_000);
});
