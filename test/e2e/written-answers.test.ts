import { expect, test } from 'vitest';
import { scriptMarks, testModelPath } from '../models/generate.ts';
import { addFolder, ask, chooseModel, untilIdle } from './acts.ts';
import { openWindow, type OpenWindow } from './harness.ts';

/** A question that tells the scripted model what to answer. */
const asking = (question: string, answer: string) => `${question} ${scriptMarks.open}${answer}${scriptMarks.close}`;

/** It repeats itself until it has written as much as it may. */
const endless = asking('When does the gate of the north yard open?', 'The gate opens at seven in the morning. '.repeat(20));

/** Two short documents and a chat model; resolves with the id of the models process. */
async function readyToWrite(window: OpenWindow): Promise<number> {
  const { page } = window;
  window.put('gate.md', '# Gate\n\nThe gate of the north yard opens at seven in the morning. It closes at ten in the evening.\n');
  window.put('keys.md', '# Keys\n\nThe key of the north yard hangs in the office of the harbour master.\n');
  await addFolder(window, window.folder);
  await untilIdle(page);
  await chooseModel(window, 'chat', testModelPath('chat-scripted'));
  await page.getByTestId('nav-ask').click();
  return window.modelsPid();
}

/** Asks for an answer without end, and halts the models process once some of it can be read. */
async function haltMidway({ page }: OpenWindow, models: number): Promise<void> {
  await page.getByTestId('composer-input').fill(endless);
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="answer"][data-state="running"] [data-testid="answer-text"]').filter({ hasText: 'seven' }).waitFor();
  process.kill(models, 'SIGSTOP');
}

test('a written answer carries its citations, can be walked by keys, and unfolds a receipt with its figures; a follow-up stays below it', async () => {
  await using window = await openWindow();
  const { page } = window;
  await readyToWrite(window);
  const script =
    'The gate opens **at seven** in the morning [1]. Its key hangs in the office of the harbour master [2].\n\n' +
    '- It closes at ten [1]\n- Both are told in two short notes [1][2], which no tide reaches.\n';
  await ask(page, asking('When does the gate of the north yard open, and where is its key?', script));

  const answer = page.getByTestId('answer').last();
  expect(await answer.getAttribute('data-kind')).toBe('generated');
  expect(await answer.getByTestId('answer-text').locator('strong').textContent()).toBe('at seven');
  expect(await answer.getByTestId('answer-text').locator('li').count()).toBe(2);
  expect(await answer.getByTestId('answer-text').textContent()).not.toMatch(/[[\]⟦⟧*]/);
  const marks = answer.getByTestId('citation-mark');
  const numbers = await marks.evaluateAll((elements) => elements.map((element) => Number(element.dataset['number'])));
  expect(numbers).toEqual([1, 2, 1, 1, 2]);
  const fileOf = async (number: number) => {
    await page.keyboard.press(String(number));
    await page.locator(`[data-testid="citation-mark"][data-current][data-number="${number}"]`).waitFor();
    return page.getByTestId('source-file-name').textContent();
  };

  await marks.first().hover();
  const card = page.getByTestId('citation-card');
  await card.waitFor();
  expect(await card.locator('blockquote').textContent()).toContain('opens at seven in the morning');
  expect(await card.textContent()).toContain('gate.md');
  await page.mouse.move(0, 0);
  await card.waitFor({ state: 'detached' });

  await answer.getByTestId('question').click();
  expect(await fileOf(1)).toBe('gate.md');
  await page.getByTestId('text-viewer').getByTestId('highlight').filter({ hasText: 'opens at seven' }).waitFor();
  expect(await fileOf(2)).toBe('keys.md');
  await page.getByTestId('source-count').filter({ hasText: '2 of 5' }).waitFor();
  await page.keyboard.press(']');
  await page.getByTestId('source-count').filter({ hasText: '3 of 5' }).waitFor();
  await page.getByTestId('text-viewer').getByTestId('highlight').filter({ hasText: 'closes at ten' }).waitFor();
  await page.keyboard.press('[');
  await page.getByTestId('source-count').filter({ hasText: '2 of 5' }).waitFor();
  await page.keyboard.press('9');
  await page.getByTestId('source-count').filter({ hasText: '2 of 5' }).waitFor();

  const line = await answer.getByTestId('receipt-line').textContent();
  expect(line).toMatch(/first word .* · [\d,.]+ tok\/s · [\d,]+ → [\d,]+ tokens · local .*\(CPU\) · 0\.00 €$/);
  await answer.getByTestId('receipt-line').click();
  const details = (await answer.getByTestId('receipt-details').textContent()) ?? '';
  for (const words of ['Search the text', 'Write', 'Check citations', '2 passages given, 5 citations kept', 'Nothing left this machine.'])
    expect(details).toContain(words);

  // A follow-up stays in its thread, below what was said before.
  await ask(page, asking('And when does it close?', 'It closes at ten in the evening [1].'));
  expect(await page.getByTestId('answer').count()).toBe(2);
  expect(await page.getByTestId('thread-item').count()).toBe(1);
  expect(await page.getByTestId('answer-text').last().textContent()).toContain('It closes at ten in the evening.');
  expect(window.complaints).toEqual([]);
});

test('an answer can be read while it is written; stopping it keeps what was written and says so, and the next question is answered', async () => {
  await using window = await openWindow();
  const { page } = window;
  const models = await readyToWrite(window);
  try {
    await haltMidway(window, models);
    await page.getByTestId('composer-stop').click();
    await page.locator('[data-testid="answer"][data-state="cancelled"]').waitFor();
  } finally {
    process.kill(models, 'SIGCONT');
  }
  const answer = page.getByTestId('answer').first();
  expect(await answer.getByTestId('answer-text').textContent()).toContain('The gate opens at seven');
  await answer.getByText('Stopped. What was written stays.').waitFor();
  await page.reload();
  await answer.getByText('Stopped. What was written stays.').waitFor();
  expect(await answer.getByTestId('answer-text').textContent()).toContain('The gate opens at seven');
  await ask(page, asking('And when does it close?', 'It closes at ten in the evening [1].'));
  expect(await page.getByTestId('answer').last().getAttribute('data-state')).toBe('done');
});

test('a models process killed midway fails the answer with a next action, keeps what was written, and answers again', async () => {
  await using window = await openWindow();
  const { page } = window;
  const models = await readyToWrite(window);
  await haltMidway(window, models);
  process.kill(models, 'SIGKILL');
  const answer = page.locator('[data-testid="answer"][data-state="failed"]');
  await answer.waitFor();
  expect(await answer.getByTestId('answer-text').textContent()).toContain('The gate opens at seven');
  expect(await answer.getByTestId('error-note').getAttribute('data-code')).toBe('process-lost');
  expect(await page.locator('[data-connection]').getAttribute('data-connection')).toBe('connected');

  await ask(page, asking('When does the gate of the north yard close?', 'It closes at ten in the evening [1].'));
  expect(await page.getByTestId('answer').last().getAttribute('data-state')).toBe('done');
  expect(await window.modelsPid()).not.toBe(models);
  expect(window.complaints).toEqual([]);
});
