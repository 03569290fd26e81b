import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/* The fourth net of the rooms' borders: what the built files really import. `npm test` builds first. */
const root = resolve(import.meta.dirname, '../..');
const out = join(root, 'out');
const entries = ['index', 'engine', 'models', 'reader', 'host', 'cli'] as const;
const isBuilt = entries.every((entry) => existsSync(join(out, 'main', `${entry}.js`)));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };

/** Names a built ES module imports, statically, dynamically or through `createRequire`. Comments are left out. */
export function importsOf(code: string): string[] {
  const names: string[] = [];
  const collect = (text: string, pattern: RegExp): void => {
    for (const [, name] of text.matchAll(pattern)) names.push(name ?? '');
  };
  const lines = code.replace(/^\s*(\/\*\*?|\*).*$/gm, '');
  collect(lines, /(?:^|[;}])\s*(?:import|export)\b[^'"`;]*?\bfrom\s*["']([^"']+)["']/gm);
  collect(lines, /(?:^|[;}])\s*import\s*["']([^"']+)["']/gm);
  collect(lines, /\bimport\(\s*(?:\/\*[^*]*\*\/\s*)?["'`]([^"'`]+)["'`]\s*\)/g);
  collect(lines, /\bcreateRequire\(import\.meta\.url\)\(\s*["']([^"']+)["']/g);
  for (const [, loader = ''] of lines.matchAll(/\b([\w$]+) = createRequire\(/g)) {
    collect(lines, new RegExp(`(?<![\\w$.])${loader.replaceAll('$', '\\$')}\\(\\s*["']([^"']+)["']`, 'g'));
  }
  return names;
}

/** Every package and built-in that `file` reaches through our own chunks. */
function reach(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const name of importsOf(readFileSync(file, 'utf8'))) {
    // Bundled pdf.js computes where its decoders for pictures are, which readers never ask for.
    if (name.startsWith('${')) continue;
    if (!name.startsWith('.')) packages.add(name);
    else for (const further of reach(join(dirname(file), name), seen)) packages.add(further);
  }
  return packages;
}

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
const reachedBy = (entry: string): string[] => [...reach(join(out, 'main', `${entry}.js`))].map(packageOf);

describe.skipIf(!isBuilt)('the built files', () => {
  test.each(['engine', 'models', 'reader', 'host', 'cli'])('%s never reaches Electron', (entry) => {
    expect(reachedBy(entry)).not.toContain('electron');
  });

  test('only main reaches Electron', () => {
    expect(reachedBy('index')).toContain('electron');
  });

  test.each([
    ['node-llama-cpp', ['models']],
    ['better-sqlite3', ['engine', 'cli']],
    ['@parcel/watcher', ['engine', 'cli']],
    ['@embedpdf/pdfium', ['reader']],
    ['@firecrawl/anydoc', ['reader']],
    ['tesseract.js-core', ['reader']],
  ] as const)('%s is loaded by no process but %s', (name, allowed: readonly string[]) => {
    const reaching = entries.filter((entry) => reachedBy(entry).includes(name));
    expect(reaching.filter((entry) => !allowed.includes(entry))).toEqual([]);
    expect(reaching.length).toBeGreaterThan(0);
  });

  test('every package they need at run time is a dependency, so that it is packed', () => {
    // Bundled pdf.js asks for it to draw, in a `try`; readers never draw with it.
    const doneWithout = ['@napi-rs/canvas'];
    const known = new Set([...Object.keys(manifest.dependencies), 'electron', ...builtinModules, ...doneWithout]);
    const foreign = entries.flatMap((entry) => reachedBy(entry)).filter((name) => !name.startsWith('node:') && !known.has(name));
    expect([...new Set(foreign)]).toEqual([]);
  });

  test('every dependency is loaded by some process; what only tests and builds need is a devDependency', () => {
    const reached = new Set(entries.flatMap((entry) => reachedBy(entry)));
    // Of this one only a file is read, not its code.
    const engine = globSync(join(out, 'main', '*engine*.js')).map((file) => readFileSync(file, 'utf8'));
    if (engine.some((code) => code.includes('.resolve("gpt-tokenizer/data/o200k_base.tiktoken")'))) reached.add('gpt-tokenizer');
    expect(Object.keys(manifest.dependencies).filter((name) => !reached.has(name))).toEqual([]);
  });

  test('the preload is one CommonJS file that requires electron and nothing else', () => {
    const code = readFileSync(join(out, 'preload/index.cjs'), 'utf8');
    const required = [...code.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name?.replace(/["'`]/g, ''));
    expect([...new Set(required)]).toEqual(['electron']);
    expect(globSync('**/*', { cwd: join(out, 'preload') })).toEqual(['index.cjs']);
  });

  test('the page imports only files of its own', () => {
    const files = globSync('**/*.{js,mjs}', { cwd: join(out, 'renderer') }).filter((file) => !file.startsWith('pdfjs'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const foreign = importsOf(readFileSync(join(out, 'renderer', file), 'utf8')).filter((name) => !/^(?:[./]|\$\{)/.test(name));
      expect([file, foreign]).toEqual([file, []]);
    }
  });

  test('the page can draw every PDF: maps, fonts and decoders of pdf.js lie beside it', () => {
    for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
      expect(globSync('*', { cwd: join(out, 'renderer/pdfjs', folder) }).length, folder).toBeGreaterThan(0);
    }
  });

  test('every file of the processes parses', () => {
    for (const file of globSync('main/*.js', { cwd: out })) {
      const { status, stderr } = spawnSync(process.execPath, ['--check', join(out, file)], { encoding: 'utf8' });
      expect([file, status === 0 ? '' : stderr]).toEqual([file, '']);
    }
  });

  test('no source maps are shipped', () => {
    expect(globSync('**/*.map', { cwd: out })).toEqual([]);
  });
});

describe('the check of built files', () => {
  test('sees every form of import', () => {
    const code = [
      'import { a, b } from "one";',
      'import * as c from "two";',
      'import "three";',
      'export { d } from "four";',
      'const e = await import("five");',
      'const words = "import x from six";',
      " * @typedef {import('seven').Node} Node",
      'const load = createRequire(import.meta.url);',
      'const f = load("eight");',
      'const j = createRequire(import.meta.url)("twelve");',
      'import{g as h}from"nine";import"ten";export{h as i}from"eleven";',
    ].join('\n');
    expect(importsOf(code)).toEqual(['one', 'two', 'four', 'nine', 'eleven', 'three', 'ten', 'five', 'twelve', 'eight']);
  });
});
