import type { VerifyPair } from './verify-material.ts';

const lease =
  'This lease begins on 1 March 2023 and runs for five years. The tenant, Harbour Mills Ltd, pays a monthly rent of £2,450, due on the first working day. Either party may end the lease with six months’ written notice. The tenant may not keep animals in the building. The landlord usually carries out repairs within ten days.';
const trial =
  'In the trial, 412 patients with type 2 diabetes were given 5 mg of dapagliflozin once a day for 24 weeks. Mean HbA1c fell by 0.8 percentage points in the treatment group and by 0.2 in the placebo group. Most patients tolerated the drug well, but 7% stopped early. The authors, led by Dr Anna Lindqvist of Uppsala University, suggest that it may also lower blood pressure.';
const pump =
  'The RX-450 pump delivers 12 litres per minute at a pressure of 3 bar. It weighs 4.5 kg and must not be run without water. Service is due every 500 hours of operation or once a year, whichever comes first. Replace the seal if leakage exceeds 20 ml per hour.';
const report =
  'Revenue for the third quarter was $1.25 billion, up 12% from a year earlier, while operating costs rose to $830 million. Nordvik acquired Telmar in October 2021 for about €95 million. The board does not expect to pay a dividend this year. Some regions reported lower sales, among them Spain and Portugal.';
const contractZh =
  '本合同自2022年4月1日起生效，有效期三年。甲方为上海明远科技有限公司，乙方为张伟。乙方每月服务费为人民币12000元，应于每月5日前支付。任何一方解除合同，须提前三十天书面通知。未经甲方同意，乙方不得将资料提供给第三方。部分条款可以另行协商。';
const villageZh =
  '青石村位于浙江省西南部，面积约18平方公里，现有居民2300人。该村的茶叶种植始于1956年，年产量达到40吨。2019年，村里修建了一条长3.5公里的公路。大多数居民从事农业，一些年轻人到杭州工作。村里目前没有中学。';
const mietvertrag =
  'Die Kaution beträgt 1.800,00 Euro und ist bis zum 15. Mai 2024 zu zahlen. Haustiere sind in der Wohnung nicht erlaubt. Der Vermieter, Herr Becker, haftet nicht für Schäden durch Frost.';
const bail =
  'Le loyer mensuel est de 850 euros, charges comprises. Le locataire ne peut pas sous-louer le logement. Le contrat a été signé le 3 juin 2022 à Lyon.';
const shisetsu = '図書館は1998年4月に開館し、蔵書は約12万冊である。休館日は月曜日で、館内での飲食はできない。館長は山田一郎が務めている。';

type Row = readonly [span: string, sentence: string, label: 0 | 1, kind: string];

const rows: readonly Row[] = [
  [lease, 'The lease starts on 1 March 2023 and lasts five years.', 1, 'paraphrase'],
  [lease, 'Harbour Mills Ltd pays £2450 in rent each month.', 1, 'paraphrase'],
  [lease, 'The lease can be ended by either side with 6 months of written notice.', 1, 'paraphrase'],
  [lease, 'Keeping animals in the building is not allowed.', 1, 'paraphrase'],
  [lease, 'The term began on 2023-03-01.', 1, 'paraphrase'],
  [lease, 'The lease starts on 1 May 2023 and lasts five years.', 0, 'wrong-date'],
  [lease, 'The lease begins on 1 March 2024.', 0, 'wrong-date'],
  [lease, 'The tenant pays a monthly rent of £2,540.', 0, 'wrong-number'],
  [lease, 'Either party may end the lease with three months’ written notice.', 0, 'wrong-number'],
  [lease, 'The tenant pays a monthly rent of €2,450.', 0, 'wrong-unit'],
  [lease, 'Either party may end the lease with six weeks’ written notice.', 0, 'wrong-unit'],
  [lease, 'The tenant, Harbour Wills Ltd, pays a monthly rent of £2,450.', 0, 'wrong-name'],
  [lease, 'The tenant may keep animals in the building.', 0, 'wrong-negation'],
  [lease, 'The landlord always carries out repairs within ten days.', 0, 'over-general'],
  [trial, 'The trial gave 412 patients with type 2 diabetes 5 mg of dapagliflozin daily for 24 weeks.', 1, 'paraphrase'],
  [trial, 'HbA1c fell by a mean of 0.8 percentage points with treatment, against 0.2 with placebo.', 1, 'paraphrase'],
  [trial, 'Seven percent of the patients stopped early.', 1, 'paraphrase'],
  [trial, 'About 400 patients with type 2 diabetes took part in the trial.', 1, 'paraphrase'],
  [trial, 'The drug might also lower blood pressure, according to Lindqvist.', 1, 'paraphrase'],
  [trial, 'In the trial, 421 patients with type 2 diabetes were given dapagliflozin.', 0, 'wrong-number'],
  [trial, 'The patients were given 5 µg of dapagliflozin once a day.', 0, 'wrong-unit'],
  [trial, 'The patients were treated for 24 months.', 0, 'wrong-unit'],
  [trial, 'Mean HbA1c fell by 0.8 percent in the treatment group.', 0, 'wrong-unit'],
  [trial, 'All patients tolerated the drug well.', 0, 'over-general'],
  [trial, 'It also lowers blood pressure.', 0, 'over-general'],
  [trial, 'The authors, led by Dr Anna Bergman of Uppsala University, suggest that it may also lower blood pressure.', 0, 'wrong-name'],
  [pump, 'The RX-450 weighs 4.5 kg and delivers 12 litres a minute.', 1, 'paraphrase'],
  [pump, 'Never run the pump without water.', 1, 'paraphrase'],
  [pump, 'The pump needs service every 500 hours or yearly, whichever is earlier.', 1, 'paraphrase'],
  [pump, 'The RX-540 pump delivers 12 litres per minute.', 0, 'wrong-name'],
  [pump, 'The pump can be run without water.', 0, 'wrong-negation'],
  [pump, 'It weighs 4.5 g.', 0, 'wrong-unit'],
  [pump, 'The lease begins on 1 March 2023 and runs for five years.', 0, 'swapped-source'],
  [pump, 'Revenue for the third quarter was up 12% from a year earlier.', 0, 'swapped-source'],
  [report, 'Third-quarter revenue rose 12 per cent to 1,250 million dollars.', 1, 'paraphrase'],
  [report, 'Telmar was acquired by Nordvik in October 2021.', 1, 'paraphrase'],
  [report, 'No dividend is expected this year.', 1, 'paraphrase'],
  [report, 'Revenue for the third quarter was $1.25 million.', 0, 'wrong-number'],
  [report, 'Nordvik acquired Telmar in October 2020.', 0, 'wrong-date'],
  [report, 'Nordvik acquired Telgar in October 2021.', 0, 'wrong-name'],
  [report, 'The board expects to pay a dividend this year.', 0, 'wrong-negation'],
  [report, 'All regions reported lower sales.', 0, 'over-general'],
  [report, 'The patients were given 5 mg of dapagliflozin once a day.', 0, 'swapped-source'],
  [contractZh, '合同于2022年4月1日生效，期限为3年。', 1, 'paraphrase'],
  [contractZh, '乙方张伟每月的服务费是1.2万元。', 1, 'paraphrase'],
  [contractZh, '解除合同需要提前30天书面通知。', 1, 'paraphrase'],
  [contractZh, '本合同自2022年5月1日起生效。', 0, 'wrong-date'],
  [contractZh, '乙方每月服务费为人民币21000元。', 0, 'wrong-number'],
  [contractZh, '任何一方解除合同，须提前六十天书面通知。', 0, 'wrong-number'],
  [contractZh, '乙方为李强。', 0, 'wrong-name'],
  [contractZh, '未经甲方同意，乙方可以将资料提供给第三方。', 0, 'wrong-negation'],
  [contractZh, '乙方每月服务费为12000美元。', 0, 'wrong-unit'],
  [contractZh, '所有条款可以另行协商。', 0, 'over-general'],
  [contractZh, '青石村位于浙江省西南部，现有居民2300人。', 0, 'swapped-source'],
  [villageZh, '青石村在浙江省西南部，有2300名居民。', 1, 'paraphrase'],
  [villageZh, '村里的茶叶种植从一九五六年开始，每年产40吨。', 1, 'paraphrase'],
  [villageZh, '2019年修建的公路长3.5公里。', 1, 'paraphrase'],
  [villageZh, '青石村位于江西省西南部。', 0, 'wrong-name'],
  [villageZh, '面积约18平方米。', 0, 'wrong-unit'],
  [villageZh, '该村的茶叶种植始于1965年。', 0, 'wrong-date'],
  [villageZh, '村里目前有中学。', 0, 'wrong-negation'],
  [villageZh, '所有居民从事农业。', 0, 'over-general'],
  [mietvertrag, 'Die Kaution von 1800 € muss bis zum 15.05.2024 gezahlt werden.', 1, 'paraphrase'],
  [mietvertrag, 'Haustiere sind in der Wohnung erlaubt.', 0, 'wrong-negation'],
  [mietvertrag, 'Die Kaution beträgt 1.600,00 Euro.', 0, 'wrong-number'],
  [bail, 'Le loyer est de 850 € par mois, charges comprises.', 1, 'paraphrase'],
  [bail, 'Le locataire peut sous-louer le logement.', 0, 'wrong-negation'],
  [bail, 'Le contrat a été signé le 3 juillet 2022 à Lyon.', 0, 'wrong-date'],
  [shisetsu, '図書館の開館は1998年4月である。', 1, 'paraphrase'],
  [shisetsu, '図書館は1996年4月に開館した。', 0, 'wrong-date'],
  [shisetsu, '館内での飲食はできる。', 0, 'wrong-negation'],
];

/** Pairs of our own words, for the tests. */
export const handWrittenPairs: readonly VerifyPair[] = rows.map(([span, sentence, label, kind]) => ({
  span,
  sentence,
  label: label === 1 ? 'supported' : 'unsupported',
  kind,
  language: '',
}));
