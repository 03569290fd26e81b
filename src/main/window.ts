import { BrowserWindow, nativeTheme, screen } from 'electron';
import { APP_ORIGIN } from '../shared/bridge.ts';
import { askAndOpenLink } from './links.ts';
import { guardNavigation } from './navigation.ts';
import { minimumSize, openingBounds, type WindowState } from './window-state.ts';

export interface WindowOptions {
  preload: string;
  state: WindowState;
  /** Called before the window goes, with how it stood. */
  onClosing(state: Pick<WindowState, 'bounds' | 'maximized'>): void;
}

/** Opens the one window: sandboxed, isolated, guarded, where it was last. */
export function openWindow({ preload, state, onClosing }: WindowOptions): BrowserWindow {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const workAreas = [primary, ...others].map((display) => display.workArea);
  const window = new BrowserWindow({
    ...openingBounds(state.bounds, workAreas),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Footnote',
    // --paper of src/renderer/ui/tokens.css, so that nothing flashes before the page paints.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1b1a17' : '#faf8f2',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      // On Linux and Windows Chromium would fetch dictionaries from the web.
      spellcheck: false,
    },
  });
  guardNavigation(window.webContents, (url) => void askAndOpenLink(window, url));
  if (state.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => onClosing({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }));
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

/** Brings the window before the person, however it is hidden. */
export function presentWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
