import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createStderrLog } from '../supervise/stderr-log.ts';
import { readVersion } from '../supervise/version.ts';
import { hasDesktop, openCommand } from './desktop.ts';
import { startHost, type Host } from './start-host.ts';

export interface RunHostOptions {
  libraryDir: string;
  /** Folder of the built window; by default where the build puts it. */
  rendererDir?: string | undefined;
  /** Any free one when absent. */
  port?: number | undefined;
  /** Opens a browser, by default where a person sits at a terminal on this machine. */
  open?: boolean | undefined;
  /** Ends the host in good order. */
  signal: AbortSignal;
}

/** Serves until the signal aborts: prints the one-time link as the one line on standard output. Resolves with the exit status. */
export async function runHost({ libraryDir, rendererDir = builtWindow(), port = 0, open, signal }: RunHostOptions): Promise<number> {
  if (!existsSync(join(rendererDir, 'index.html'))) {
    process.stderr.write('The window has not been built. Run: npm run build\n');
    return 1;
  }
  let host: Host;
  try {
    host = await startHost({ libraryDir, rendererDir, port, version: readVersion(), log: createStderrLog('host') });
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    process.stderr.write(taken ? `Port ${port} is in use. Choose another with --port.\n` : `The host could not start: ${String(error)}\n`);
    return 1;
  }
  process.stdout.write(`${host.url}\n`);
  if (open ?? wantsBrowser()) openBrowser(host.url);
  const stopReading = offerMoreLinks(host);
  host.engineOpened().catch((error: Error) => process.stderr.write(`${error.message}\n`));

  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  stopReading();
  await host.close();
  return 0;
}

function builtWindow(): string {
  return fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../out/renderer' : '../renderer', import.meta.url));
}

function wantsBrowser(): boolean {
  return process.stdout.isTTY && process.env['FOOTNOTE_NO_OPEN'] !== '1' && hasDesktop();
}

function openBrowser(url: string): void {
  const [command, args] = openCommand('open', url);
  // A machine without a browser is no reason to end: the link stands in the terminal.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

/** At a terminal, Enter prints a fresh link: the first one opens one browser only. */
function offerMoreLinks(host: Host): () => void {
  if (!process.stdin.isTTY) return () => {};
  const onData = (): void => void process.stderr.write(`${host.newLink()}\n`);
  process.stdin.on('data', onData);
  return () => {
    process.stdin.off('data', onData);
    process.stdin.pause();
  };
}
