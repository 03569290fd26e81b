import { AppError } from '../../../shared/errors.ts';
import type { Unreadable } from './walk-tree.ts';

/** The words under which a folder or file that could not be looked at is listed. */
export function unreadableError(entry: Unreadable): AppError {
  const details = { subject: entry.name, reason: entry.code };
  const denied = entry.code === 'EACCES' || entry.code === 'EPERM';
  if (denied && entry.isFolder)
    return new AppError('read-denied', `The folder “${entry.name}” may not be opened, so nothing in it was read.`, { details });
  if (denied) return new AppError('read-denied', `“${entry.name}” may not be opened.`, { details });
  const what = entry.isFolder ? `The folder “${entry.name}”` : `“${entry.name}”`;
  return new AppError('read-denied', `${what} could not be opened (${entry.code}).`, { details });
}
