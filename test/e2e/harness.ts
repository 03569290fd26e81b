import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright';
import { openInBrowser } from './browser-window.ts';

/** What stands behind the window: the browser host in Chromium, or the built shell on the stand-in of Electron. */
export interface WindowHost extends AsyncDisposable {
  readonly page: Page;
  enginePid(): Promise<number>;
  /** The process that runs the chat model. */
  modelsPid(): Promise<number>;
  /** Opens a chooser of files and folders by `open`, and chooses `path` in it as a person would. */
  choose(open: () => Promise<void>, path: string): Promise<void>;
}

/** What a host needs to open a window. */
export interface WindowOpening {
  readonly libraryDir: string;
  /** Called with the page before it loads, where the host can. */
  watch(page: Page): void;
}

/** The real window over the real host, engine and readers, with a library of its own. */
export interface OpenWindow extends WindowHost {
  /** An empty folder for documents. */
  readonly folder: string;
  /** Writes a document below the folder. */
  put(name: string, content: string | Uint8Array): string;
  /** What the page complained about: errors, policy violations, failed requests. Expected noise of a dead engine is left out. */
  readonly complaints: readonly string[];
  /** Ends the engine as a crash would, and resolves when the page has noticed. */
  killEngine(): Promise<void>;
}

/**
 * Opens the window in the host that the shelf names (`FOOTNOTE_TEST_HOST`, see `vitest.config.ts`): the browser, or
 * the shell. The options are a browser's and are refused by the shell.
 */
export async function openWindow(options?: BrowserContextOptions): Promise<OpenWindow> {
  const scratch = mkdtempSync(join(tmpdir(), 'footnote-window-'));
  const complaints: string[] = [];
  const watch = (page: Page): void => {
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('WebSocket connection')) complaints.push(message.text());
    });
  };
  try {
    const host = await openHost({ libraryDir: join(scratch, 'library'), watch }, options);
    await host.page.locator('[data-connection="connected"]').waitFor({ timeout: 30_000 });
    return opened(host, scratch, complaints);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    throw error;
  }
}

async function openHost(opening: WindowOpening, options?: BrowserContextOptions): Promise<WindowHost> {
  if (process.env['FOOTNOTE_TEST_HOST'] !== 'shell') return openInBrowser(opening, options);
  if (options) throw new Error('the shell takes no options of a browser');
  const { openInShell } = await import('../stand-in/shell-window.ts');
  return openInShell(opening);
}

function opened(host: WindowHost, scratch: string, complaints: readonly string[]): OpenWindow {
  const folder = join(scratch, 'documents');
  mkdirSync(folder);
  return {
    ...host,
    folder,
    complaints,
    put(name, content) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    async killEngine() {
      const noticed = host.page.locator('[data-connection="reconnecting"]').waitFor({ state: 'attached' });
      process.kill(await host.enginePid(), 'SIGKILL');
      await noticed;
    },
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
