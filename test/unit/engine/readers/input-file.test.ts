import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
