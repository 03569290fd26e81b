import { expect, test } from 'vitest';
import { typesetPdf } from '../fixtures/documents/typeset-pdf.ts';
import { addFolder, ask, untilIdle } from './acts.ts';
import { openWindow } from './harness.ts';
import { lease } from './lease.ts';

test('a folder is added, a question asked, and its citation opens the page with the region marked where the words stand', async () => {
  await using window = await openWindow();
  const { page } = window;
  const { bytes, boxes } = await typesetPdf(lease);
  window.put('Contracts/Lease.pdf', bytes);
  window.put('Contracts/notes.md', '# Parking\n\nBoth parking spaces are in the north yard.\n');
  window.put('broken.pdf', 'This is no PDF at all.');

  await addFolder(window, window.folder);
  await page.getByTestId('library-page').waitFor();
  await untilIdle(page);
  const row = (name: string) => page.getByTestId('document-row').filter({ hasText: name });
  await row('Lease.pdf').and(page.locator('[data-state="searchable"]')).waitFor();
  await row('broken.pdf').and(page.locator('[data-state="failed"]')).waitFor();
  expect(await row('broken.pdf').getByTestId('document-reason').textContent()).toMatch(/\w/);

  await page.getByTestId('nav-ask').click();
  await ask(page, 'How can the lease be terminated?');
  const answer = page.getByTestId('answer').last();
  expect(await answer.getAttribute('data-kind')).toBe('extractive');
  expect(await answer.getByTestId('answer-labels').textContent()).toContain('No chat model: quoted passages.');
  expect(await answer.getByTestId('answer-text').textContent()).toContain('six months notice');
  expect(await answer.getByTestId('receipt-line').textContent()).toContain('no model');

  await answer.getByTestId('citation-mark').first().click();
  await page.locator('[data-testid="pdf-page"][data-page="3"][data-drawn]').waitFor({ timeout: 20_000 });
  expect(await page.getByTestId('source-file-name').textContent()).toBe('Lease.pdf');
  expect(await page.getByTestId('source-place').textContent()).toBe('page 3 of 3');

  // The mark lies over the line that was set at a known place, in points from the top left of the page.
  const onPage = page.locator('[data-testid="pdf-page"][data-page="3"]');
  const sheet = await onPage.boundingBox();
  const mark = await onPage.getByTestId('highlight').first().boundingBox();
  const line = boxes[2]?.[0]?.[0];
  if (!sheet || !mark || !line) throw new Error('nothing is marked');
  const scale = sheet.width / 595;
  expect(Math.abs(mark.y - sheet.y - line.y0 * scale)).toBeLessThan(8);
  expect(mark.x - sheet.x).toBeGreaterThan((line.x0 - 8) * scale);
  expect(mark.x - sheet.x).toBeLessThan(line.x1 * scale);
  const pane = await page.getByTestId('pdf-viewer').boundingBox();
  if (!pane) throw new Error('no pane');
  expect(mark.y).toBeGreaterThan(pane.y);
  expect(mark.y + mark.height).toBeLessThan(pane.y + pane.height);

  expect(window.complaints).toEqual([]);
});

test('a citation of a text file opens the text with the words marked, and a question that nothing answers says so', async () => {
  await using window = await openWindow();
  const { page } = window;
  const filler = Array.from({ length: 400 }, (_empty, index) => `Paragraph ${index} speaks of weather and tides.`).join('\n\n');
  window.put('yard.md', `# Yard\n\n${filler}\n\nThe gate code of the north yard is 4711.\n\n${filler}\n`);
  await addFolder(window, window.folder);
  await untilIdle(page);
  await page.getByTestId('nav-ask').click();
  await ask(page, 'What is the gate code of the north yard?');
  await page.getByTestId('citation-mark').first().click();
  const mark = page.getByTestId('text-viewer').getByTestId('highlight').first();
  await mark.filter({ hasText: '4711' }).waitFor({ timeout: 10_000 });
  const pane = await page.getByTestId('text-viewer').boundingBox();
  await expect
    .poll(async () => {
      const box = await mark.boundingBox();
      return box && pane ? box.y > pane.y && box.y < pane.y + pane.height : false;
    })
    .toBe(true);

  await page.getByTestId('nav-ask').click();
  await ask(page, 'Zyxwv qqqq?');
  const answer = page.getByTestId('answer').last();
  expect(await answer.getAttribute('data-kind')).toBe('not-found');
  expect(await answer.textContent()).toContain('Nothing in');
  expect(window.complaints).toEqual([]);
});
