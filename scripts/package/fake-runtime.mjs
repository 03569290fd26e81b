import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Electron's mark of the place where its fuses are, then the version of the wire and one digit per fuse. */
const FUSE_WIRE = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09101100111';

/**
 * An empty shell of Electron's runtime for Linux, enough to pack with where the real one cannot be had: the
 * "program" only holds a fuse wire to be set. Returns the folder.
 * @param {string} folder
 * @param {string} version
 */
export function makeFakeRuntime(folder, version) {
  rmSync(folder, { recursive: true, force: true });
  for (const sub of ['resources', 'locales']) mkdirSync(join(folder, sub), { recursive: true });
  const program = join(folder, 'electron');
  writeFileSync(program, `#!/bin/sh\necho "This is not Electron."\nexit 1\n${FUSE_WIRE}\n`, 'latin1');
  chmodSync(program, 0o755);
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/en-US.pak']) writeFileSync(join(folder, name), '');
  return folder;
}
