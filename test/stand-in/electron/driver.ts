import { readFileSync } from 'node:fs';
import { app } from './app.ts';
import { devToolsPortFile } from './browser.ts';
import { windows } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { session } from './session.ts';
import { Menu, powerMonitor } from './small-parts.ts';
import { electronEvent, state } from './state.ts';
import { utilities } from './utility-process.ts';

/** What a test may ask of the stand-in from its own process. */
const operations = {
  violations: () => state.violations,
  opened: () => state.opened,
  dialogCalls: () =>
    structuredClone(state.dialogCalls.map(({ kind, options }) => ({ kind, options: JSON.parse(JSON.stringify(options)) }))),
  answerDialog: (answer: unknown) => void state.dialogAnswers.push(answer),
  menuIds: () => (Menu.getApplicationMenu()?.flat() ?? []).map((item) => item.id ?? item.role ?? item.label ?? item.type),
  clickMenu: (id: string) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id);
    if (!item?.click) throw new Error(`no menu item ${id}`);
    item.click();
  },
  setOnBattery: (isOnBattery: boolean) => powerMonitor.setOnBattery(isOnBattery),
  drop: (paths: string[], x: number, y: number) => firstWindow().webContents.drop(paths, x, y),
  permissionAnswers: (permissions: string[]) =>
    Object.fromEntries(permissions.map((permission) => [permission, session.defaultSession.permissionAnswer(permission)])),
  requestAllowed: (url: string) => session.defaultSession.requestAllowed(url, 'GET', 'xhr'),
  windowLog: () =>
    [...windows.values()].map((window) => ({ ...window.log, url: window.webContents.getURL(), options: plain(window.options) })),
  minimize: () => void (firstWindow().minimized = true),
  closeWindow: () => firstWindow().close(),
  children: () => [...utilities].map((utility) => ({ name: utility.options.serviceName, pid: utility.pid })),
  emitApp: (name: string, ...args: unknown[]) => app.emit(name, electronEvent(), ...args),
  /** Plays a sender that Electron could meet: a frame with this address, top or not. Tells whether main answered. */
  ipcFrom: async (frame: { url: string; isTop: boolean }, kind: 'invoke' | 'send', channel: string, ...args: unknown[]) => {
    const posted: unknown[] = [];
    const sender = {
      id: 99,
      isDestroyed: () => false,
      send: (...sent: unknown[]) => posted.push(sent),
      postMessage: (...sent: unknown[]) => posted.push(sent),
      once() {},
      on() {},
    };
    const senderFrame = { url: frame.url, parent: frame.isTop ? null : {}, origin: new URL(frame.url).origin };
    const event = electronEvent({ sender, senderFrame });
    if (kind === 'send') ipcMain.emit(channel, event, ...args);
    else {
      try {
        return { refused: false, value: await ipcMain.invoke(channel, event, args) };
      } catch (error) {
        return { refused: true, error: String(error) };
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { refused: posted.length === 0 };
  },
  quit: () => app.quit(),
};
export type DriverOperations = typeof operations;

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function firstWindow() {
  const window = [...windows.values()][0];
  if (!window) throw new Error('no window');
  return window;
}

/** Answers the test that forked this process, and tells it where Chromium listens. */
export function startDriver(): void {
  if (!process.send) return;
  process.on('message', (message) => void perform(message as Order));
  process.on('disconnect', () => app.exit(0));
  const [port, path] = readFileSync(devToolsPortFile(), 'utf8').split('\n');
  process.send({ type: 'listening', endpoint: `ws://127.0.0.1:${port}${path}` });
}

interface Order {
  readonly id: number;
  readonly operation: keyof DriverOperations;
  readonly args: readonly unknown[];
}

async function perform({ id, operation, args }: Order): Promise<void> {
  try {
    const value = await (operations[operation] as (...given: unknown[]) => unknown)(...args);
    process.send?.({ type: 'result', id, value });
  } catch (error) {
    process.send?.({ type: 'result', id, error: error instanceof Error ? error.message : String(error) });
  }
}
