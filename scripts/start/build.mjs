import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const outputs = ['out/main/index.js', 'out/main/engine.js', 'out/main/host.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const sources = ['src', 'package.json', 'package-lock.json', 'electron.vite.config.ts'];

/**
 * True when something of the build is missing or older than a source.
 * @param {string} root
 */
export function needsBuild(root) {
  const built = outputs.map((file) => join(root, file));
  if (!built.every((file) => existsSync(file))) return true;
  const oldestOutputMs = Math.min(...built.map((file) => statSync(file).mtimeMs));
  return newestMs(sources.map((file) => join(root, file))) > oldestOutputMs;
}

/** @param {string[]} paths */
function newestMs(paths) {
  let newest = 0;
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const info = statSync(path);
    const own = info.isDirectory() ? newestMs(readdirSync(path).map((name) => join(path, name))) : info.mtimeMs;
    newest = Math.max(newest, own);
  }
  return newest;
}

/**
 * Builds everything into `out`. Returns what went wrong, or undefined.
 * @param {{ root: string, node: string }} options
 */
export function build({ root, node }) {
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  if (!existsSync(tool)) return 'The tools to build with are not installed: run "npm ci".';
  const result = spawnSync(node, [tool, 'build', '--logLevel', 'warn'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return result.status === 0 ? undefined : `The build failed.\n${result.stdout}${result.stderr}`;
}
