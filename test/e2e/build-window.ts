import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import config from '../../electron.vite.config.ts';

const root = resolve(import.meta.dirname, '../..');
const outDir = join(root, 'out/renderer');
const sources = ['src/renderer', 'src/shared', 'electron.vite.config.ts', 'package-lock.json'];

function newest(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** The folder of the built window; built first when a source is newer than it. */
export async function builtWindow(): Promise<string> {
  const page = join(outDir, 'index.html');
  const changedMs = Math.max(...sources.map((source) => newest(join(root, source))));
  if (existsSync(page) && statSync(page).mtimeMs > changedMs) return outDir;
  if (typeof config !== 'object' || !('renderer' in config) || !config.renderer) throw new Error('electron.vite.config.ts has no renderer');
  const { root: pageRoot, base, build: options, plugins } = config.renderer;
  // Under the test runner Vite would take React's development half.
  const environment = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({
    configFile: false,
    logLevel: 'error',
    ...(pageRoot === undefined ? {} : { root: pageRoot }),
    ...(base === undefined ? {} : { base }),
    ...(options ? { build: options } : {}),
    ...(plugins ? { plugins } : {}),
  }).finally(() => {
    process.env['NODE_ENV'] = environment;
  });
  return outDir;
}
