import { EventEmitter } from 'node:events';
import { needReady, state, violation } from './state.ts';

function nextAnswer<T>(kind: string, args: unknown[], otherwise: T): Promise<T> {
  const options = args.at(-1);
  state.dialogCalls.push({ kind, options });
  return Promise.resolve((state.dialogAnswers.shift() as T | undefined) ?? otherwise);
}

export const dialog = {
  showOpenDialog: (...args: unknown[]) => nextAnswer('open', args, { canceled: true, filePaths: [] as string[] }),
  showMessageBox: (...args: unknown[]) => nextAnswer('message', args, { response: 0 }),
  showErrorBox(title: string, content: string): void {
    state.dialogCalls.push({ kind: 'error', options: { title, content } });
  },
};

export const shell = {
  async openExternal(url: string): Promise<void> {
    state.opened.push(url);
  },
  async openPath(path: string): Promise<string> {
    state.opened.push(path);
    return '';
  },
  showItemInFolder(path: string): void {
    state.opened.push(path);
  },
};

/** Stands for a system that keeps keys: what is encrypted is not readable as it is, and tells when it was tampered with. */
export const safeStorage = {
  isEncryptionAvailable: (): boolean => process.env['STAND_IN_NO_KEYCHAIN'] === undefined,
  getSelectedStorageBackend: (): string => 'gnome_libsecret',
  encryptString: (text: string): Buffer => Buffer.concat([Buffer.from('v11'), flipped(Buffer.from(text, 'utf8'))]),
  decryptString(encrypted: Buffer): string {
    if (encrypted.toString('latin1', 0, 3) !== 'v11')
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    return flipped(encrypted.subarray(3)).toString('utf8');
  },
};

function flipped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0x5a));
}

/** A machine on mains until a test takes the plug out. */
class PowerMonitor extends EventEmitter {
  #isOnBattery = false;
  isOnBatteryPower(): boolean {
    needReady('powerMonitor');
    return this.#isOnBattery;
  }
  /** For tests: as when a plug is taken out, or put in again. */
  setOnBattery(isOnBattery: boolean): void {
    this.#isOnBattery = isOnBattery;
    this.emit(isOnBattery ? 'on-battery' : 'on-ac');
  }
}
export const powerMonitor = new PowerMonitor();

const roles = new Set(
  (
    'undo redo cut copy paste pasteAndMatchStyle delete selectAll reload forceReload toggleDevTools resetZoom zoomIn zoomOut ' +
    'togglefullscreen window minimize close help about services hide hideOthers unhide quit startSpeaking stopSpeaking zoom front ' +
    'appMenu fileMenu editMenu viewMenu windowMenu shareMenu'
  ).split(' '),
);

interface MenuItem {
  id?: string;
  label?: string;
  role?: string;
  type?: string;
  accelerator?: string;
  submenu?: MenuItem[];
  click?: () => void;
}

export class Menu {
  static #application: Menu | null = null;
  items: MenuItem[] = [];

  static buildFromTemplate(template: MenuItem[]): Menu {
    const menu = new Menu();
    menu.items = template;
    const accelerators = new Set<string>();
    for (const item of menu.flat()) {
      if (item.role !== undefined && !roles.has(item.role)) throw new Error(`Invalid role ${item.role}`);
      if (!item.label && !item.role && item.type !== 'separator')
        throw new Error('Invalid template for MenuItem: must have label, role or type');
      if (item.accelerator && accelerators.has(item.accelerator)) violation(`two menu items on ${item.accelerator}`);
      if (item.accelerator) accelerators.add(item.accelerator);
    }
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  flat(items = this.items): MenuItem[] {
    return items.flatMap((item) => [item, ...this.flat(item.submenu ?? [])]);
  }
  getMenuItemById(id: string): MenuItem | null {
    return this.flat().find((item) => item.id === id) ?? null;
  }
}

class NativeTheme extends EventEmitter {
  #source = 'system';
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
  get themeSource(): string {
    return this.#source;
  }
  set themeSource(source: string) {
    this.#source = source;
    const colorScheme = source === 'system' ? null : (source as 'light' | 'dark');
    for (const page of state.context?.pages() ?? []) void page.emulateMedia({ colorScheme }).catch(() => {});
    this.emit('updated');
  }
}
export const nativeTheme = new NativeTheme();

const display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1440, height: 900 },
  workArea: { x: 0, y: 0, width: 1440, height: 875 },
  scaleFactor: 1,
};
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };
