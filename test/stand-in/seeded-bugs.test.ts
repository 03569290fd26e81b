import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { launchStandIn, type StandIn } from './launch.ts';
import { type SeededBug, seededBugs } from './seeded-bugs.ts';
import { shellChecks } from './shell-checks.ts';

const root = resolve(import.meta.dirname, '../..');

/** A promise that takes longer than this counts as broken. */
const PROMISE_LIMIT_MS = 8_000;
const AT_ONCE = 2;

/** The first promise that the built shell in `appDir` breaks, or null when it keeps them all. */
async function firstBrokenPromise(appDir: string): Promise<string | null> {
  let app: StandIn | undefined;
  try {
    app = await launchStandIn({ outDir: join(appDir, 'out'), appPath: appDir, limitMs: 10_000, barePage: true });
    for (const check of shellChecks) {
      try {
        await within(PROMISE_LIMIT_MS, check.run(app));
      } catch (error) {
        return `${check.promise}: ${String(error).split('\n')[0]}`;
      }
    }
    return null;
  } catch (error) {
    return `starts: ${String(error)}`;
  } finally {
    await app?.close();
  }
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('took too long')), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}

/** Lets so many run at once; the others wait. */
function createTurnstile(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free === 0) await new Promise<void>((enter) => waiting.push(enter));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

function edit(outDir: string, { file, find, replace }: SeededBug): void {
  let edits = 0;
  for (const name of globSync(file, { cwd: outDir })) {
    const built = readFileSync(join(outDir, name), 'utf8');
    const edited = built.replace(find, replace);
    if (edited === built) continue;
    edits += 1;
    writeFileSync(join(outDir, name), edited);
  }
  if (edits === 0) throw new Error('the edit no longer fits the built output');
}

describe.concurrent('the specs of the shell find what they are there to find', () => {
  // Beside node_modules, so that the copies find their packages, and out of the way of every tool.
  const workshop = join(root, '.cache/seeded-bugs');
  let folder: string;
  beforeAll(() => {
    mkdirSync(workshop, { recursive: true });
    folder = mkdtempSync(join(workshop, 'run-'));
    cpSync(join(root, 'out'), join(folder, 'out'), { recursive: true, filter: (file) => !file.includes('/pdfjs/') });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const turn = createTurnstile(AT_ONCE);

  /** A copy of the built application, with the bug in it. */
  const copyApp = (name: string, bug?: SeededBug): string => {
    const appDir = join(folder, name);
    mkdirSync(appDir);
    cpSync(join(folder, 'out'), join(appDir, 'out'), { recursive: true });
    cpSync(join(root, 'package.json'), join(appDir, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(appDir, 'node_modules'));
    if (bug) edit(join(appDir, 'out'), bug);
    return appDir;
  };

  test('a copy without a bug keeps every promise', { timeout: 300_000 }, async ({ expect }) => {
    expect(await turn(() => firstBrokenPromise(copyApp('clean')))).toBeNull();
  });

  for (const [index, bug] of seededBugs.entries()) {
    test(`caught: ${bug.name}`, { timeout: 300_000 }, async ({ expect }) => {
      const broken = await turn(() => firstBrokenPromise(copyApp(`bug-${index}`, bug)));
      expect(broken).toMatch(bug.caughtBy);
    });
  }
});
