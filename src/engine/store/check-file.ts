import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { vectorExtensionPath } from './native.ts';
import { translateSqliteError } from './sqlite-errors.ts';

/*
 * Given as text, so that the built program needs no file of its own for it. The thread uses the same native module as
 * this one: a second copy of SQLite in a process would let go of the locks of the first.
 */
const threadCode = `
const { parentPort, workerData } = require('node:worker_threads');
const Database = require(workerData.sqlite);
try {
  const connection = new Database(workerData.path, { readonly: true, timeout: 2000 });
  connection.loadExtension(workerData.vectors);
  const finding = connection.prepare('pragma quick_check(1)').pluck().get();
  connection.close();
  parentPort.postMessage({ finding });
} catch (error) {
  parentPort.postMessage({ code: error.code, message: error.message });
}
`;

type Answer = { finding: string } | { code: string; message: string };

/**
 * What SQLite finds wrong with a library file; null when it is whole. Reads the whole file, on a thread and a
 * connection of its own, so that nothing waits for it. Fails with a `store-*` code when the file cannot be read, or
 * with the signal's reason.
 */
export async function checkFile(path: string, file: string, signal?: AbortSignal): Promise<string | null> {
  signal?.throwIfAborted();
  const sqlite = createRequire(import.meta.url).resolve('better-sqlite3');
  const thread = new Worker(threadCode, { eval: true, workerData: { sqlite, vectors: vectorExtensionPath(), path } });
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const stop = (): void => reject(signal?.reason);
  thread.once('message', resolve).once('error', reject);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const answer = await promise;
    if ('finding' in answer) return answer.finding === 'ok' ? null : answer.finding;
    if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(answer.code)) return answer.message;
    throw translateSqliteError(Object.assign(new Error(answer.message), { code: answer.code }), file);
  } finally {
    signal?.removeEventListener('abort', stop);
    await thread.terminate();
  }
}
