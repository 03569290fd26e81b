import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeLibraryFolder } from '../../../../src/engine/base/library-folder.ts';

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'footnote-folder-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

it('makes every folder on the way, and leaves one that is there', () => {
  const path = join(scratch, 'a/b/c');
  makeLibraryFolder(path);
  makeLibraryFolder(path);
  expect(existsSync(path)).toBe(true);
});

it.each(['', '/below', '/far/below'])('says that a file is in the way of file%s', (below) => {
  const file = join(scratch, 'file');
  writeFileSync(file, '');
  expect(() => makeLibraryFolder(`${file}${below}`)).toThrow(
    expect.objectContaining({ code: 'store-read-only', message: expect.stringContaining('a file in the way') as string }),
  );
});

it.skipIf(process.platform !== 'linux')('ends with an error where the system refuses and Node would try for ever', () => {
  expect(() => makeLibraryFolder('/proc/footnote/library')).toThrow(expect.objectContaining({ code: 'store-read-only' }));
});
