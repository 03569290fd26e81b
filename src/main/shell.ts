import { join } from 'node:path';
import { app, type BrowserWindow, ipcMain, Menu, nativeTheme, session } from 'electron';
import { channels, type WindowCommand } from '../shared/bridge.ts';
import type { Grant } from '../shared/contract/host.ts';
import { serveContract } from '../shared/rpc/serve.ts';
import { fromElectronPort } from '../supervise/parent-channel.ts';
import { serveApp } from './app-protocol.ts';
import type { EngineLink } from './engine-link.ts';
import { createHostRouter } from './host-router.ts';
import { menuTemplate } from './menu.ts';
import { guardNetwork, guardPermissions } from './permissions.ts';
import { isTrustedSender } from './sender.ts';
import { openWindow, presentWindow } from './window.ts';
import { brokerPorts } from './window-ports.ts';
import { readWindowState, type Theme, type WindowState, writeWindowState } from './window-state.ts';

export interface Shell {
  /** Brings the window before the person, opening it when there is none. */
  present(): void;
  /** Hands files and folders that came from the system to the window, and presents it. */
  offerPaths(paths: readonly string[]): Promise<void>;
}

/** Once the app is ready: guards, protocol, menu, IPC and the first window. `outDir` holds the built files. */
export async function createShell(engine: EngineLink, { outDir, hasKeychain }: { outDir: string; hasKeychain: boolean }): Promise<Shell> {
  const stateFile = join(app.getPath('userData'), 'window.json');
  let state = await readWindowState(stateFile);
  let window: BrowserWindow | undefined;
  /** Kept until a page asks for its ports: before that nobody would hear. */
  let unheard: Grant[] = [];
  let pageListens = false;

  const remember = (change: Partial<WindowState>): void => {
    state = { ...state, ...change };
    // Losing it costs a window position.
    writeWindowState(stateFile, state).catch(() => {});
  };
  const command = (name: WindowCommand): void => {
    present();
    window?.webContents.send(channels.command, name);
  };
  const setTheme = (theme: Theme): void => {
    nativeTheme.themeSource = theme;
    remember({ theme });
  };
  const grantPaths = (paths: readonly string[]): Promise<Grant[]> => engine.grantPaths(paths);
  const flushUnheard = (): void => {
    if (!pageListens || unheard.length === 0 || engine.state !== 'ready') return;
    window?.webContents.send(channels.grants, unheard);
    unheard = [];
  };
  const open = (): void => {
    pageListens = false;
    window = openWindow({ preload: join(outDir, 'preload/index.cjs'), state, onClosing: remember });
    window.on('closed', () => {
      window = undefined;
    });
  };
  const present = (): void => {
    if (window) presentWindow(window);
    else open();
  };

  nativeTheme.themeSource = state.theme;
  guardPermissions(session.defaultSession);
  guardNetwork(session.defaultSession);
  serveApp(join(outDir, 'renderer'));
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate(
        { platform: process.platform, appName: app.getName(), theme: state.theme, development: !app.isPackaged },
        { command, setTheme },
      ),
    ),
  );

  const hostRouter = createHostRouter({ window: () => window, grantPaths, documentPath: (id) => engine.documentPath(id), hasKeychain });
  brokerPorts(engine, (port) => serveContract(hostRouter, fromElectronPort(port)));
  ipcMain.handle(channels.grantPaths, (event, paths: unknown) => {
    if (!isTrustedSender(event)) throw new Error('Not from our page.');
    return grantPaths(Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : []);
  });
  ipcMain.on(channels.requestPorts, (event) => {
    if (!isTrustedSender(event)) return;
    pageListens = true;
    flushUnheard();
  });
  engine.onState(flushUnheard);
  open();

  return {
    present,
    async offerPaths(paths) {
      present();
      unheard.push(...(await grantPaths(paths)));
      flushUnheard();
    },
  };
}
