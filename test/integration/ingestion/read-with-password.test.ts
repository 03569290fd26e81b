import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { createPasswords } from '../../../src/engine/ingestion/passwords.ts';
import { readContent } from '../../../src/engine/ingestion/pipeline/read-content.ts';
import { getDocumentFile } from '../../../src/engine/store/documents.ts';
import type { ReadInput, ReadPart } from '../../../src/shared/contract/reader.ts';
import { AppError, type ErrorCode } from '../../../src/shared/errors.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

/** Reads a protected file with what opened two others: which passwords were tried, and what was said at the end. */
async function tryPasswords(endingOf: (password: string | null) => ErrorCode) {
  bench.put('a.txt', 'words');
  const { library, ...life } = bench.start();
  const { id: sourceId } = await life.add();
  await life.idle();
  const { id: documentId } = life.document('a.txt');
  const passwords = createPasswords(undefined, () => {});
  for (const [index, password] of ['right', 'wrong'].entries()) {
    await passwords.opened({ documentId: documentId + 1 + index, sourceId, sha256: `${index}` }, password);
  }
  const tried: (string | null)[] = [];
  // oxlint-disable-next-line require-yield
  async function* read({ password = null }: ReadInput): AsyncGenerator<ReadPart> {
    tried.push(password);
    throw new AppError(endingOf(password), 'It could not be read.');
  }
  const context = { library, readers: { read }, passwords, clock: systemClock };
  const inspected = { sha256: 'cc', format: 'pdf', sizeBytes: 1 } as const;
  const told = readContent(context, getDocumentFile(library.read, documentId), inspected, new AbortController().signal);
  const error: unknown = await told.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { tried, error };
}

test('a reader that dies on a file it has the password of is not told as a password that is missing', async () => {
  const { tried, error } = await tryPasswords((password) => (password === 'right' ? 'read-timeout' : 'read-encrypted'));
  expect(tried).toEqual([null, 'wrong', 'right']);
  expect(error).toMatchObject({ code: 'read-timeout' });
});

test('a file that no known password opens needs one', async () => {
  const { tried, error } = await tryPasswords((password) => (password === null ? 'read-encrypted' : 'read-wrong-password'));
  expect(tried).toEqual([null, 'wrong', 'right']);
  expect(error).toMatchObject({ code: 'read-encrypted' });
});
