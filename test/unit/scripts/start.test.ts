import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/* These run on whatever Node npm has, so they are plain modules without types of their own. */
const load = (name: string): Promise<unknown> => import(pathToFileURL(resolve(import.meta.dirname, '../../../scripts/start', name)).href);
const { isNewEnough, tooOldWords, NODE_FLOOR } = (await load('node-version.mjs')) as {
  isNewEnough(version: string): boolean;
  tooOldWords(found: string): string;
  NODE_FLOOR: string;
};
const { failedLately, installedElectron, windowObstacle } = (await load('electron-runtime.mjs')) as {
  failedLately(stamp: string, version: string, nowMs: number): boolean;
  installedElectron(root: string, env: object, platform: string): string | undefined;
  windowObstacle(env: object, platform: string, userId?: number): string | undefined;
};
const { needsBuild } = (await load('build.mjs')) as { needsBuild(root: string): boolean };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'start-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(file: string, content = '', atSeconds?: number): string {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  if (atSeconds !== undefined) utimesSync(path, atSeconds, atSeconds);
  return path;
}

describe('the Node that npm start accepts', () => {
  test('reads TypeScript by itself and survives loading SQLite', () => {
    expect(['v24.21.0', 'v22.18.0', 'v23.0.0', 'v100.0.0'].filter((version) => !isNewEnough(version))).toEqual([]);
    expect(['v20.20.0', 'v22.17.9', 'v22.13.1', 'v18.0.0', '', 'what'].filter(isNewEnough)).toEqual([]);
  });

  test('is named in the words about an older one', () => {
    expect(tooOldWords('v20.20.0')).toContain(NODE_FLOOR);
    expect(tooOldWords('v20.20.0')).toContain('v20.20.0');
  });
});

describe("Electron's runtime", () => {
  test('counts as there only when it fits the package', () => {
    put('node_modules/electron/package.json', '{"version":"45.4.1"}');
    expect(installedElectron(root, {}, 'linux')).toBeUndefined();
    const program = put('node_modules/electron/dist/electron');
    put('node_modules/electron/dist/version', '44.0.0');
    expect(installedElectron(root, {}, 'linux')).toBeUndefined();
    put('node_modules/electron/dist/version', 'v45.4.1\n');
    expect(installedElectron(root, {}, 'linux')).toBe(program);
    expect(installedElectron(root, {}, 'win32')).toBeUndefined();
  });

  test('may lie elsewhere', () => {
    put('node_modules/electron/package.json', '{"version":"45.4.1"}');
    const program = put('elsewhere/electron');
    expect(installedElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'elsewhere') }, 'linux')).toBe(program);
  });

  test('a failed download is not tried again for a day, but for another version it is', () => {
    const stamp = put('failed.json', JSON.stringify({ version: '45.4.1', failedAtMs: 1_000_000 }));
    const hourMs = 3_600_000;
    expect(failedLately(stamp, '45.4.1', 1_000_000 + hourMs)).toBe(true);
    expect(failedLately(stamp, '45.4.1', 1_000_000 + 25 * hourMs)).toBe(false);
    expect(failedLately(stamp, '45.5.0', 1_000_000 + hourMs)).toBe(false);
    expect(failedLately(stamp, '45.4.1', 0)).toBe(false);
    expect(failedLately(join(root, 'none.json'), '45.4.1', 0)).toBe(false);
  });

  test('is not asked for where no window can be shown', () => {
    expect(windowObstacle({}, 'linux', 1000)).toMatch(/display/);
    expect(windowObstacle({ DISPLAY: ':0' }, 'linux', 0)).toContain('root');
    expect(windowObstacle({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', 1000)).toBeUndefined();
    expect(windowObstacle({}, 'darwin', 501)).toBeUndefined();
  });
});

describe('the build', () => {
  const outputs = ['out/main/index.js', 'out/main/engine.js', 'out/main/host.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

  test('is made when something of it is missing or older than a source, and otherwise not', () => {
    put('src/main/index.ts', '', 1_000);
    put('package.json', '{}', 1_000);
    for (const output of outputs) put(output, '', 2_000);
    expect(needsBuild(root)).toBe(false);
    put('src/renderer/deep/inside/view.tsx', '', 3_000);
    expect(needsBuild(root)).toBe(true);
    for (const output of outputs) put(output, '', 4_000);
    expect(needsBuild(root)).toBe(false);
    rmSync(join(root, 'out/preload/index.cjs'));
    expect(needsBuild(root)).toBe(true);
  });
});
