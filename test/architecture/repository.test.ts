import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n');

interface LockedPackage {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
  link?: boolean;
}
interface Lock {
  packages: Record<string, LockedPackage>;
}
interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
}

/** Optional dependencies of locked packages that the lock does not hold: `npm ci` refuses such a lock (npm/cli#9846). */
function missingOptionals(lock: Lock): string[] {
  const missing: string[] = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      let dir = path;
      let found = false;
      for (;;) {
        if (lock.packages[`${dir === '' ? '' : `${dir}/`}node_modules/${name}`]) found = true;
        if (found || dir === '') break;
        dir = dir.includes('/node_modules/') ? dir.slice(0, dir.lastIndexOf('/node_modules/')) : '';
      }
      if (!found) missing.push(`${path} -> ${name}`);
    }
  }
  return missing;
}

describe('the lock file', () => {
  const lock = JSON.parse(read('package-lock.json')) as Lock;

  it('holds every optional dependency of every locked package, so that npm ci works on every platform', () => {
    expect(missingOptionals(lock)).toEqual([]);
  });

  it('is refused by that check when a platform package is left out', () => {
    const broken = structuredClone(lock);
    const victim = Object.keys(broken.packages).find((path) => path.endsWith('node_modules/sqlite-vec-linux-x64'));
    expect(victim).toBeDefined();
    delete broken.packages[victim ?? ''];
    expect(missingOptionals(broken)).toEqual(['node_modules/sqlite-vec -> sqlite-vec-linux-x64']);
  });

  it('carries no download address', () => {
    expect(Object.values(lock.packages).filter((entry) => entry.resolved?.startsWith('http'))).toEqual([]);
  });

  it('keeps the CUDA variants out', () => {
    const cuda = Object.entries(lock.packages).filter(([path]) => path.includes('-cuda') && path.startsWith('node_modules/'));
    expect(cuda.length).toBeGreaterThan(0);
    for (const [, entry] of cuda) expect(entry.link).toBe(true);
  });
});

describe('package.json', () => {
  const manifest = JSON.parse(read('package.json')) as Manifest;
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };

  it('pins exact versions', () => {
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('has a line in docs/dependencies.md for every runtime dependency', () => {
    const text = read('docs/dependencies.md');
    expect(
      Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).filter((name) => !text.includes(`\`${name}\``)),
    ).toEqual([]);
  });

  it('runs no install script of anybody', () => {
    expect(read('.npmrc')).toContain('ignore-scripts=true');
  });
});

describe('the sources', () => {
  const sources = tracked.filter((path) => /^src\/.*\.(ts|tsx|css)$/.test(path));

  it('stay under 500 lines a file', () => {
    expect(sources.filter((path) => read(path).split('\n').length > 500)).toEqual([]);
  });

  it('are named in kebab-case and without the banned words', () => {
    const bad = sources.filter(
      (path) => !/^[a-z0-9.-]+$/.test(basename(path)) || /(^|[-/])(utils?|helpers?|manager|service)([-./]|$)/.test(path),
    );
    expect(bad).toEqual([]);
  });

  it('hold no unfinished marks', () => {
    const marks = new RegExp(['TO', 'DO|FIX', 'ME|not impl', 'emented'].join(''));
    expect(sources.filter((path) => marks.test(read(path)))).toEqual([]);
  });

  it('open connections nowhere but in the egress room and the loopback host', () => {
    const opening = /from 'node:(net|http|https|http2|tls|dgram|dns)'|\bfetch\(|new WebSocket\(/;
    const found = sources.filter((path) => opening.test(read(path)) && !/^src\/(engine\/egress|host)\//.test(path));
    expect(found.filter((path) => !allowedOpenings.has(path))).toEqual([]);
  });
});

/** The window's socket to its own host, and main's reader of its own bundle. */
const allowedOpenings = new Set(['src/renderer/client/browser-transport.ts', 'src/main/app-protocol.ts']);

describe('the repository', () => {
  it('holds no weights, builds or other large files', () => {
    const heavy = tracked.filter((path) => /\.(gguf|onnx|safetensors|node|wasm|asar|zip|exe|dll|so|dylib)$/.test(path));
    expect(heavy).toEqual([]);
  });

  it('shows the two commands and the headless form in the README', () => {
    const readme = read('README.md');
    for (const command of ['npm ci && npm start', 'npm ci && npm test', 'npm run footnote -- index', 'npm run footnote -- ask'])
      expect(readme).toContain(command);
  });
});
