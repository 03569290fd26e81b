import { AppError } from '../../../../shared/errors.ts';

/** The container has no such member (any more). */
export function memberMissing(path: string, container: string): AppError {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return new AppError('read-vanished', `“${name}” is no longer in “${container}”.`, { details: { subject: name } });
}

export function nestedTooDeep(name: string, limit: number): AppError {
  const reason = `it lies in files that are nested more than ${limit} deep`;
  return new AppError('read-too-large', `“${name}” was not read: ${reason}.`, { details: { subject: name, reason, limit } });
}

export function tooManyEntries(name: string, limit: number): AppError {
  const reason = `it holds more than ${limit.toLocaleString('en')} files`;
  return new AppError('read-too-large', `“${name}” is too large: ${reason}.`, { details: { subject: name, reason, limit } });
}

/** The container or a member of it unpacks to more than is reasonable. */
export function unpacksTooLarge(name: string, limit: number): AppError {
  const reason = 'it unpacks to far more than a document may';
  return new AppError('read-too-large', `“${name}” is too large: ${reason}.`, { details: { subject: name, reason, limit } });
}
