import type { MenuItemConstructorOptions } from 'electron';
import type { WindowCommand } from '../shared/bridge.ts';
import type { Theme } from './window-state.ts';

export interface MenuActions {
  command(command: WindowCommand): void;
  setTheme(theme: Theme): void;
}

export interface MenuContext {
  platform: string;
  appName: string;
  theme: Theme;
  /** Adds what only those who build Footnote need. */
  development: boolean;
}

type Item = MenuItemConstructorOptions;
const separator: Item = { type: 'separator' };

/** The application menu. Items name a command of the window; the shell itself does nothing with documents. */
export function menuTemplate(context: MenuContext, actions: MenuActions): Item[] {
  const mac = context.platform === 'darwin';
  const item = (label: string, command: WindowCommand, accelerator: string): Item => ({
    id: command,
    label,
    accelerator,
    click: () => actions.command(command),
  });
  const settings = item('Settings…', 'open-settings', 'CmdOrCtrl+,');
  const theme = (label: string, value: Theme): Item => ({
    id: `theme-${value}`,
    label,
    type: 'radio',
    checked: context.theme === value,
    click: () => actions.setTheme(value),
  });

  const application: Item = {
    label: context.appName,
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  const file: Item = {
    label: '&File',
    submenu: [
      item('New Question', 'new-question', 'CmdOrCtrl+N'),
      separator,
      item('Add Folder…', 'add-folder', 'CmdOrCtrl+O'),
      item('Add Files…', 'add-files', 'CmdOrCtrl+Shift+O'),
      ...(mac ? [] : [separator, settings]),
      separator,
      mac ? { role: 'close' } : { role: 'quit' },
    ],
  };
  const edit: Item = {
    label: '&Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      separator,
      item('Find…', 'find', 'CmdOrCtrl+F'),
    ],
  };
  const view: Item = {
    label: '&View',
    submenu: [
      item('Command Palette', 'command-palette', 'CmdOrCtrl+K'),
      separator,
      item('Sidebar', 'toggle-library', 'CmdOrCtrl+B'),
      item('Source Pane', 'toggle-source-pane', 'CmdOrCtrl+\\'),
      separator,
      { label: 'Appearance', submenu: [theme('Same as System', 'system'), theme('Light', 'light'), theme('Dark', 'dark')] },
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...(context.development ? ([separator, { role: 'reload' }, { role: 'toggleDevTools' }] satisfies Item[]) : []),
    ],
  };
  const window: Item = { role: 'windowMenu' };
  const help: Item = {
    role: 'help',
    submenu: [item('Keyboard Shortcuts', 'show-shortcuts', 'CmdOrCtrl+/'), ...(mac ? [] : [separator, { role: 'about' } satisfies Item])],
  };
  return [...(mac ? [application] : []), file, edit, view, window, help];
}
