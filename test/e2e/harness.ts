import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright';
import { type Host, startHost } from '../../src/host/start-host.ts';
import { builtWindow } from './build-window.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The real window in Chromium over the real browser host, engine and readers, with a library of its own. */
export interface OpenWindow extends AsyncDisposable {
  readonly page: Page;
  readonly host: Host;
  /** An empty folder for documents. */
  readonly folder: string;
  /** Writes a document below the folder. */
  put(name: string, content: string | Uint8Array): string;
  /** What the page complained about: errors, policy violations, failed requests. Expected noise of a dead engine is left out. */
  readonly complaints: readonly string[];
  /** Ends the engine as a crash would, and resolves when the page has noticed. */
  killEngine(): Promise<void>;
}

/** Opens the window through the one-time link, as a person would. */
export async function openWindow(options: BrowserContextOptions = {}): Promise<OpenWindow> {
  const scratch = mkdtempSync(join(tmpdir(), 'footnote-window-'));
  const folder = join(scratch, 'documents');
  mkdirSync(folder);
  let host: Host | undefined;
  let browser: Browser | undefined;
  try {
    host = await startHost({ libraryDir: join(scratch, 'library'), rendererDir: await builtWindow(), version: 'test' });
    browser = await chromium.launch({ executablePath: process.env['FOOTNOTE_CHROMIUM'] ?? '/usr/bin/chromium', args: flags });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('WebSocket connection')) complaints.push(message.text());
    });
    await page.goto(host.url);
    await page.locator('[data-connection="connected"]').waitFor({ timeout: 30_000 });
    return opened({ host, browser, page, scratch, folder, complaints });
  } catch (error) {
    await browser?.close();
    await host?.close();
    rmSync(scratch, { recursive: true, force: true });
    throw error;
  }
}

function opened(parts: { host: Host; browser: Browser; page: Page; scratch: string; folder: string; complaints: string[] }): OpenWindow {
  const { host, browser, page, scratch, folder, complaints } = parts;
  return {
    page,
    host,
    folder,
    complaints,
    put(name, content) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    async killEngine() {
      const pid = host.enginePid();
      if (pid === undefined) throw new Error('no engine is running');
      const noticed = page.locator('[data-connection="reconnecting"]').waitFor({ state: 'attached' });
      process.kill(pid, 'SIGKILL');
      await noticed;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await host.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
