import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchStandIn, type StandIn } from './launch.ts';
import { type SeededBug, seededBugs } from './seeded-bugs.ts';
import { shellChecks } from './shell-checks.ts';

const root = resolve(import.meta.dirname, '../..');

/** The first promise that the built shell in `appDir` breaks, or null when it keeps them all. */
async function firstBrokenPromise(appDir: string): Promise<string | null> {
  let app: StandIn | undefined;
  try {
    app = await launchStandIn({ outDir: join(appDir, 'out'), appPath: appDir, limitMs: 10_000 });
    for (const check of shellChecks) {
      try {
        await check.run(app);
      } catch (error) {
        return `${check.promise}: ${String(error).split('\n')[0]}`;
      }
    }
    return null;
  } catch (error) {
    return `starts: ${String(error).split('\n')[0]}`;
  } finally {
    await app?.close();
  }
}

describe('the specs of the shell find what they are there to find', () => {
  // Beside node_modules, so that the copies find their packages, and out of the way of every tool.
  const workshop = join(root, '.cache/seeded-bugs');
  let folder: string;
  beforeAll(() => {
    mkdirSync(workshop, { recursive: true });
    folder = mkdtempSync(join(workshop, 'run-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const seed = (bug: SeededBug, name: string): string => {
    const appDir = join(folder, name);
    mkdirSync(appDir);
    cpSync(join(root, 'out'), join(appDir, 'out'), { recursive: true, filter: (file) => !file.includes('/pdfjs/') });
    cpSync(join(root, 'package.json'), join(appDir, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(appDir, 'node_modules'));
    const file = join(appDir, 'out', bug.file);
    const built = readFileSync(file, 'utf8');
    const edited = built.replace(bug.find, bug.replace);
    expect(edited, 'the edit no longer fits the built output').not.toBe(built);
    writeFileSync(file, edited);
    return appDir;
  };

  for (const [index, bug] of seededBugs.entries()) {
    test(bug.name, { timeout: 60_000 }, async () => {
      expect(await firstBrokenPromise(seed(bug, `bug-${index}`))).not.toBeNull();
    });
  }
});
