import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);
const copies: string[] = [];

interface Cruise {
  summary: { violations: { rule: { name: string }; from: string; to: string }[]; totalCruised: number };
  modules: { source: string }[];
}

function cruise(cwd: string): Cruise {
  // The exit status is the number of violations; the report says which.
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'), 'src', '--output-type', 'json'],
    { cwd, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return JSON.parse(stdout) as Cruise;
}

/** A copy of the sources in which something bad can be planted. */
function copyOfSources(): string {
  const dir = mkdtempSync(join(tmpdir(), 'footnote-graph-'));
  copies.push(dir);
  for (const entry of ['src', 'scripts', '.dependency-cruiser.mjs', 'package.json', 'tsconfig.json', 'oxlint.config.ts'])
    cpSync(join(root, entry), join(dir, entry), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
  return dir;
}

afterAll(() => {
  for (const dir of copies) rmSync(dir, { recursive: true, force: true });
});

describe('the dependency graph', () => {
  const whole = cruise(root);

  it('reads the TypeScript sources: more modules than a floor, not a silent zero', () => {
    expect(whole.modules.filter((module) => module.source.startsWith('src/')).length).toBeGreaterThan(150);
  });

  it('has no room, package or cycle out of place', () => {
    expect(whole.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`)).toEqual([]);
  });

  it('catches planted bad imports, direct and by way of another file', () => {
    const dir = copyOfSources();
    mkdirSync(join(dir, 'src/engine/retrieval'), { recursive: true });
    const plant = (file: string, text: string) => writeFileSync(join(dir, file), text);
    plant('src/shared/planted-node.ts', "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n");
    plant('src/engine/base/planted-reach.ts', "import { app } from 'electron';\nexport const planted = app;\n");
    plant(
      'src/engine/retrieval/planted-inner.ts',
      "import { planted } from '../ingestion/planted-target.ts';\nimport { planted as reach } from '../base/planted-reach.ts';\nexport const both = [planted, reach];\n",
    );
    plant('src/engine/ingestion/planted-target.ts', "import { x } from '../../renderer/planted-window.ts';\nexport const planted = x;\n");
    plant('src/renderer/planted-window.ts', "import Database from 'better-sqlite3';\nexport const x = Database;\n");
    const found = new Set(cruise(dir).summary.violations.map((violation) => `${violation.rule.name}: ${violation.from}`));
    expect(found).toContain('no-node-shared: src/shared/planted-node.ts');
    expect(found).toContain('engine-never-reaches-electron: src/engine/base/planted-reach.ts');
    expect(found).toContain('engine-never-reaches-electron: src/engine/retrieval/planted-inner.ts');
    expect(found).toContain('engine-room-retrieval: src/engine/retrieval/planted-inner.ts');
    expect(found).toContain('room-engine: src/engine/ingestion/planted-target.ts');
    expect(found).toContain('packages-renderer: src/renderer/planted-window.ts');
  });
});

describe('the linter', () => {
  it('catches a planted import across rooms and a forgotten promise', () => {
    const dir = copyOfSources();
    writeFileSync(
      join(dir, 'src/shared/planted.ts'),
      "import { x } from '../engine/engine.ts';\nexport async function later() { return x; }\nexport function now() { later(); }\n",
    );
    writeFileSync(join(dir, 'src/models/planted.ts'), "import Database from 'better-sqlite3';\nexport const planted = Database;\n");
    let output = '';
    try {
      output = execFileSync(bin('oxlint'), ['--type-aware', '-f', 'unix', 'src/shared/planted.ts', 'src/models/planted.ts'], {
        cwd: dir,
        encoding: 'utf8',
      });
    } catch (error) {
      output = (error as { stdout: string }).stdout;
    }
    expect(output).toMatch(/planted\.ts.*no-restricted-imports|no-restricted-imports.*planted\.ts/s);
    expect(output).toContain('no-floating-promises');
    expect(output).toContain("'better-sqlite3' import is restricted");
  });
});

describe('the compiler', () => {
  it('gives each room only its own globals: no Node and no DOM in shared, no Node in the window', () => {
    const dir = copyOfSources();
    writeFileSync(join(dir, 'src/shared/planted.ts'), 'export const a = process.pid;\nexport const b = document.title;\n');
    writeFileSync(join(dir, 'src/renderer/planted.ts'), 'export const a = process.pid;\n');
    const check = (room: string) => {
      try {
        execFileSync(bin('tsc'), ['-b', `src/${room}`], { cwd: dir, encoding: 'utf8' });
        return '';
      } catch (error) {
        return (error as { stdout: string }).stdout;
      }
    };
    const shared = check('shared');
    expect(shared).toContain("Cannot find name 'process'");
    expect(shared).toContain("Cannot find name 'document'");
    rmSync(join(dir, 'src/shared/planted.ts'));
    expect(check('renderer')).toContain("Cannot find name 'process'");
  });
});
