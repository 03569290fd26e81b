import { describe, expect, it } from 'vitest';
import { quotePassages } from '../../../../src/engine/answering/extractive.ts';
import type { Passage } from '../../../../src/shared/domain/answer.ts';

type Written = string | { text: string; name?: string; headings?: string[] };

function passageOf(written: Written, index: number): Passage {
  const { text, name = `${index}.txt`, headings = [] } = typeof written === 'string' ? { text: written } : written;
  const span = { documentId: index + 1, start: 0, end: text.length };
  const place = { kind: 'lines' as const, start: 1, end: 1, headingPath: headings };
  return { number: index + 1, chunkId: index + 1, span, documentName: name, headingPath: headings, text, place };
}

function quotations(question: string, passages: readonly Written[]): string[] {
  return quotePassages(passages.map(passageOf), question).map(({ passage, start, end }) => passage.text.slice(start, end));
}

const lease = {
  name: 'Lease 2022 v2.pdf',
  headings: ['Term and notice'],
  text: 'Term and notice\n\n4. The lease begins on 1 April 2022 and runs for five years. It is then prolonged by one year at a time.\n\n5. Either party may give notice of six months to the end of a quarter. Notice is to be given in writing and signed by hand.\n\n6. Subletting needs the prior written consent of the landlord, who may refuse it only for good cause.\n\n7. Pets are not allowed in the offices, save for assistance dogs.',
};
const retainer = (year: number, fee: string): Written => ({
  name: `Retainer ${year}.docx`,
  headings: [`Retainer agreement ${year}`],
  text: `Retainer agreement ${year}\n\nVossberg Maschinenbau AG retains the firm for employment and trade matters in ${year}.\n\nFees\n\nThe retainer fee for ${year} is EUR ${fee} per year and covers 150 hours. Hours beyond are charged at EUR 310 each.\n\nInvoices are due within 30 days.`,
});
const retainers = [
  retainer(2022, '48,000'),
  retainer(2024, '55,000'),
  {
    name: 'Retainer 2023.docx',
    headings: ['Retainer agreement 2023', 'Fees'],
    text: 'Fees\n\nThe retainer fee for 2023 is EUR 52,500 per year.',
  },
];
const keyCard = {
  name: 'notes from meeting.html',
  headings: ['Meeting with Ms Okafor', 'Open points'],
  text: 'Open points\n\nAsk the landlord for consent\n\nClarify who pays for the second key card, 35 euro',
};
const receipt =
  'Receipt No. 20871\n\nReceived from Okafor & Bell LLP the sum of EUR 13,950.00 as deposit for the offices at Lindenallee 22.\n\nMunich, 30 March 2022';
const council =
  'From: Ingrid Mueller <imt@vossberg.example>\nDate: Tue, 13 Jun 2023 09:00:00 +0200\nSubject: Works council hearing\n\nThe works council was heard on 12 June 2023 and raised no objection against the dismissal of Mr Krueger.';
const moved =
  'From: Court post <post@arbg.example>\nSubject: Change of date\n\nThe conciliation hearing of 17 August 2023 is moved to 24 August 2023, 9:15, room 118.';
const dismissal = 'Dear Mr Krüger,\n\nwe hereby give notice of the end of your employment as of 30 September 2023.';
const note =
  'Notiz zum Fall Krüger\n\nHerr Krüger erhebt Klage beim Arbeitsgericht München. Gütetermin ist am 17. August 2023 um 10:30 Uhr, Saal 204.\n\nDer Streitwert beträgt drei Gehälter, also 19.200,00 EUR.';
const insurance =
  'The policy covers water damage in the cellar. The excess for water damage is 500 pounds per event. Claims for damage must reach us within 14 days of the event. The insurer is Northgate Mutual.';
const school =
  'The school stands by the river. It was founded by Anna Lindqvist in 1884. Today the school has 640 pupils. The pupils come from nine villages around the river.';
const miete =
  'Mietvertrag\n\nDie Wohnung liegt im dritten Stock. Die Kaution beträgt 1.250 Euro und ist vor dem Einzug zu zahlen. Der Vertrag beginnt am 1. März 2024. Die Kündigungsfrist der Wohnung beträgt drei Monate. Im Haus der Wohnung leben zwölf Parteien.';
const zh =
  '租赁合同由双方在北京签订。房屋的租金为每月5200元。押金在入住前一次付清，金额为10400元。合同于2023年6月1日生效。合同期限为三年。楼内共有48个住户。';
const ja =
  '本契約は東京で締結された。家賃は月額8万5千円である。敷金は契約の日に支払い、17万円とする。契約は2023年4月1日に始まる。契約の期間は2年間とする。この建物には24人が住んでいる。';

describe('without a model the quoted sentence is the one that answers', () => {
  it.each<[string, readonly Written[], string]>([
    [
      'how long is the notice period for the offices?',
      [lease, 'The retainer can be ended with four weeks notice.'],
      'notice of six months',
    ],
    ['What is the retainer fee for Vossberg in 2022?', retainers, 'The retainer fee for 2022 is EUR 48,000'],
    ['What is the retainer fee for Vossberg in 2024?', retainers, 'The retainer fee for 2024 is EUR 55,000'],
    ['What is the retainer fee for Vossberg in 2023?', retainers, 'The retainer fee for 2023 is EUR 52,500'],
    ['how much is the deposit Okafor has to pay?', [keyCard, receipt], 'EUR 13,950.00 as deposit'],
    ['When is the conciliation hearing of Mr Kruger?', [council, moved, dismissal], 'moved to 24 August 2023'],
    ['Wann ist der Gütetermin im Fall Krüger?', [note, council], 'Gütetermin ist am 17. August 2023 um 10:30 Uhr, Saal 204.'],
    ['When does the lease begin?', [lease], 'begins on 1 April 2022'],
    ['Are pets allowed in the offices?', [lease], 'Pets are not allowed'],
    ['How much is the excess for water damage?', [insurance], 'The excess for water damage is 500 pounds'],
    ['How long do I have to make a claim for damage?', [insurance], 'within 14 days'],
    ['Who is the insurer for water damage?', [insurance], 'Northgate Mutual'],
    ['When was the school founded?', [school], 'founded by Anna Lindqvist in 1884'],
    ['How many pupils does the school by the river have?', [school], '640 pupils'],
    ['Where do the pupils come from?', [school], 'nine villages'],
    ['Wie hoch ist die Kaution für die Wohnung?', [miete], 'Die Kaution beträgt 1.250 Euro'],
    ['Wann beginnt der Vertrag für die Wohnung?', [miete], 'Der Vertrag beginnt am 1. März 2024.'],
    ['Wie lange ist die Kündigungsfrist?', [miete], 'beträgt drei Monate'],
    ['Wie viele Parteien leben im Haus?', [miete], 'zwölf Parteien'],
    ['房屋的租金是多少钱？', [zh], '租金为每月5200元'],
    ['押金的金额是多少？', [zh], '10400元'],
    ['合同什么时候生效？', [zh], '2023年6月1日'],
    ['合同期限是多久？', [zh], '三年'],
    ['楼内有多少住户？', [zh], '48个住户'],
    ['家賃はいくらですか？', [ja], '8万5千円'],
    ['敷金はいくらですか？', [ja], '17万円'],
    ['契約はいつ始まりますか？', [ja], '2023年4月1日'],
    ['契約の期間は何年間ですか？', [ja], '2年間'],
    ['建物には何人が住んでいますか？', [ja], '24人'],
  ])('%s', (question, passages, expected) => {
    expect(quotations(question, passages)[0]).toContain(expected);
  });

  it('and no further quotation speaks of another year than the one asked about', () => {
    expect(quotations('What is the retainer fee for Vossberg in 2022?', retainers).join('\n')).not.toMatch(/2023|2024/);
  });

  it('between equals the passage that the search puts first is quoted first', () => {
    const words = 'The deposit is 900 euro.';
    expect(quotePassages([words, words].map(passageOf), 'How much is the deposit?').map(({ passage }) => passage.number)).toEqual([1, 2]);
  });

  it('a question with none of the passage’s words quotes the passage', () => {
    expect(quotations('???', ['One thing. Another thing.'])).toEqual(['One thing. Another thing.']);
  });
});
