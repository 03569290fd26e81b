import { expect, test } from 'vitest';
import { untilIdle } from './acts.ts';
import { dropFiles } from './drop-files.ts';
import { openWindow } from './harness.ts';

test('a dropped folder is copied with its whole tree, showing how far it is, and everything in it can be searched', async () => {
  await using window = await openWindow();
  const { page } = window;
  for (let file = 1; file <= 60; file += 1) window.put(`Harbour/Tables/${file}.md`, `# Table ${file}\n\nHigh tide number ${file}.\n`);
  window.put('Harbour/Letters/1889/keeper.txt', 'The keeper of the lighthouse is called Ingrid Solheim.\n');
  window.put('Harbour/empty.txt', '');
  window.put('Harbour/.hidden/secret.md', 'Never to be read.\n');
  window.put('pier.md', '# Pier\n\nThe pier opens at nine.\n');

  // What stood in the rows of copies under way, however short each was there.
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    new MutationObserver(() => {
      for (const row of document.querySelectorAll('[data-testid="upload-row"] .source-text')) seen.push(row.textContent);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await dropFiles(page, [`${window.folder}/Harbour`, `${window.folder}/pier.md`], async () => {
    await page.getByTestId('drop-zone').filter({ hasText: 'Drop to add to' }).waitFor();
  });
  await page.getByTestId('library-page').waitFor();
  await page.getByTestId('source-row').filter({ hasText: 'Harbour' }).waitFor();
  await page.getByTestId('source-row').filter({ hasText: 'pier.md' }).waitFor();
  await page.getByTestId('upload-row').waitFor({ state: 'detached' });
  await untilIdle(page);

  const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
  const done = seen.flatMap((text) => /^(\d+) of 62 files/.exec(text)?.[1] ?? []).map(Number);
  expect(done.length).toBeGreaterThan(2);
  expect(done.some((count) => count > 0 && count < 62)).toBe(true);
  expect(done).toEqual(done.toSorted((a, b) => a - b));

  await expect.poll(() => page.getByTestId('document-state-all').textContent()).toContain('63');
  await page.getByTestId('document-filter').fill('keeper');
  const keeper = page.getByTestId('document-row').filter({ hasText: 'keeper.txt' });
  await keeper.and(page.locator('[data-state="searchable"]')).waitFor();
  expect(await keeper.textContent()).toContain('Letters/1889');
  await page.getByTestId('document-filter').fill('secret');
  await page.getByText('No document matches.').waitFor();
  expect(window.complaints).toEqual([]);
});

test('single files dropped together become one source, and a drop of nothing readable says so', async () => {
  await using window = await openWindow();
  const { page } = window;
  const files = [window.put('a.md', 'The gate opens at seven.\n'), window.put('b.txt', 'The gate closes at ten.\n')];
  await dropFiles(page, files);
  await page.getByTestId('source-row').filter({ hasText: '2 dropped files' }).waitFor();
  await untilIdle(page);
  await expect.poll(() => page.getByTestId('document-state-searchable').textContent()).toContain('2');

  window.put('Empty/.keep', '');
  await dropFiles(page, [`${window.folder}/Empty`]);
  await page.getByTestId('notice').filter({ hasText: 'There are no files in what was dropped.' }).waitFor();
  expect(await page.getByTestId('source-row').count()).toBe(1);
  expect(window.complaints).toEqual([]);
});
