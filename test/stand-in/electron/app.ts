import { EventEmitter } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronEvent, state } from './state.ts';
import { utilities } from './utility-process.ts';

const lockFile = (): string => join(state.userData, 'stand-in.lock');
const letters = (): string => join(state.userData, 'stand-in-letters');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

class App extends EventEmitter {
  readonly isPackaged = process.env['STAND_IN_PACKAGED'] === '1';
  readonly commandLine = { appendSwitch() {} };
  readonly dock = undefined;
  name = 'Footnote';
  sandboxed = false;
  #hasLock = false;
  #quitting = false;

  isReady = (): boolean => state.ready;
  whenReady = (): Promise<void> => (state.ready ? Promise.resolve() : new Promise((resolve) => this.once('ready', () => resolve())));
  getVersion = (): string => '0.0.0-stand-in';
  getName = (): string => this.name;
  getLocale = (): string => 'en-US';
  getAppPath = (): string => process.env['STAND_IN_APP_PATH'] ?? process.cwd();
  setAppUserModelId(): void {}
  setAboutPanelOptions(): void {}
  showAboutPanel(): void {}

  enableSandbox(): void {
    if (state.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.sandboxed = true;
  }

  getPath(name: string): string {
    const path = name === 'home' ? homedir() : name === 'temp' ? tmpdir() : join(state.userData, name === 'userData' ? '' : name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  getAppMetrics(): object[] {
    return [...utilities]
      .filter((utility) => utility.pid !== undefined)
      .map((utility) => {
        const pages = Number(readFileSync(`/proc/${utility.pid}/statm`, 'utf8').split(' ')[1]);
        return { pid: utility.pid, type: 'Utility', memory: { workingSetSize: pages * 4, peakWorkingSetSize: pages * 4 } };
      });
  }

  /** A lock file, and a folder through which later starts hand over their command lines. */
  requestSingleInstanceLock(): boolean {
    if (this.#hasLock) return true;
    mkdirSync(letters(), { recursive: true });
    try {
      const file = openSync(lockFile(), 'wx');
      writeFileSync(file, String(process.pid));
      closeSync(file);
    } catch {
      if (isAlive(Number(readFileSync(lockFile(), 'utf8')))) {
        const letter = join(letters(), `${process.pid}.json`);
        writeFileSync(letter, JSON.stringify({ argv: process.argv, cwd: process.cwd() }));
        return false;
      }
      writeFileSync(lockFile(), String(process.pid));
    }
    this.#hasLock = true;
    setInterval(() => this.#readLetters(), 50).unref();
    return true;
  }

  #readLetters(): void {
    for (const name of readdirSync(letters())) {
      let letter: { argv: string[]; cwd: string };
      try {
        letter = JSON.parse(readFileSync(join(letters(), name), 'utf8'));
      } catch {
        continue;
      }
      rmSync(join(letters(), name));
      this.emit('second-instance', electronEvent(), letter.argv, letter.cwd, null);
    }
  }

  quit(): void {
    if (this.#quitting) return;
    this.#quitting = true;
    const before = electronEvent();
    this.emit('before-quit', before);
    const will = electronEvent();
    if (!before.defaultPrevented) this.emit('will-quit', will);
    if (before.defaultPrevented || will.defaultPrevented) {
      this.#quitting = false;
      return;
    }
    this.emit('quit', electronEvent(), 0);
    this.exit(0);
  }

  exit(code = 0): void {
    if (this.#hasLock) rmSync(lockFile(), { force: true });
    for (const utility of utilities) utility.kill();
    void Promise.resolve(state.context?.close())
      .catch(() => {})
      .then(() => process.exit(code));
  }
}

export const app = new App();
