import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InputFile } from '../../../../src/engine/ingestion/readers/input-file.ts';
import { readFile } from '../../../../src/engine/ingestion/readers/read-file.ts';
import { collectReading } from '../../../fixtures/documents/collect-reading.ts';
import { scratchFolder } from '../../../fixtures/documents/scratch-folder.ts';

const reading = (path: string) => collectReading(readFile({ path, formatHint: null }));

test('a file that is gone, a folder and a file beyond the limit each say so', async () => {
  using folder = scratchFolder();
  await expect(reading(join(folder.path, 'gone.txt'))).rejects.toMatchObject({ code: 'read-vanished', details: { subject: 'gone.txt' } });
  mkdirSync(join(folder.path, 'folder.txt'));
  await expect(reading(join(folder.path, 'folder.txt'))).rejects.toMatchObject({
    code: 'read-unsupported',
    details: { reason: 'a folder' },
  });
  const huge = folder.put('huge.pdf', '%PDF-1.7');
  truncateSync(huge, 501 * 1024 * 1024);
  await expect(reading(huge)).rejects.toMatchObject({ code: 'read-too-large', details: { actual: 501 * 1024 * 1024 } });
});

test.skipIf(process.platform === 'win32')('a named pipe is not waited for', async () => {
  using folder = scratchFolder();
  const pipe = join(folder.path, 'pipe.txt');
  execFileSync('mkfifo', [pipe]);
  await expect(reading(pipe)).rejects.toMatchObject({ code: 'read-unsupported' });
});

test('every byte is given and hashed once, at any size around the part that is read when a file is opened', async () => {
  using folder = scratchFolder();
  for (const sizeBytes of [1, 8 * 1024 - 1, 8 * 1024, 8 * 1024 + 1, 1024 * 1024, 1024 * 1024 + 5, 2 * 1024 * 1024 + 7]) {
    const bytes = randomBytes(sizeBytes);
    const file = await InputFile.open(folder.put(`${sizeBytes}.bin`, bytes));
    const taken = await file.bytes(undefined);
    expect(taken.equals(bytes)).toBe(true);
    expect(file.digest()).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes });
    await file.close();
  }
});

test('of a file that is cut short after it was opened what is left is given', async () => {
  using folder = scratchFolder();
  const path = folder.put('cut.bin', Buffer.alloc(20_000, 1));
  const file = await InputFile.open(path);
  truncateSync(path, 9_000);
  expect((await file.bytes(undefined)).length).toBe(9_000);
  await file.close();
});

test('an abort stops a reading with its own reason', async () => {
  using folder = scratchFolder();
  const path = folder.put('long.md', '# Title\n\ntext\n\n'.repeat(20_000));
  const controller = new AbortController();
  const aborted = async (): Promise<void> => {
    for await (const part of readFile({ path, formatHint: null }, controller.signal)) {
      if (part.type === 'blocks') controller.abort(new Error('enough'));
    }
  };
  await expect(aborted()).rejects.toThrow('enough');
});
