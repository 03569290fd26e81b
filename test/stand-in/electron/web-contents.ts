import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { CDPSession, Page } from 'playwright';
import type { BrowserWindow } from './browser-window.ts';
import { app } from './app.ts';
import { ipcMain } from './ipc-main.ts';
import { type MessagePortMain, closedAway, fromAway, ownerGone, transferPorts } from './ports.ts';
import { toAppUrl, toWebUrl } from './protocol.ts';
import { codec, electronEvent, state, violation } from './state.ts';
import { session } from './session.ts';

export interface WebPreferences {
  preload?: string;
  contextIsolation?: boolean;
  sandbox?: boolean;
  nodeIntegration?: boolean;
  webSecurity?: boolean;
}

type PageMessage =
  | { type: 'port'; port: number; data: unknown }
  | { type: 'port-close'; port: number }
  | { type: 'send'; channel: string; args: unknown[] }
  | { type: 'invoke'; id: number; channel: string; args: unknown[] };

const PRELOAD_WORLD = 'preload';
const source = (file: string): string => readFileSync(new URL(`./worlds/${file}`, import.meta.url), 'utf8');
let contentsCount = 0;

export class WebContents extends EventEmitter {
  readonly id = ++contentsCount;
  readonly window: BrowserWindow;
  readonly preferences: WebPreferences;
  readonly session = session.defaultSession;
  page: Page | undefined;
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  #cdp: CDPSession | undefined;
  #preloadContext: number | undefined;
  #opened: Promise<void>;
  #whenPreloaded = Promise.withResolvers<void>();

  constructor(window: BrowserWindow, preferences: WebPreferences, size: { width?: number; height?: number }) {
    super();
    this.window = window;
    this.preferences = preferences;
    if (preferences.contextIsolation === false || preferences.nodeIntegration || preferences.webSecurity === false) {
      violation(`insecure webPreferences ${JSON.stringify(preferences)}`);
    }
    if (preferences.sandbox === false || (preferences.sandbox === undefined && !app.sandboxed)) violation('a window without the sandbox');
    this.#opened = this.#open(size);
  }

  async load(url: string): Promise<void> {
    await this.#opened;
    await this.page?.goto(toWebUrl(url));
  }

  getURL(): string {
    return toAppUrl(this.page?.url() ?? '');
  }
  isDestroyed(): boolean {
    return this.page?.isClosed() ?? false;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  send(channel: string, ...args: unknown[]): void {
    codec.encode(args);
    void this.#post({ type: 'event', channel, args });
  }
  postMessage(channel: string, message: unknown, ports?: readonly MessagePortMain[]): void {
    const ids = transferPorts(ports, this, (outgoing) => void this.#post(outgoing));
    void this.#post({ type: 'event', channel, args: [message], ports: ids });
  }

  /** For the driver: a real drag of real files and folders from outside, by CDP. */
  async drop(paths: readonly string[], x: number, y: number): Promise<void> {
    await this.#evaluate(`__standInAnnounce(${JSON.stringify(paths.map((path) => [basename(path), path]))})`);
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await this.#cdp?.send('Input.dispatchDragEvent', { type, x, y, data });
  }

  async #open({ width, height }: { width?: number; height?: number }): Promise<void> {
    const context = state.context;
    if (!context) throw new Error('no browser');
    const page = this.id === 1 && context.pages()[0] ? context.pages()[0] : await context.newPage();
    if (!page) throw new Error('no page');
    this.page = page;
    if (width && height) await page.setViewportSize({ width: Math.round(width), height: Math.round(height) });
    const cdp = (this.#cdp = await context.newCDPSession(page));
    const mainFrameId = (await cdp.send('Page.getFrameTree')).frameTree.frame.id;
    cdp.on('Runtime.executionContextCreated', ({ context: created }) => {
      if (created.name !== PRELOAD_WORLD || (created.auxData as { frameId?: string } | undefined)?.frameId !== mainFrameId) return;
      if (this.#preloadContext !== undefined) ownerGone(this);
      this.#preloadContext = created.id;
      this.#whenPreloaded.resolve();
    });
    cdp.on('Page.windowOpen', ({ url }) => {
      const { action } = this.openHandler?.({ url: toAppUrl(url) }) ?? { action: 'allow' };
      if (action === 'allow') violation(`window.open allowed ${url}`);
    });
    cdp.on('Runtime.bindingCalled', ({ payload }) => void this.#fromPage(codec.decode(payload) as PageMessage));
    cdp.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
      if (exceptionDetails.executionContextId !== this.#preloadContext) return;
      const words = exceptionDetails.exception?.description?.split('\n')[0] ?? exceptionDetails.text;
      violation(`preload: ${words}`);
      this.emit('preload-error', electronEvent(), this.preferences.preload, new Error(words));
    });
    await cdp.send('Runtime.enable');
    await cdp.send('Page.enable');
    await cdp.send('Runtime.addBinding', { name: '__standInToMain', executionContextName: PRELOAD_WORLD });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: source('page-world.js') });
    await this.#installPreload(cdp);
    page.on('close', () => {
      ownerGone(this);
      this.window.emit('closed');
      void import('./browser-window.ts').then(({ windows }) => {
        windows.delete(this.window.id);
        if (windows.size === 0 && !app.emit('window-all-closed')) app.quit();
      });
    });
    page.on('load', () => {
      this.emit('did-finish-load');
      if (!this.window.log.shown) this.window.emit('ready-to-show');
    });
    page.on('crash', () => this.emit('render-process-gone', electronEvent(), { reason: 'crashed', exitCode: 1 }));
    page.on('popup', (popup) => void popup.close());
  }

  async #installPreload(cdp: CDPSession): Promise<void> {
    const { preload } = this.preferences;
    if (!preload) return;
    let code: string;
    try {
      code = readFileSync(preload, 'utf8');
    } catch {
      violation(`preload: cannot read ${preload}`);
      return;
    }
    const start = `__standInRunPreload(${JSON.stringify(code)}, ${JSON.stringify(process.platform)});`;
    const run = [source('codec.js'), source('preload-world.js'), start].join('\n');
    const guard = `location.href !== 'about:blank' && window === top`;
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { worldName: PRELOAD_WORLD, source: `if (${guard}) {\n${run}\n}` });
  }

  async #post(message: object): Promise<void> {
    await this.#whenPreloaded.promise;
    await this.#evaluate(`__standInFromMain(${JSON.stringify(codec.encode(message))})`);
  }

  async #evaluate(expression: string): Promise<void> {
    if (this.#preloadContext === undefined) return;
    await this.#cdp?.send('Runtime.evaluate', { contextId: this.#preloadContext, expression }).catch(() => {});
  }

  async #fromPage(message: PageMessage): Promise<void> {
    if (message.type === 'port') return fromAway(message.port, message.data);
    if (message.type === 'port-close') return closedAway(message.port);
    const url = this.getURL();
    const event = electronEvent({ sender: this, senderFrame: { url, parent: null, origin: new URL(url).origin } });
    if (message.type === 'send') return void ipcMain.emit(message.channel, event, ...message.args);
    const { id, channel, args } = message;
    try {
      const value = await ipcMain.invoke(channel, event, args);
      codec.encode(value);
      await this.#post({ type: 'reply', id, value });
    } catch (error) {
      violationIfOurs(error);
      await this.#post({ type: 'reply', id, error: String(error) });
    }
  }
}

function violationIfOurs(error: unknown): void {
  if (error instanceof Error && /could not be cloned|No handler registered/.test(error.message)) violation(error.message);
}
