import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { ask, untilIdle } from '../e2e/acts.ts';
import { lease } from '../e2e/lease.ts';
import { typesetPdf } from '../fixtures/documents/typeset-pdf.ts';
import { launchStandIn, type StandIn } from './launch.ts';
import { until } from './until.ts';

/* The journey of the e2e shelf again, where only the shell can take it: real paths, dialogs, menu. */
let app: StandIn | undefined;
afterEach(() => app?.close());

async function openApplication(): Promise<{ app: StandIn; page: Page; complaints: string[] }> {
  app = await launchStandIn();
  const complaints: string[] = [];
  app.page.on('pageerror', (error) => complaints.push(error.message));
  app.page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await app.page.locator('[data-connection="connected"]').waitFor({ timeout: 20_000 });
  return { app, page: app.page, complaints };
}

async function makeDocuments(app: StandIn): Promise<string> {
  const folder = join(app.userData, '..', 'documents');
  mkdirSync(join(folder, 'Contracts'), { recursive: true });
  writeFileSync(join(folder, 'Contracts/Lease.pdf'), (await typesetPdf(lease)).bytes);
  writeFileSync(join(folder, 'Contracts/notes.md'), '# Parking\n\nBoth parking spaces are in the north yard.\n');
  return folder;
}

test('a dropped folder is indexed where it lies, a question is answered, and its citation opens the marked page and the original', async () => {
  const { app, page, complaints } = await openApplication();
  const folder = await makeDocuments(app);
  await app.drive.drop([folder], 400, 300);
  await page.getByTestId('nav-library').click();
  await page.getByTestId('source-row').first().waitFor();
  await untilIdle(page);
  expect(await page.getByTestId('document-row').count()).toBe(2);

  await page.getByTestId('nav-ask').click();
  await ask(page, 'How can the lease be terminated?');
  const answer = page.getByTestId('answer').last();
  expect(await answer.getByTestId('answer-text').textContent()).toContain('six months notice');
  await answer.getByTestId('citation-mark').first().click();
  await page.locator('[data-testid="pdf-page"][data-page="3"][data-drawn]').waitFor();
  expect(await page.getByTestId('highlight').count()).toBeGreaterThan(0);

  await page.getByTestId('source-open-original').click();
  expect(await until('the original', async () => (await app.drive.opened()).at(-1))).toBe(join(folder, 'Contracts/Lease.pdf'));
  expect(await app.drive.violations()).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the menu adds a folder through the native dialog, and the window survives the death of its engine', async () => {
  const { app, page } = await openApplication();
  const folder = await makeDocuments(app);
  await app.drive.answerDialog({ canceled: false, filePaths: [folder] });
  await app.drive.clickMenu('add-folder');
  await page.getByTestId('nav-library').click();
  await page.getByTestId('source-row').first().waitFor();
  await untilIdle(page);

  const engine = (await app.drive.children()).find((child) => child.name === 'footnote-engine')?.pid;
  if (engine === undefined) throw new Error('no engine');
  const noticed = page.locator('[data-connection="reconnecting"]').waitFor({ state: 'attached' });
  process.kill(engine, 'SIGKILL');
  await noticed;
  await page.locator('[data-connection="connected"]').waitFor();
  await page.getByTestId('nav-ask').click();
  await ask(page, 'Where are the parking spaces?');
  expect(await page.getByTestId('answer').last().getByTestId('answer-text').textContent()).toContain('north yard');
  expect(await app.drive.violations()).toEqual([]);
});
