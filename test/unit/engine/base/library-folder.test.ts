import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeLibraryFolder } from '../../../../src/engine/base/library-folder.ts';

describe('the folder of a library', () => {
  const dir = mkdtempSync(join(tmpdir(), 'footnote-library-folder-'));

  it('is made with those above it, and may be there already', () => {
    const folder = join(dir, 'a', 'b', 'c');
    makeLibraryFolder(folder);
    makeLibraryFolder(folder);
    expect(existsSync(folder)).toBe(true);
  });

  it('that a file stands in the way of is refused in words', () => {
    writeFileSync(join(dir, 'file'), '');
    expect(() => makeLibraryFolder(join(dir, 'file', 'below'))).toThrow(expect.objectContaining({ code: 'store-read-only' }));
  });

  it.skipIf(process.platform !== 'linux')('that the system refuses ends with an error, where Node would try for ever', () => {
    expect(() => makeLibraryFolder('/proc/footnote/library')).toThrow(expect.objectContaining({ code: 'store-read-only' }));
  });
});
