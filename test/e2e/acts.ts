import type { Page } from 'playwright';

/* What a person does, in the words of the window. */

/** Walks to a folder in the in-app picker, by typing nothing: from wherever it opens, up and then down. */
async function walkTo(page: Page, path: string): Promise<void> {
  const shown = page.getByTestId('picker-path');
  const parts = path.split('/').filter((part) => part !== '');
  await shown.filter({ hasText: '/' }).waitFor();
  while (!`${path}/`.startsWith(await currentFolder(page))) await stepTo(page, () => page.getByTestId('picker-up').click());
  for (;;) {
    const now = (await currentFolder(page)).split('/').filter((part) => part !== '');
    const next = parts[now.length];
    if (next === undefined) return;
    await stepTo(page, () =>
      page
        .getByTestId('picker-entry')
        .filter({ hasText: new RegExp(`^${next.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`) })
        .first()
        .click(),
    );
  }
}

async function currentFolder(page: Page): Promise<string> {
  const path = (await page.getByTestId('picker-path').getAttribute('title')) ?? '';
  return path.endsWith('/') ? path : `${path}/`;
}

async function stepTo(page: Page, step: () => Promise<void>): Promise<void> {
  const before = await page.getByTestId('picker-path').getAttribute('title');
  await step();
  await page.waitForFunction((path) => document.querySelector('[data-testid="picker-path"]')?.getAttribute('title') !== path, before);
}

/** Adds a folder through the in-app picker. */
export async function addFolder(page: Page, path: string): Promise<void> {
  await page.getByTestId('add-folder').first().click();
  await page.getByTestId('path-picker').waitFor();
  await walkTo(page, path);
  await page.getByTestId('picker-choose').click();
  await page.getByTestId('path-picker').waitFor({ state: 'detached' });
}

/** Chooses a model file for a role on the Models page. */
export async function chooseModel(page: Page, role: 'chat' | 'embedding' | 'reranker', path: string): Promise<void> {
  await page.getByTestId('nav-models').click();
  const section = page.locator(`[data-testid="model-role"][data-role="${role}"]`);
  await section.getByTestId('model-choose').click();
  await walkTo(page, path.slice(0, path.lastIndexOf('/')));
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
