import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pagePicture, pngOf } from '../fixtures/documents/page-picture.ts';

const rtf = String.raw`{\rtf1\ansi Minutes of the harbour board\par}`;

/**
 * Reads what needs a packed library or data file, with the command line of an extracted application: an old format
 * through its native reader, a picture through recognition. Returns what is not as it should be.
 */
export async function packedReadersProblem(outDir: string): Promise<string | undefined> {
  const home = mkdtempSync(join(tmpdir(), 'footnote-packed-readers-'));
  try {
    const folder = join(home, 'documents');
    mkdirSync(folder);
    writeFileSync(join(folder, 'minutes.rtf'), rtf);
    const picture = await pagePicture([{ text: 'The harbour lease ends in March.', x: 20, y: 50, size: 16 }], { width: 300, height: 90 });
    writeFileSync(join(folder, 'lease.png'), pngOf(picture));
    const run = (...words: string[]) =>
      spawnSync(process.execPath, [join(outDir, 'main/cli.js'), ...words, '--library', join(home, 'library')], {
        cwd: home,
        env: { PATH: process.env['PATH'], HOME: home },
        encoding: 'utf8',
        timeout: 120_000,
      });
    const indexed = run('index', folder);
    const found = run('search', 'harbour', '--json');
    const missing = ['minutes.rtf', 'lease.png'].filter((name) => !found.stdout.includes(name));
    if (missing.length === 0) return undefined;
    return `not found after indexing: ${missing.join(', ')}\n${indexed.stdout}${indexed.stderr}${found.stderr}`;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
