import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright';
import { type Host, startHost } from '../../src/host/start-host.ts';
import { builtWindow } from './build-window.ts';
import type { WindowHost, WindowOpening } from './harness.ts';
import { descendantsOf } from './processes.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The window in Chromium over the browser host, opened through the one-time link as a person would. */
export async function openInBrowser({ libraryDir, watch }: WindowOpening, options?: BrowserContextOptions): Promise<WindowHost> {
  let host: Host | undefined;
  let browser: Browser | undefined;
  try {
    host = await startHost({ libraryDir, rendererDir: await builtWindow(), version: 'test' });
    browser = await chromium.launch({ executablePath: process.env['FOOTNOTE_CHROMIUM'] ?? '/usr/bin/chromium', args: flags });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    watch(page);
    await page.goto(host.url);
    return windowHost(host, browser, page);
  } catch (error) {
    await browser?.close();
    await host?.close();
    throw error;
  }
}

function windowHost(host: Host, browser: Browser, page: Page): WindowHost {
  const enginePid = async (): Promise<number> => {
    const pid = host.enginePid();
    if (pid === undefined) throw new Error('no engine is running');
    return pid;
  };
  return {
    page,
    enginePid,
    async modelsPid() {
      const [models] = descendantsOf(await enginePid(), 'models');
      if (models === undefined) throw new Error('no models process is running');
      return models;
    },
    async choose(open, path) {
      await open();
      await page.getByTestId('path-picker').waitFor();
      const isFolder = statSync(path).isDirectory();
      await goTo(page, isFolder ? path : dirname(path));
      const name = page.getByText(basename(path), { exact: true });
      await (isFolder ? page.getByTestId('picker-choose') : page.getByTestId('picker-entry').filter({ has: name })).click();
      await page.getByTestId('path-picker').waitFor({ state: 'detached' });
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await host.close();
    },
  };
}

/** Goes to a folder in the in-app picker by typing its path. */
async function goTo(page: Page, path: string): Promise<void> {
  const field = page.getByTestId('picker-path');
  await page.getByTestId('picker-entry').or(page.locator('.picker-none')).first().waitFor();
  await field.fill(path);
  await field.press('Enter');
  await page.getByRole('list', { name: `Contents of ${path}`, exact: true }).waitFor();
}
