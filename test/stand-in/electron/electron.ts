/*
 * A stand-in of the part of Electron's main-process API that our shell uses, over Node and a stock
 * Chromium. For tests of OUR shell; it proves nothing about Electron itself.
 */
import { app } from './app.ts';
import { launchBrowser } from './browser.ts';
import { startDriver } from './driver.ts';
import { electronEvent, state } from './state.ts';

export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { MessageChannelMain } from './ports.ts';
export { protocol } from './protocol.ts';
export { session } from './session.ts';
export { Menu, dialog, nativeTheme, powerMonitor, safeStorage, screen, shell } from './small-parts.ts';
export { utilityProcess } from './utility-process.ts';

// Imported only to be looked at, it stays quiet.
if (process.env['STAND_IN_USER_DATA']) beElectron();

function beElectron(): void {
  Object.defineProperty(process, 'type', { value: 'browser' });
  // Electron's command line: the program, the application's folder unless it is packed, then the rest.
  process.argv.splice(1, 1, ...(app.isPackaged ? [] : [app.getAppPath()]));
  // After the application's main module has been evaluated, as Electron does.
  setImmediate(() => void becomeReady());
}

async function becomeReady(): Promise<void> {
  state.context = await launchBrowser();
  state.ready = true;
  app.emit('will-finish-launching');
  app.emit('ready', electronEvent(), {});
  startDriver();
}
