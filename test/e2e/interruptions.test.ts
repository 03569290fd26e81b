import { expect, test } from 'vitest';
import { testModelPath } from '../models/generate.ts';
import { addFolder, ask, chooseModel, untilIdle } from './acts.ts';
import { openWindow, type OpenWindow } from './harness.ts';

const script = 'The gate of the north yard opens with the number 4711, and it closes at ten in the evening.';

/** A library with one document, and a chat model that answers with the script in it. */
async function readyToAnswer(window: OpenWindow): Promise<number> {
  const { page } = window;
  window.put('gate.md', `# Gate\n\nThe gate of the yard has a code. ⟦${script}⟧\n`);
  await addFolder(window, window.folder);
  await untilIdle(page);
  await chooseModel(window, 'chat', testModelPath('chat-scripted'));
  const models = await window.modelsPid();
  await page.getByTestId('nav-ask').click();
  return models;
}

/** Under Node a halted models process outlives its engine unseen; the shell ends it itself. */
function endLeftOver(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

test('an answer that is being written when the window is reloaded is carried on', async () => {
  await using window = await openWindow();
  const { page } = window;
  const models = await readyToAnswer(window);
  process.kill(models, 'SIGSTOP');
  try {
    await page.getByTestId('composer-input').fill('What is the code of the gate?');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid="answer"][data-state="running"]').waitFor();
    await page.reload();
    await page.locator('[data-testid="answer"][data-state="running"]').waitFor();
    expect(await page.getByTestId('question').textContent()).toBe('What is the code of the gate?');
    await page.getByTestId('composer-stop').waitFor();
  } finally {
    process.kill(models, 'SIGCONT');
  }
  await page.locator('[data-testid="answer"][data-state="done"]').waitFor({ timeout: 60_000 });
  expect(await page.getByTestId('answer-text').textContent()).toContain('4711');
  expect(await page.getByTestId('receipt-line').textContent()).toContain('local');
  await page.reload();
  await page.locator('[data-testid="answer"][data-state="done"]').waitFor();
  expect(await page.getByTestId('answer-text').textContent()).toContain('4711');
});

test('a killed engine takes the answer being written with it, says so, and leaves a window in which one can ask again', async () => {
  await using window = await openWindow();
  const { page } = window;
  const models = await readyToAnswer(window);
  process.kill(models, 'SIGSTOP');
  await page.getByTestId('composer-input').fill('What is the code of the gate?');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="answer"][data-state="running"]').waitFor();
  await page.getByTestId('composer-input').fill('A follow-up being written');
  await window.killEngine();
  endLeftOver(models);
  expect(await page.getByTestId('status-connection').textContent()).toContain('Reconnecting');

  await page.locator('[data-connection="connected"]').waitFor({ timeout: 30_000 });
  await page.locator('[data-testid="answer"][data-state="failed"]').waitFor();
  expect(await page.getByTestId('error-note').getAttribute('data-code')).toBe('process-lost');
  expect(await page.getByTestId('composer-input').inputValue()).toBe('A follow-up being written');
  await page.getByTestId('error-action').click();
  await page.locator('[data-testid="answer"][data-state="done"]').waitFor({ timeout: 60_000 });
  expect(await page.getByTestId('answer').last().getByTestId('answer-text').textContent()).toContain('4711');
});

test('a killed engine goes on indexing where it was, and the window follows', async () => {
  await using window = await openWindow();
  const { page } = window;
  for (let file = 1; file <= 300; file += 1) {
    const paragraphs = Array.from({ length: 30 }, (_empty, index) => `File ${file}, paragraph ${index}: tide ${file * index}.`);
    window.put(`notes ${file}.md`, `# Notes ${file}\n\n${paragraphs.join('\n\n')}\n`);
  }
  await addFolder(window, window.folder);
  await page.getByTestId('status-indexing').waitFor();
  await page.locator('[data-testid="document-row"][data-state="searchable"]').first().waitFor();
  await window.killEngine();
  await page.locator('[data-connection="connected"]').waitFor({ timeout: 30_000 });
  await untilIdle(page);
  await expect.poll(() => page.getByTestId('document-state-searchable').textContent(), { timeout: 20_000 }).toContain('300');
  await page.getByTestId('nav-ask').click();
  await ask(page, 'tide of file 299');
  expect(await page.getByTestId('citation-mark').count()).toBeGreaterThan(0);
});
