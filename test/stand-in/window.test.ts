import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { ask, untilIdle } from '../e2e/acts.ts';
import { lease } from '../e2e/lease.ts';
import { scriptMarks, testModelPath } from '../models/generate.ts';
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

test('a chat model chosen in the native dialog answers, in a process that main forked for the engine', async () => {
  const { app, page } = await openApplication();
  const model = testModelPath('chat-scripted');
  await page.getByTestId('nav-models').click();
  await app.drive.answerDialog({ canceled: false, filePaths: [model] });
  await page.locator('[data-testid="model-role"][data-role="chat"]').getByTestId('model-choose').click();
  await page.locator('[data-testid="model-role"][data-role="chat"][data-state="ready"]').waitFor({ timeout: 60_000 });

  const folder = await makeDocuments(app);
  const script = 'The gate of the north yard opens with the number 4711, and it closes at ten in the evening.';
  writeFileSync(join(folder, 'gate.md'), `# Gate\n\nThe gate of the yard has a code. ${scriptMarks.open}${script}${scriptMarks.close}\n`);
  await app.drive.drop([join(folder, 'gate.md')], 400, 300);
  await untilIdle(page);
  await page.getByTestId('nav-ask').click();
  await ask(page, 'What is the code of the gate?');
  const answer = page.getByTestId('answer').last();
  expect(await answer.getByTestId('answer-text').textContent()).toContain('4711');
  expect(await answer.getByTestId('receipt-line').textContent()).toContain('local');

  const children = await app.drive.children();
  expect(children.map((child) => child.name)).toContain('footnote-models');
  const models = children.find((child) => child.name === 'footnote-models')?.pid ?? 0;
  process.kill(models, 'SIGKILL');
  await until('its end', async () => !(await app.drive.children()).some((child) => child.pid === models));
  await page.locator('[data-connection="connected"]').waitFor();
  expect(await app.drive.violations()).toEqual([]);
});
