import type { Page } from 'playwright';

/* What a person does, in the words of the window. */

/** Goes to a folder in the in-app picker by typing its path. */
async function goTo(page: Page, path: string): Promise<void> {
  const field = page.getByTestId('picker-path');
  await page.getByTestId('picker-entry').or(page.locator('.picker-none')).first().waitFor();
  await field.fill(path);
  await field.press('Enter');
  await page.getByRole('list', { name: `Contents of ${path}`, exact: true }).waitFor();
}

/** Adds a folder through the in-app picker. */
export async function addFolder(page: Page, path: string): Promise<void> {
  await page.getByTestId('add-folder').first().click();
  await page.getByTestId('path-picker').waitFor();
  await goTo(page, path);
  await page.getByTestId('picker-choose').click();
  await page.getByTestId('path-picker').waitFor({ state: 'detached' });
}

/** Chooses a model file for a role on the Models page. */
export async function chooseModel(page: Page, role: 'chat' | 'embedding' | 'reranker', path: string): Promise<void> {
  await page.getByTestId('nav-models').click();
  const section = page.locator(`[data-testid="model-role"][data-role="${role}"]`);
  await section.getByTestId('model-choose').click();
  await goTo(page, path.slice(0, path.lastIndexOf('/')));
  await page
    .getByTestId('picker-entry')
    .filter({ hasText: path.slice(path.lastIndexOf('/') + 1) })
    .click();
  await page.locator(`[data-testid="model-role"][data-role="${role}"][data-state="ready"]`).waitFor({ timeout: 60_000 });
}

/** Waits until every source is read and nothing is under way. */
export async function untilIdle(page: Page): Promise<void> {
  await page.getByTestId('nav-library').click();
  await page.locator('[data-testid="source-row"][data-state="idle"]').first().waitFor({ timeout: 60_000 });
  await page.locator('[data-testid="source-row"]:not([data-state="idle"])').waitFor({ state: 'detached', timeout: 60_000 });
}

/** Asks in the thread that is shown and waits for the answer. */
export async function ask(page: Page, question: string): Promise<void> {
  const before = await page.getByTestId('answer').count();
  await page.getByTestId('composer-input').fill(question);
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="answer"]:not([data-state="running"])').nth(before).waitFor({ timeout: 60_000 });
}
