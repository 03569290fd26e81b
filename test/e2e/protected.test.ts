import { expect, test } from 'vitest';
import { encryptedPdf } from '../fixtures/documents/encrypted-pdf.ts';
import { addFolder, ask, untilIdle } from './acts.ts';
import { openWindow } from './harness.ts';

test('a protected PDF asks for its password, and is then found, cited and shown with the words marked', async () => {
  await using window = await openWindow();
  const { page } = window;
  window.put('vault.pdf', encryptedPdf('The keeper of the vault is called Solheim.', 'sesame'));
  window.put('notes.md', '# Notes\n\nThe tide was low all week.\n');
  await addFolder(window, window.folder);
  await untilIdle(page);
  const row = page.getByTestId('document-row').filter({ hasText: 'vault.pdf' });
  await row.and(page.locator('[data-state="failed"]')).waitFor();
  expect(await row.getByTestId('document-reason').textContent()).toMatch(/password/);

  const dialog = page.getByTestId('password-dialog');
  const give = async (password: string): Promise<void> => {
    await dialog.getByTestId('password-input').fill(password);
    await dialog.getByTestId('password-open').click();
  };
  await row.getByTestId('document-action').click();
  await give('open');
  await dialog.locator('[data-testid="error-note"][data-code="read-wrong-password"]').waitFor();
  await give('sesame');
  await dialog.waitFor({ state: 'hidden' });
  await row.and(page.locator('[data-state="searchable"]')).waitFor();

  await page.getByTestId('nav-ask').click();
  await ask(page, 'Who is the keeper of the vault?');
  const answer = page.getByTestId('answer').last();
  expect(await answer.getByTestId('answer-text').textContent()).toContain('Solheim');
  await answer.getByTestId('citation-mark').first().click();
  const shown = page.locator('[data-testid="pdf-page"][data-page="1"][data-drawn]');
  await shown.waitFor({ timeout: 20_000 });
  expect(await page.getByTestId('source-file-name').textContent()).toBe('vault.pdf');
  const [sheet, mark] = [await shown.boundingBox(), await shown.getByTestId('highlight').first().boundingBox()];
  if (!sheet || !mark) throw new Error('nothing is marked');
  // Set 72 points from the left and 700 from the bottom of 792.
  const scale = sheet.width / 612;
  expect(Math.abs(mark.x - sheet.x - 72 * scale)).toBeLessThan(8);
  expect(mark.y - sheet.y).toBeLessThan(92 * scale);
  expect(mark.y + mark.height - sheet.y).toBeGreaterThan(85 * scale);
  // It is drawn: the words are there to be selected, and the picture is not blank.
  expect(await shown.textContent()).toContain('The keeper of the vault is called Solheim.');
  expect(window.complaints).toEqual([]);
});
