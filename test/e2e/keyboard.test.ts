import { expect, test } from 'vitest';
import { addFolder, untilIdle } from './acts.ts';
import { openWindow } from './harness.ts';

test('everything from adding a folder to reading its citations can be done without a pointer', async () => {
  await using window = await openWindow();
  const { page } = window;
  const { keyboard } = page;
  window.put('a.md', '# Tides\n\nHigh tide at the pier is at noon on Friday.\n');
  window.put('b.md', '# Pier\n\nThe pier opens at nine, two hours before high tide at the pier.\n');

  await keyboard.press('Control+k');
  await keyboard.type('add a folder');
  await keyboard.press('Enter');
  await page.getByTestId('path-picker').waitFor();
  await page.getByTestId('picker-entry').or(page.locator('.picker-none')).first().waitFor();
  await keyboard.press('Escape');
  await page.getByTestId('path-picker').waitFor({ state: 'detached' });
  await addFolder(window, window.folder);
  await untilIdle(page);

  await page.locator('body').press('Escape');
  await keyboard.press('n');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('composer-input');
  await keyboard.type('When is high tide at the pier?');
  await keyboard.press('Shift+Enter');
  await keyboard.type('On Friday.');
  await keyboard.press('Enter');
  await page.locator('[data-testid="answer"][data-state="done"]').waitFor();
  expect(await page.getByTestId('question').textContent()).toContain('On Friday.');

  await keyboard.press('Escape');
  await keyboard.press('1');
  await page.getByTestId('source-count').filter({ hasText: '1 of' }).waitFor();
  const first = await page.getByTestId('source-file-name').textContent();
  await keyboard.press(']');
  await page.getByTestId('source-count').filter({ hasText: '2 of' }).waitFor();
  expect(await page.getByTestId('source-file-name').textContent()).not.toBe(first);
  await keyboard.press('[');
  await page.getByTestId('source-count').filter({ hasText: '1 of' }).waitFor();
  await keyboard.press('\\');
  await page.getByTestId('source-pane').waitFor({ state: 'detached' });
  await keyboard.press('\\');
  await page.getByTestId('source-pane').waitFor();
  await keyboard.press('?');
  await page.getByTestId('shortcut-sheet').waitFor();
  await keyboard.press('Escape');
  await page.getByTestId('shortcut-sheet').waitFor({ state: 'detached' });

  await keyboard.press('s');
  await page.locator('[data-testid="source-save-place"][data-saved]').waitFor();
  await keyboard.press('g');
  await keyboard.press('k');
  await page.getByTestId('check-start').press('Enter');
  await page.getByTestId('check-sentence').filter({ hasText: '1 of 1 found in the first five.' }).waitFor();
  await keyboard.press('g');
  await keyboard.press('l');
  await page.getByTestId('library-page').waitFor();

  // The focus can be seen wherever it goes.
  for (let step = 0; step < 25; step += 1) {
    await keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return true;
      const own = getComputedStyle(element);
      const ring = own.outlineStyle !== 'none' && Number.parseFloat(own.outlineWidth) > 0;
      const framed = element.closest('.composer, .document-filter') !== null;
      const marked = element.classList.contains('pane-rule');
      return ring || framed || marked ? true : element.outerHTML.slice(0, 120);
    });
    expect(seen).toBe(true);
  }
});

test('a letter typed into the composer is a letter, and a draft stays with its thread', async () => {
  await using window = await openWindow();
  const { page } = window;
  window.put('a.md', 'The lighthouse was built in 1889.\n');
  await addFolder(window, window.folder);
  await untilIdle(page);
  await page.getByTestId('nav-ask').click();
  await page.getByTestId('composer-input').pressSequentially('n1?[]\\ g');
  expect(await page.getByTestId('composer-input').inputValue()).toBe('n1?[]\\ g');
  await page.getByTestId('nav-library').click();
  await page.reload();
  await page.getByTestId('nav-ask').click();
  expect(await page.getByTestId('composer-input').inputValue()).toBe('n1?[]\\ g');

  await page.getByTestId('composer-input').fill('type:markdown When was the lighthouse built?');
  expect(await page.getByTestId('query-chip').textContent()).toBe('Markdown');
  await page.getByTestId('composer-input').press('Enter');
  await page.locator('[data-testid="answer"][data-state="done"]').waitFor();
  expect(await page.getByTestId('answer-understood').textContent()).toContain('Only Markdown.');
});
