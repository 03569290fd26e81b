import { AppError, type ErrorCode } from '../../shared/errors.ts';

const byResultCode: readonly { prefix: string; code: ErrorCode; say: (file: string) => string }[] = [
  { prefix: 'SQLITE_BUSY', code: 'store-busy', say: (file) => `The library “${file}” is busy with other work.` },
  { prefix: 'SQLITE_LOCKED', code: 'store-busy', say: (file) => `The library “${file}” is busy with other work.` },
  { prefix: 'SQLITE_FULL', code: 'store-full', say: (file) => `There is no space left to write the library “${file}”.` },
  { prefix: 'SQLITE_CORRUPT', code: 'store-corrupt', say: (file) => `The library “${file}” is damaged.` },
  { prefix: 'SQLITE_NOTADB', code: 'store-corrupt', say: (file) => `“${file}” is not a library of Footnote, or it is damaged.` },
  { prefix: 'SQLITE_READONLY', code: 'store-read-only', say: (file) => `The library “${file}” cannot be written.` },
  { prefix: 'SQLITE_PERM', code: 'store-read-only', say: (file) => `The library “${file}” cannot be written.` },
  { prefix: 'SQLITE_CANTOPEN', code: 'store-read-only', say: (file) => `The library “${file}” cannot be opened.` },
  { prefix: 'SQLITE_IOERR', code: 'store-corrupt', say: (file) => `The disk failed while the library “${file}” was used.` },
  { prefix: 'ENOSPC', code: 'store-full', say: (file) => `There is no space left to write the library “${file}”.` },
  { prefix: 'EDQUOT', code: 'store-full', say: (file) => `There is no space left to write the library “${file}”.` },
  { prefix: 'EACCES', code: 'store-read-only', say: (file) => `The library “${file}” cannot be written.` },
  { prefix: 'EPERM', code: 'store-read-only', say: (file) => `The library “${file}” cannot be written.` },
  { prefix: 'EROFS', code: 'store-read-only', say: (file) => `The library “${file}” cannot be written.` },
];

/**
 * The error of the store for a failure of SQLite or of the disk under it; anything else (a broken
 * constraint, a bug) comes back unchanged. `file` is the library's name for the message.
 */
export function translateSqliteError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const code = error.code;
  const row = byResultCode.find(({ prefix }) => code === prefix || code.startsWith(`${prefix}_`));
  if (!row) return error;
  return new AppError(row.code, row.say(file), { details: { subject: file, reason: code }, cause: error });
}
