import { EventEmitter } from 'node:events';
import { electronEvent, needReady, violation } from './state.ts';
import { type WebPreferences, WebContents } from './web-contents.ts';

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}
interface WindowOptions extends Partial<Rectangle> {
  show?: boolean;
  webPreferences?: WebPreferences;
}

export const windows = new Map<number, BrowserWindow>();
let windowCount = 0;

export class BrowserWindow extends EventEmitter {
  readonly id = ++windowCount;
  readonly options: WindowOptions;
  readonly webContents: WebContents;
  /** What the driver looks at. */
  readonly log = { focused: 0, shown: false, restored: 0, maximized: false };
  minimized = false;

  constructor(options: WindowOptions = {}) {
    super();
    needReady('BrowserWindow');
    this.options = options;
    this.log.shown = options.show !== false;
    windows.set(this.id, this);
    this.webContents = new WebContents(this, options.webPreferences ?? {}, options);
  }

  async loadURL(url: string): Promise<void> {
    if (url.startsWith('file:')) violation('a page was loaded from file://');
    await this.webContents.load(url);
  }

  show(): void {
    this.log.shown = true;
  }
  focus(): void {
    this.log.focused += 1;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  restore(): void {
    this.minimized = false;
    this.log.restored += 1;
  }
  maximize(): void {
    this.log.maximized = true;
  }
  isMaximized(): boolean {
    return this.log.maximized;
  }
  isDestroyed(): boolean {
    return !windows.has(this.id);
  }
  getNormalBounds(): Rectangle {
    const { x = 0, y = 0, width = 800, height = 600 } = this.options;
    return { x, y, width, height };
  }
  setBackgroundColor(): void {}

  close(): void {
    const event = electronEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) void this.webContents.page?.close();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()];
  }
  static getFocusedWindow(): BrowserWindow | null {
    return [...windows.values()][0] ?? null;
  }
  static fromWebContents(contents: WebContents): BrowserWindow {
    return contents.window;
  }
}
