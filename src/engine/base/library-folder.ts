import { mkdirSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';

/** Makes the folder of a library where there is none. Fails with `store-read-only` when it cannot be made. */
export function makeLibraryFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
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
