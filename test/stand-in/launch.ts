import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type Page, chromium } from 'playwright';
import type { DriverOperations } from './electron/driver.ts';

const root = resolve(import.meta.dirname, '../..');
const register = resolve(import.meta.dirname, 'electron/register.ts');

type Operation = keyof DriverOperations;
export type Drive = {
  [Name in Operation]: (...args: Parameters<DriverOperations[Name]>) => Promise<Awaited<ReturnType<DriverOperations[Name]>>>;
};

/** The built shell, running on the stand-in: its window as a page, and what Electron would do as `drive`. */
export interface StandIn {
  readonly page: Page;
  readonly drive: Drive;
  readonly libraryDir: string;
  readonly userData: string;
  /** What the application and its children wrote. */
  output(): string;
  /** Starts the application a second time, as a person would. Resolves with its exit code. */
  startAgain(args: readonly string[], cwd?: string): Promise<number | null>;
  /** Resolves when the application has ended by itself. */
  readonly exited: Promise<number | null>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Where the built files lie; `out` of the repository by default. */
  outDir?: string;
  /** What Electron would be given as the application's folder. */
  appPath?: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Leaves the window's own scripts out of the page, so that a test can hold the ports. */
  barePage?: boolean;
  /** How long the application may take until its window is there. */
  limitMs?: number;
}

/** Starts the built main process on the stand-in. Rejects with the application's own output when no window comes. */
export async function launchStandIn(options: LaunchOptions = {}): Promise<StandIn> {
  const folder = mkdtempSync(join(tmpdir(), 'footnote-shell-'));
  const userData = join(folder, 'user-data');
  const libraryDir = join(folder, 'library');
  const outDir = options.outDir ?? join(root, 'out');
  const appPath = options.appPath ?? root;
  let output = '';
  let failed: (error: Error) => void = () => {};
  const failure = new Promise<never>((_resolve, reject) => (failed = reject));
  failure.catch(() => {});

  const start = (args: readonly string[], cwd: string): ChildProcess =>
    fork(join(outDir, 'main/index.js'), [...args], {
      cwd,
      execArgv: ['--import', register],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        STAND_IN_USER_DATA: userData,
        STAND_IN_APP_PATH: appPath,
        FOOTNOTE_LIBRARY: libraryDir,
        ...(options.barePage ? { STAND_IN_BARE_PAGE: '1' } : {}),
        ...options.env,
      },
    });
  const child = start(options.args ?? [], root);
  const keep = (data: Buffer): void => void (output += data.toString());
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  void exited.then((code) => failed(new Error(`the application ended (${code}) before its window was there`)));

  let count = 0;
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const endpoint = new Promise<string>((done) => {
    child.on('message', (message: { type: string; id: number; value?: unknown; error?: string; endpoint: string }) => {
      if (message.type === 'listening') done(message.endpoint);
      else if (message.error === undefined) pending.get(message.id)?.resolve(message.value);
      else pending.get(message.id)?.reject(new Error(message.error));
      pending.delete(message.id);
    });
  });
  const perform = (operation: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++count;
      pending.set(id, { resolve, reject });
      child.send({ id, operation, args }, (error) => error && reject(error));
    });
  const drive = new Proxy({} as Drive, {
    get:
      (_target, operation) =>
      (...args: unknown[]) =>
        perform(String(operation), args),
  });

  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close().catch(() => {});
    if (child.exitCode === null) {
      child.send({ id: 0, operation: 'quit', args: [] }, () => {});
      const killer = setTimeout(() => child.kill('SIGKILL'), 8_000);
      await exited;
      clearTimeout(killer);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const limit = setTimeout(() => failed(new Error(`no window within the limit`)), options.limitMs ?? 20_000);
  try {
    browser = await chromium.connectOverCDP(await Promise.race([endpoint, failure]));
    const page = await Promise.race([findPage(browser), failure]);
    return {
      page,
      drive,
      libraryDir,
      userData,
      output: () => output,
      async startAgain(args, cwd = root) {
        const second = start(args, cwd);
        const [code] = await once(second, 'exit');
        return code as number | null;
      },
      exited,
      close,
    };
  } catch (error) {
    await close();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${output}`, { cause: error });
  } finally {
    clearTimeout(limit);
  }
}

async function findPage(browser: Browser): Promise<Page> {
  for (;;) {
    const page = browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((candidate) => candidate.url().includes('.app.localhost'));
    if (page) {
      await page.waitForLoadState('domcontentloaded');
      return page;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
