/*
 * Takes the picture at the head of README.md from the real application, on documents made here and with the test
 * model that writes what it is told to. Run by hand: `node test/e2e/readme-picture.ts`.
 */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeDocx, paragraph } from '../fixtures/documents/make-docx.ts';
import { type Leaf, typesetPdf } from '../fixtures/documents/typeset-pdf.ts';
import { testModelPath } from '../models/generate.ts';
import { chatModelSaying } from '../models/model-files.ts';
import { addFolder, ask, chooseModel, untilIdle } from './acts.ts';
import { openWindow } from './harness.ts';

const picture = resolve(import.meta.dirname, '../../docs/images/window.png');

const lease: readonly Leaf[] = [
  {
    heading: 'Lease of Harbour Street 14',
    paragraphs: [
      'This agreement is made on 2 February 2023 between Marlow Properties (landlord) and Brightwater Studio (tenant) for the second floor of Harbour Street 14.',
      '1. The yearly rent is 48,000 euro, payable in twelve equal parts on the third working day of each month.',
      '2. The deposit is three months of rent without service charges. It bears interest in favour of the tenant.',
    ],
  },
  {
    heading: 'Use, repairs and service charges',
    paragraphs: [
      '3. Small repairs up to 150 euro each, and up to 900 euro a year, are borne by the tenant. All other repairs are borne by the landlord.',
      '4. Service charges cover heating, water, cleaning of the stairs and the lift. They are settled by the end of June of the following year.',
      '5. The tenant may put up a sign of up to one square metre beside the entrance.',
    ],
  },
  {
    heading: 'End of the lease',
    paragraphs: [
      '6. The lease begins on 1 April 2023 and runs without a fixed end.',
      '7. Either party may terminate the lease with six months notice to the end of a quarter, for the first time to 31 March 2025. The notice is to be given in writing; the day on which it is received counts.',
      '8. The landlord may terminate without notice when two parts of the rent are outstanding and a reminder with a term of two weeks has passed without payment.',
      '9. On leaving, the tenant returns the rooms swept and free of fittings. Walls painted in colour are to be returned white.',
      '10. The deposit is paid back within two months of the return of the rooms, less what is owed.',
      '11. The landlord may show the rooms to those who want to rent them next, after a call the day before.',
      '12. Changes to this agreement need the signature of both parties. Nothing was agreed by word of mouth.',
      '13. This agreement is made out twice, one copy for each party. The plan of the floor and the list of keys are part of it.',
      'For Marlow Properties: A. Ortega',
      'For Brightwater Studio: J. Lindqvist',
    ],
  },
];

const handover = [
  paragraph('Handover of the rooms', 'Heading1'),
  paragraph('Present were Ms Ortega for Marlow Properties and Mr Lindqvist for Brightwater Studio.'),
  paragraph('Nine keys were handed over. All nine keys are to be given back on the last day.'),
  paragraph('The meter of the heating stood at 41,207. The floor of room 2.03 has a scratch of about 20 centimetres.'),
].join('');

const answer =
  'Either side may end the lease **with six months’ notice to the end of a quarter**, in writing, ' +
  'and not before 31 March 2025 [1]. Marlow Properties may end it at once if two instalments stay unpaid ' +
  'after a reminder[1].\n\nWhen leaving, Brightwater Studio\n\n- returns the rooms swept, without fittings, ' +
  'walls in white [1]\n- gives back all nine keys that day [4]\n\nThe deposit of a quarter’s rent [2] follows within two months[1]; ' +
  'heating and lift are settled the June after [3].\n';

await using window = await openWindow({ viewport: { width: 1320, height: 825 }, colorScheme: 'light' });
const { page } = window;
window.put('Harbour Street 14/Lease.pdf', (await typesetPdf(lease)).bytes);
window.put('Harbour Street 14/Handover.docx', makeDocx({ body: handover }));
window.put(
  'Harbour Street 14/House rules.md',
  '# House rules\n\nBicycles stand in the yard, not in the stairs. The yard is locked at ten.\n',
);
await addFolder(window, window.folder);
await untilIdle(page);
for (const question of ['Who pays for small repairs?', 'What do the service charges cover?', 'Where do bicycles stand?']) {
  await page.getByTestId('nav-ask').click();
  await ask(page, question);
}
await chooseModel(window, 'embedding', testModelPath('embedding-small'));
await untilIdle(page);
await chooseModel(window, 'chat', window.put('../models/scripted.gguf', chatModelSaying(answer)));
await page.getByTestId('nav-ask').click();
await ask(page, 'How can the lease be ended, and what must the tenant do then?');
const marks = page.getByTestId('citation-mark');
const places = await marks.evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
const [first, , , keys] = places;
if (!first?.includes('Lease.pdf, page 3') || !keys?.includes('Handover.docx'))
  throw new Error(`The numerals do not fit the passages:\n${places.join('\n')}`);
await marks.first().click();
await page.locator('[data-testid="pdf-page"][data-page="3"][data-drawn]').waitFor();
await page.locator('.pdf-scroll').evaluate((pages) => pages.scrollBy({ top: 40 }));
await page.mouse.move(0, 0);
await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
await page.getByTestId('citation-card').waitFor({ state: 'detached' });
mkdirSync(dirname(picture), { recursive: true });
await page.screenshot({ path: picture });
process.stdout.write(`${picture}: ${Math.round(statSync(picture).size / 1000)} kB\n`);
