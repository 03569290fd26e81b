import { describe, expect, it } from 'vitest';
import { isAppError, type AppError } from '../../../../src/shared/errors.ts';
import { translateSqliteError } from '../../../../src/engine/store/sqlite-errors.ts';

const failure = (code: string) => Object.assign(new Error('select secret_text from chunk'), { code });

describe('translateSqliteError', () => {
  it.each([
    ['SQLITE_BUSY', 'store-busy'],
    ['SQLITE_BUSY_SNAPSHOT', 'store-busy'],
    ['SQLITE_FULL', 'store-full'],
    ['ENOSPC', 'store-full'],
    ['SQLITE_CORRUPT', 'store-corrupt'],
    ['SQLITE_CORRUPT_VTAB', 'store-corrupt'],
    ['SQLITE_NOTADB', 'store-corrupt'],
    ['SQLITE_READONLY_DBMOVED', 'store-read-only'],
    ['EACCES', 'store-read-only'],
  ])('tells %s as %s and names the library', (code, expected) => {
    const error = translateSqliteError(failure(code), 'library.db') as AppError;
    expect(isAppError(error)).toBe(true);
    expect(error.code).toBe(expected);
    expect(error.details).toEqual({ subject: 'library.db', reason: code });
    expect(error.message).toContain('library.db');
    expect(error.message).not.toContain('secret');
  });

  it.each(['SQLITE_CONSTRAINT_FOREIGNKEY', 'SQLITE_ERROR', 'ENOENT', 'SQLITE_FULLER'])('leaves %s, a bug, unchanged', (code) => {
    const error = failure(code);
    expect(translateSqliteError(error, 'library.db')).toBe(error);
  });

  it('leaves what has no code unchanged', () => {
    expect(translateSqliteError('text', 'library.db')).toBe('text');
  });
});
