import { expect, test } from 'vitest';
import { addFolder, ask, untilIdle } from './acts.ts';
import { openWindow, type OpenWindow } from './harness.ts';

const fileCount = 400;

function putMany(window: OpenWindow): void {
  for (let file = 1; file <= fileCount; file += 1) {
    const paragraphs = Array.from({ length: 12 }, (_empty, index) => `File ${file}, paragraph ${index}: tide ${file * index}.`);
    window.put(`notes ${file}.md`, `# Notes ${file}\n\n${paragraphs.join('\n\n')}\n`);
  }
}

test('indexing can be paused, resumed and cancelled; what is read stays, and the rest is read when it is scanned again', async () => {
  await using window = await openWindow();
  const { page } = window;
  const row = (state: string) => page.locator(`[data-testid="source-row"][data-state="${state}"]`);
  const searchable = async () =>
    Number(/[\d,]+/.exec((await page.getByTestId('document-state-searchable').textContent()) ?? '')?.[0].replace(',', '') ?? 0);
  putMany(window);
  await addFolder(window, window.folder);
  await page.locator('[data-testid="document-row"][data-state="searchable"]').first().waitFor();

  await page.getByTestId('source-pause').click();
  await row('paused').waitFor();
  expect(await row('paused').getByTestId('source-text').textContent()).toMatch(/^Paused at \d+ of 400 files/);
  await page.getByTestId('status-indexing').filter({ hasText: 'Indexing paused' }).waitFor();
  expect(await searchable()).toBeLessThan(fileCount);

  await page.getByTestId('source-resume').click();
  await row('ingesting').waitFor();
  await page
    .getByTestId('status-indexing')
    .filter({ hasText: /Indexing \d+ of 400/ })
    .waitFor();
  await page.getByTestId('source-more').click();
  await page.getByTestId('source-cancel').click();
  await row('idle').waitFor();
  await page.getByTestId('status-indexing').waitFor({ state: 'detached' });
  const kept = await searchable();
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(fileCount);

  await page.getByTestId('source-rescan').click();
  await expect.poll(searchable, { timeout: 60_000 }).toBe(fileCount);
  await untilIdle(page);
  expect(window.complaints).toEqual([]);
});

test('removing a source can be undone; not undone it is gone with its documents, and the originals stay', async () => {
  await using window = await openWindow();
  const { page } = window;
  window.put('gate.md', 'The gate opens at seven.\n');
  await addFolder(window, window.folder);
  await untilIdle(page);
  const remove = async () => {
    await page.getByTestId('source-more').click();
    await page.getByTestId('source-remove').click();
    await page.getByTestId('source-row').waitFor({ state: 'detached' });
  };
  await remove();
  await page.getByTestId('notice').filter({ hasText: 'Originals are untouched.' }).waitFor();
  await page.getByTestId('notice-action').click();
  await page.getByTestId('source-row').waitFor();
  await page.reload();
  await page.locator('[data-testid="document-row"][data-state="searchable"]').waitFor();

  await remove();
  await page.getByText('Nothing in this collection yet.').waitFor();
  // Leaving the window ends the time to undo.
  await page.reload();
  await page.getByText('Nothing in this collection yet.').waitFor();
  window.put('later.md', 'Added later.\n');
  await addFolder(window, window.folder);
  await untilIdle(page);
  await expect.poll(() => page.getByTestId('document-state-searchable').textContent()).toContain('2');
  expect(window.complaints).toEqual([]);
});

test('a name is changed in its place, and the field keeps the focus over what had it before', async () => {
  await using window = await openWindow();
  const { page } = window;
  window.put('gate.md', 'The gate opens at seven.\n');
  await addFolder(window, window.folder);
  await untilIdle(page);
  await page.getByTestId('nav-ask').click();
  await ask(page, 'When does the gate open?');
  // The dialog gives the focus back to the button that opened it.
  await page.getByTestId('nav-models').click();
  const choose = page.getByTestId('model-choose').first();
  await choose.click();
  await page.getByTestId('path-picker').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => choose.evaluate((button) => button === document.activeElement)).toBe(true);

  await page.locator('.thread-item').hover();
  await page.getByRole('button', { name: /^More for When does the gate/ }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByTestId('inline-name').waitFor();
  await page.keyboard.type('The gate');
  await page.keyboard.press('Enter');
  await page
    .getByTestId('thread-item')
    .filter({ hasText: /^The gate$/ })
    .waitFor();
  expect(window.complaints).toEqual([]);
});
