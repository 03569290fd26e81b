import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../../shared/errors.ts';

/**
 * Makes the folder of a library where there is none. Fails with `store-read-only` when it cannot be made.
 * One level at a time: Node's recursive form never returns where a file system refuses with ENOENT, as `/proc` does.
 */
export function makeLibraryFolder(path: string): void {
  try {
    const missing: string[] = [];
    for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.push(folder);
    for (const folder of missing.reverse()) mkdirSync(folder);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const isFile = code === 'EEXIST' || code === 'ENOTDIR';
    throw new AppError(
      'store-read-only',
      isFile
        ? `The library cannot be kept at “${path}”: there is a file in the way.`
        : `The folder “${path}” for the library cannot be made.`,
      { details: code === undefined ? {} : { reason: code }, cause },
    );
  }
}
