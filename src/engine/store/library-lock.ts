import { AppError } from '../../shared/errors.ts';
import { openConnection } from './native.ts';

/**
 * Holds a library for this process. The lock is SQLite's exclusive lock on a small file of its own: the
 * system gives it back when the process ends, however it ends. Fails with `store-in-use` while another holds it.
 * Returns the function that lets go.
 */
export function lockLibrary(lockPath: string, file: string): () => void {
  const connection = openConnection(lockPath, { timeout: 0 });
  try {
    connection.exec('begin exclusive');
  } catch (error) {
    connection.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) {
      throw new AppError('store-in-use', `The library “${file}” is open in another Footnote.`, {
        details: { subject: file },
        cause: error,
      });
    }
    throw error;
  }
  return () => connection.close();
}
