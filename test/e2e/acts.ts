import type { Page } from 'playwright';
import type { OpenWindow } from './harness.ts';

/* What a person does, in the words of the window. */

/** Adds a folder through the chooser of the host. */
export async function addFolder(window: OpenWindow, path: string): Promise<void> {
  await window.choose(() => window.page.getByTestId('add-folder').first().click(), path);
}

/** Chooses a model file for a role on the Models page. */
export async function chooseModel(window: OpenWindow, role: 'chat' | 'embedding' | 'reranker', path: string): Promise<void> {
  const { page } = window;
  await page.getByTestId('nav-models').click();
  const section = page.locator(`[data-testid="model-role"][data-role="${role}"]`);
  await window.choose(() => section.getByTestId('model-choose').click(), path);
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
