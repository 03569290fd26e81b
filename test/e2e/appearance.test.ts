import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { typesetPdf } from '../fixtures/documents/typeset-pdf.ts';
import { addFolder, ask, untilIdle } from './acts.ts';
import { openWindow } from './harness.ts';
import { lease } from './lease.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious and critical findings of axe on what is shown, one line each. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 140)} ${node.failureSummary?.slice(0, 200) ?? ''}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page of the window is free of serious accessibility findings (${colorScheme})`, async () => {
    await using window = await openWindow({ colorScheme });
    const { page } = window;
    expect(await findings(page)).toEqual([]);
    window.put('Lease.pdf', (await typesetPdf(lease)).bytes);
    window.put('broken.pdf', 'not a PDF');
    window.put('notes.md', '# Notes\n\nThe deposit is paid back within a month.\n');
    await addFolder(window, window.folder);
    await untilIdle(page);
    await page.locator('[data-testid="document-row"][data-state="failed"]').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('nav-models').click();
    await page.getByTestId('model-choose').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('nav-ask').click();
    await ask(page, 'How can the lease be terminated?');
    await page.getByTestId('receipt-line').click();
    await page.getByTestId('citation-mark').first().click();
    await page.locator('[data-testid="pdf-page"][data-drawn]').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette-item').first().waitFor();
    expect(await findings(page)).toEqual([]);
  });
}

test('the dark setting holds against a light system, and comes back after a reload', async () => {
  await using window = await openWindow({ colorScheme: 'light' });
  const { page } = window;
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByTestId('appearance').click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  expect(await paper()).not.toBe(light);
  await page.reload();
  await page.getByTestId('app-shell').waitFor();
  expect(await paper()).not.toBe(light);
});

test('at 1024 pixels the source lies over the thread and Esc takes it away; at 640 the sidebar can be called', async () => {
  await using window = await openWindow({ viewport: { width: 1024, height: 768 } });
  const { page } = window;
  window.put('Lease.pdf', (await typesetPdf(lease)).bytes);
  await addFolder(window, window.folder);
  await untilIdle(page);
  await page.getByTestId('nav-ask').click();
  await ask(page, 'How can the lease be terminated?');
  const width = () => page.getByTestId('thread-page').evaluate((element) => element.clientWidth);
  const before = await width();
  await page.getByTestId('citation-mark').first().click();
  await page.locator('[data-testid="pdf-page"][data-drawn]').first().waitFor();
  expect(await width()).toBe(before);
  await page.getByTestId('source-file-name').click();
  await page.keyboard.press('Escape');
  await page.getByTestId('source-pane').waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 640, height: 700 });
  await page.getByTestId('sidebar').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Open the sidebar' }).click();
  await page.getByTestId('nav-library').click();
  await page.getByTestId('library-page').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= globalThis.innerWidth)).toBe(true);
});
