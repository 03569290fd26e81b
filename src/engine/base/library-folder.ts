import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../../shared/errors.ts';

/**
 * Makes the folder of a library where there is none. Fails with `store-read-only` when it cannot be made.
 * One level at a time: Node's recursive form never returns where a file system refuses with ENOENT, as `/proc` does.
 */
export function makeLibraryFolder(path: string): void {
  let isFile = false;
  try {
    const missing: string[] = [];
    for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.push(folder);
    for (const folder of missing.reverse()) makeFolder(folder);
    isFile = !statSync(path).isDirectory();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') throw inTheWay(path, cause);
    throw new AppError('store-read-only', `The folder “${path}” for the library cannot be made.`, {
      details: code === undefined ? {} : { reason: code },
      cause,
    });
  }
  if (isFile) throw inTheWay(path);
}

/** Another process may make the same folder at the same time. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function inTheWay(path: string, cause?: unknown): AppError {
  return new AppError('store-read-only', `The library cannot be kept at “${path}”: there is a file in the way.`, {
    details: { reason: 'ENOTDIR' },
    cause,
  });
}
