import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { typesetPdf } from '../fixtures/documents/typeset-pdf.ts';
import { addFolder, ask, untilIdle } from './acts.ts';
import { openWindow } from './harness.ts';
import { lease } from './lease.ts';

test('a cited document that changed on disk says so and leads to a new scan; one that vanished is shown as it was indexed', async () => {
  await using window = await openWindow();
  const { page } = window;
  const path = window.put('Lease.pdf', (await typesetPdf(lease)).bytes);
  await addFolder(window, window.folder);
  await untilIdle(page);
  await page.getByTestId('nav-ask').click();
  await ask(page, 'How can the lease be terminated?');

  const changed = lease.map((leaf) => ({ ...leaf, paragraphs: leaf.paragraphs.map((text) => text.replace('six months', 'nine months')) }));
  writeFileSync(path, (await typesetPdf(changed)).bytes);
  await page.getByTestId('citation-mark').first().click();
  const note = page.getByTestId('source-pane').getByTestId('error-note');
  await note.waitFor();
  expect(await note.getAttribute('data-code')).toBe('document-changed');
  expect(await note.textContent()).toContain('Lease.pdf has changed since it was indexed.');
  await page.getByTestId('text-viewer').getByTestId('highlight').filter({ hasText: 'six months' }).waitFor();

  await note.getByTestId('error-action').click();
  await page.getByTestId('source-moved').filter({ hasText: 'six months' }).waitFor();
  await page.locator('[data-testid="pdf-page"][data-page="3"][data-drawn]').waitFor();
  expect(await page.getByTestId('source-pane').getByTestId('highlight').count()).toBe(0);
  expect(await page.getByTestId('source-place').textContent()).toBe('page 3 of 3');
  await untilIdle(page);
  await page.getByTestId('nav-ask').click();
  await ask(page, 'How can the lease be terminated?');
  expect(await page.getByTestId('answer-text').last().textContent()).toContain('nine months');

  rmSync(path);
  await page.getByTestId('source-close').click();
  await page.getByTestId('answer').last().getByTestId('citation-mark').first().click();
  await note.filter({ hasText: 'Lease.pdf is no longer where it was.' }).waitFor();
  await page.getByTestId('text-viewer').getByTestId('highlight').filter({ hasText: 'nine months' }).waitFor();
  await note.getByTestId('error-action').click();
  await page.getByTestId('source-gone').filter({ hasText: 'Lease.pdf was deleted, or left its source.' }).waitFor();
});

test('without a desktop nothing offers to open the original', async () => {
  vi.stubEnv('DISPLAY', undefined);
  vi.stubEnv('WAYLAND_DISPLAY', undefined);
  try {
    await using window = await openWindow();
    const { page } = window;
    window.put('gate.md', 'The gate opens at seven.\n');
    await addFolder(window, window.folder);
    await untilIdle(page);
    await page.getByRole('button', { name: 'gate.md', exact: true }).click();
    await page.getByTestId('text-viewer').getByText('opens at seven').waitFor();
    expect(await page.getByTestId('source-open-original').count()).toBe(0);
    expect(await page.getByTestId('source-reveal').count()).toBe(0);
  } finally {
    vi.unstubAllEnvs();
  }
});

test.runIf(process.platform === 'linux')('with a desktop the original and its folder are opened by the system', async () => {
  const programs = mkdtempSync(join(tmpdir(), 'footnote-desktop-'));
  const asked = join(programs, 'asked');
  writeFileSync(join(programs, 'xdg-open'), `#!/bin/sh\necho "$1" >> "${asked}"\n`);
  chmodSync(join(programs, 'xdg-open'), 0o755);
  vi.stubEnv('DISPLAY', ':99');
  vi.stubEnv('SSH_CONNECTION', undefined);
  vi.stubEnv('SSH_TTY', undefined);
  vi.stubEnv('PATH', `${programs}${delimiter}${process.env['PATH'] ?? ''}`);
  try {
    await using window = await openWindow();
    const { page } = window;
    const path = window.put('gate.md', 'The gate opens at seven.\n');
    await addFolder(window, window.folder);
    await untilIdle(page);
    await page.getByRole('button', { name: 'gate.md', exact: true }).click();
    await page.getByTestId('source-open-original').click();
    await expect.poll(() => existsSync(asked) && readFileSync(asked, 'utf8')).toBe(`${path}\n`);
    await page.getByTestId('source-reveal').click();
    await expect.poll(() => readFileSync(asked, 'utf8')).toBe(`${path}\n${window.folder}\n`);
    rmSync(path);
    await page.getByTestId('source-open-original').click();
    await page.getByTestId('notice').filter({ hasText: 'gate.md' }).waitFor();
    expect(readFileSync(asked, 'utf8').split('\n')).toHaveLength(3);
  } finally {
    vi.unstubAllEnvs();
    rmSync(programs, { recursive: true, force: true });
  }
});
