import { AppError } from '../../../shared/errors.ts';

/** `what` follows “is” in a sentence: “a PNG image”. */
export function unsupported(name: string, what: string): AppError {
  return new AppError('read-unsupported', `“${name}” is ${what}, which cannot be read yet.`, { details: { subject: name, reason: what } });
}

export function encrypted(name: string): AppError {
  return new AppError('read-encrypted', `“${name}” is protected with a password.`, { details: { subject: name } });
}

export function wrongPassword(name: string): AppError {
  return new AppError('read-wrong-password', `The password given for “${name}” does not open it.`, { details: { subject: name } });
}

/** `reason` is a clause in plain words; never text of the document. */
export function corrupt(name: string, reason: string, cause?: unknown): AppError {
  return new AppError('read-corrupt', `“${name}” is damaged: ${reason}.`, { details: { subject: name, reason }, cause });
}
