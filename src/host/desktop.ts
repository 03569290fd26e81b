import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { AppError } from '../shared/errors.ts';

/** True when a person probably sits in front of this machine: opening a file then shows it to them. */
export function hasDesktop(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): boolean {
  if (env['SSH_CONNECTION'] || env['SSH_TTY']) return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** The command that opens a file in its own program, or shows it in its folder. Arguments, never a shell line. */
export function openCommand(what: 'open' | 'reveal', path: string, platform: NodeJS.Platform = process.platform): [string, string[]] {
  if (platform === 'darwin') return ['open', what === 'reveal' ? ['-R', path] : [path]];
  if (platform === 'win32') return ['explorer.exe', [what === 'reveal' ? `/select,${path}` : path]];
  return ['xdg-open', [what === 'reveal' ? dirname(path) : path]];
}

/**
 * Opens or shows a file on the desktop. Fails with `read-vanished` when there is no such file, and with
 * `source-unreadable` when the system has no program for that.
 */
export async function openOnDesktop(what: 'open' | 'reveal', path: string): Promise<void> {
  // The programs asked below come back before they have looked, and say nothing.
  await access(path).catch((cause: unknown) => {
    const subject = basename(path);
    throw new AppError('read-vanished', `“${subject}” is no longer where it was.`, { details: { subject }, cause });
  });
  const [command, args] = openCommand(what, path);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
    child.once('error', (cause) => reject(new AppError('source-unreadable', 'This system offers no way to open the file.', { cause })));
  });
}
