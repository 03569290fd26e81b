import { AppError } from '../../../shared/errors.ts';
import { type Unreadable, UNREADABLE_NAME } from './walk-tree.ts';

/** The words under which a folder or file that could not be looked at is listed. */
export function unreadableError(entry: Unreadable): AppError {
  const details = { subject: entry.name, reason: entry.code };
  const denied = entry.code === 'EACCES' || entry.code === 'EPERM';
  if (denied && entry.isFolder)
    return new AppError('read-denied', `The folder “${entry.name}” may not be opened, so nothing in it was read.`, { details });
  if (denied) return new AppError('read-denied', `“${entry.name}” may not be opened.`, { details });
  const what = entry.isFolder ? `The folder “${entry.name}”` : `“${entry.name}”`;
  if (entry.code === UNREADABLE_NAME)
    return new AppError('read-denied', `${what} has a name that is no valid text, so it cannot be opened. Rename it, then scan again.`, {
      details,
    });
  return new AppError('read-denied', `${what} could not be opened (${entry.code}).`, { details });
}
