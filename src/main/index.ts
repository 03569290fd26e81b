import { join, resolve } from 'node:path';
import { app, dialog } from 'electron';
import { defaultLibraryDir } from '../supervise/data-folder.ts';
import { processFiles } from '../supervise/process-files.ts';
import { createStderrLog } from '../supervise/stderr-log.ts';
import { readVersion } from '../supervise/version.ts';
import { registerAppScheme } from './app-protocol.ts';
import { createEngineLink } from './engine-link.ts';
import { createKeychain, hasKeychain } from './keychain.ts';
import { launchPaths } from './launch-paths.ts';
import { systemPower } from './power.ts';
import { createShell, type Shell } from './shell.ts';
import { createUtilityFork } from './utility-fork.ts';

const log = createStderrLog('main');
const outDir = resolve(import.meta.dirname, '..');

app.enableSandbox();
registerAppScheme();

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  let shell: Promise<Shell> | undefined;
  const offer = (paths: readonly string[]): void => {
    if (paths.length === 0) return;
    // What fails is the engine, and the window shows how that stands.
    shell?.then((ready) => ready.offerPaths(paths)).catch(() => log('warn', 'files from the system were not taken'));
  };
  /** Files that macOS hands over before there is a window. */
  const early = launchPaths(process.argv, process.cwd(), app.isPackaged ? undefined : app.getAppPath());

  app.on('second-instance', (_event, argv, workingDirectory) => {
    void shell?.then((ready) => ready.present());
    offer(launchPaths(argv, workingDirectory, app.isPackaged ? undefined : app.getAppPath()));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (shell) offer([path]);
    else early.push(path);
  });
  app.on('activate', () => void shell?.then((ready) => ready.present()));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  void app.whenReady().then(() => {
    const keychain = hasKeychain() ? createKeychain(join(app.getPath('userData'), 'keychain')) : null;
    const engine = createEngineLink({
      fork: createUtilityFork({ files: processFiles() }),
      libraryDir: defaultLibraryDir(),
      version: readVersion(),
      power: systemPower(),
      keychain,
      log: (message, facts) => log('warn', message, facts),
    });
    let ended = false;
    app.on('will-quit', (event) => {
      if (ended) return;
      event.preventDefault();
      void engine.dispose().finally(() => {
        ended = true;
        app.quit();
      });
    });
    shell = createShell(engine, { outDir, hasKeychain: keychain !== null });
    shell.catch(giveUp);
    offer(early);
  });
}

/** A shell that cannot begin says so and ends, instead of staying on without a window. */
function giveUp(error: unknown): void {
  log('error', 'the shell could not start', { stack: error instanceof Error ? error.stack : String(error) });
  dialog.showErrorBox('Footnote could not start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
