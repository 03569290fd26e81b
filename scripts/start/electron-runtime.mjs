import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PROBE_LIMIT_MS = 4_000;
const DOWNLOAD_LIMIT_MS = 300_000;
const REMEMBER_MS = 24 * 60 * 60 * 1000;

const executables = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * Electron's program when its runtime is there and fits the package, else undefined.
 * @param {string} root
 * @returns {string | undefined}
 */
export function installedElectron(root, env = process.env, platform = process.platform) {
  const packageDir = join(root, 'node_modules/electron');
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const dist = override ?? join(packageDir, 'dist');
  const program = join(dist, executables[platform] ?? 'electron');
  if (!existsSync(program)) return undefined;
  return override || runtimeVersion(dist) === packageVersion(packageDir) ? program : undefined;
}

/**
 * Why a window of Electron cannot be shown here at all, in words; undefined where it can.
 * @returns {string | undefined}
 */
export function windowObstacle(env = process.env, platform = process.platform, userId = process.getuid?.()) {
  if (platform !== 'linux') return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  if (userId === 0) return 'Electron does not run as root';
  return undefined;
}

/**
 * Tries once to download the runtime; a failure is remembered for a day, so that a blocked network
 * costs seconds once and not at each start. True when the runtime is there afterwards.
 * @param {{ root: string, node: string, say: (words: string) => void, insist?: boolean, nowMs?: number }} options
 */
export async function downloadElectron({ root, node, say, insist = false, nowMs = Date.now() }) {
  const packageDir = join(root, 'node_modules/electron');
  const stamp = join(root, '.cache/electron-download.json');
  const version = packageVersion(packageDir);
  if (version === undefined || (!insist && failedLately(stamp, version, nowMs))) return false;
  say("Downloading Electron's runtime (about 120 MB, once) ...");
  if (await reachable()) {
    const install = join(packageDir, 'install.js');
    spawnSync(node, [install], { stdio: ['ignore', 'inherit', 'ignore'], timeout: DOWNLOAD_LIMIT_MS });
    if (installedElectron(root)) return true;
  }
  say('It cannot be had from here; the next attempt is tomorrow, or with FOOTNOTE_HOST=electron.');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, JSON.stringify({ version, failedAtMs: nowMs }));
  return false;
}

/**
 * @param {string} stamp
 * @param {string} version
 * @param {number} nowMs
 */
export function failedLately(stamp, version, nowMs) {
  try {
    const failure = JSON.parse(readFileSync(stamp, 'utf8'));
    const ageMs = nowMs - failure.failedAtMs;
    return failure.version === version && ageMs >= 0 && ageMs < REMEMBER_MS;
  } catch {
    return false;
  }
}

/** A network that swallows packets would hold the download for minutes. */
async function reachable() {
  if (process.env.ELECTRON_GET_USE_PROXY || process.env.HTTPS_PROXY || process.env.https_proxy) return true;
  try {
    await fetch(process.env.ELECTRON_MIRROR ?? 'https://github.com', { method: 'HEAD', signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} dist */
function runtimeVersion(dist) {
  try {
    return readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return undefined;
  }
}

/** @param {string} packageDir */
function packageVersion(packageDir) {
  try {
    return JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}
