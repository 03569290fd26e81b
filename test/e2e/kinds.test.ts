import { expect, test } from 'vitest';
import { makePptx, slideShape } from '../fixtures/documents/make-pptx.ts';
import { makeXlsx } from '../fixtures/documents/make-xlsx.ts';
import { addFolder, ask, untilIdle } from './acts.ts';
import { openWindow } from './harness.ts';

const cell = (name: string, text: string) => `<c r="${name}" t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (number: number, ...texts: string[]) =>
  `<row r="${number}">${texts.map((text, index) => cell(`${'ABCDEFG'[index]}${number}`, text)).join('')}</row>`;

test('a citation opens the cited cells of a sheet and the cited slide of a show, and a file that was not read says what to do', async () => {
  await using window = await openWindow();
  const { page } = window;
  const towns = Array.from({ length: 400 }, (_empty, index) => row(index + 3, `Town ${index}`, `${index} inhabitants`));
  window.put(
    'Ferries.xlsx',
    makeXlsx({
      sheets: [
        { name: 'Towns', rows: [row(1, 'Town', 'Size'), ...towns].join('') },
        { name: 'Ferries', rows: row(1, 'Route', 'Captain') + row(2, 'Marstal to Rudkobing', 'Captain Ingeborg Vestergaard') },
      ],
    }),
  );
  window.put(
    'Harbour.pptx',
    makePptx({
      slides: [
        { shapes: slideShape('The harbour today', { placeholder: 'type="title"' }) },
        {
          shapes:
            slideShape('The lighthouse', { placeholder: 'type="title"' }) +
            slideShape('The lighthouse keeper was Aurelia Brandt until 1962.'),
        },
      ],
    }),
  );
  window.put('Drawing.dwg', Buffer.from('AC1032\0\0\0\0\0 a drawing of the quay'));
  await addFolder(window, window.folder);
  await untilIdle(page);

  const unread = page.getByTestId('document-row').filter({ hasText: 'Drawing.dwg' });
  await unread.getByTestId('document-action').click();
  await page.getByTestId('convert-help').filter({ hasText: 'PDF' }).waitFor();
  await page.keyboard.press('Escape');

  await page.getByTestId('nav-ask').click();
  await ask(page, 'Which captain goes from Marstal to Rudkobing?');
  await page.getByTestId('answer').last().getByTestId('citation-mark').first().click();
  const grid = page.getByTestId('sheet-grid');
  await grid.getByText('Captain Ingeborg Vestergaard').waitFor();
  await grid.getByTestId('highlight').first().waitFor();
  expect(await page.getByRole('tab', { name: 'Ferries' }).getAttribute('aria-selected')).toBe('true');
  expect(await page.getByTestId('source-place').textContent()).toMatch(/^Ferries!A\d(:B\d)?$/);

  await page.getByTestId('nav-ask').click();
  await ask(page, 'Who was the lighthouse keeper until 1962?');
  await page.getByTestId('answer').last().getByTestId('citation-mark').first().click();
  await page.getByTestId('text-viewer').getByTestId('highlight').filter({ hasText: 'Aurelia Brandt' }).waitFor();
  expect(await page.getByTestId('source-place').textContent()).toBe('slide 2');

  await page.getByTestId('source-inspect').click();
  await page.getByTestId('read-view').getByTestId('text-margin').filter({ hasText: 'slide 2' }).first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('source-pane').waitFor();
  expect(window.complaints).toEqual([]);
});
