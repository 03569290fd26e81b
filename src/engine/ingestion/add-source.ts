import { constants, type Stats } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Source } from '../../shared/domain/source.ts';
import { AppError } from '../../shared/errors.ts';

export interface SourcePlace {
  kind: Source['kind'];
  path: string;
  name: string;
}

/**
 * Looks at a path a person chose. Fails with `source-missing`, or `source-unreadable` when it may not be
 * opened or is neither a folder nor a file.
 */
export async function sourcePlace(chosen: string): Promise<SourcePlace> {
  const path = resolve(chosen);
  const name = basename(path) || path;
  const details = { subject: name };
  let found: Stats;
  try {
    found = await stat(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppError('source-missing', `“${name}” is no longer there.`, { details, cause });
    throw new AppError('source-unreadable', `“${name}” may not be opened.`, { details, cause });
  }
  if (!found.isDirectory() && !found.isFile()) {
    throw new AppError('source-unreadable', `“${name}” is neither a folder nor a file.`, { details });
  }
  try {
    await access(path, found.isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK);
  } catch (cause) {
    throw new AppError('source-unreadable', `“${name}” may not be opened.`, { details, cause });
  }
  return { kind: found.isDirectory() ? 'folder' : 'file', path, name };
}
