/**
 * npm run package:dir: packs the application into a folder under release/, with a fake runtime where
 * Electron's cannot be had, and proves what can be proved without it: fuses, content of the archive, every
 * dependency answering from it, and the extracted application starting on the stand-in.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractAll } from '@electron/asar';
import { checkArchive } from './package/check-archive.mjs';
import { checkDependencyClosure } from './package/dependency-closure.mjs';
import { makeFakeRuntime } from './package/fake-runtime.mjs';
import { wrongFuses } from './package/read-fuses.mjs';
import { build, needsBuild } from './start/build.mjs';
import { installedElectron } from './start/electron-runtime.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const problems = [];
const startedAt = performance.now();
const say = (words) => console.log(`[${((performance.now() - startedAt) / 1000).toFixed(0).padStart(3)} s] ${words}`);

if (process.platform !== 'linux' && !installedElectron(root)) {
  console.error("Outside Linux packing needs Electron's runtime: node node_modules/electron/install.js");
  process.exit(1);
}
if (needsBuild(root)) {
  say('building');
  const problem = build({ root, node: process.execPath });
  if (problem) {
    console.error(problem);
    process.exit(1);
  }
}

const version = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')).version;
const real = process.platform === 'darwin' ? undefined : installedElectron(root);
const dist = real
  ? dirname(real)
  : process.platform === 'darwin'
    ? undefined
    : makeFakeRuntime(join(root, '.cache/fake-electron'), version);
say(real || !dist ? `packing with Electron ${version}` : `packing with an empty runtime: Electron ${version} is not here`);
rmSync(join(root, 'release'), { recursive: true, force: true });
const builder = spawnSync(
  process.execPath,
  [join(root, 'node_modules/electron-builder/cli.js'), '--dir', '--publish', 'never', ...(dist ? [`-c.electronDist=${dist}`] : [])],
  { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
);
if (builder.status !== 0) {
  console.error(`${builder.stdout}${builder.stderr}`);
  process.exit(1);
}

const packed = { linux: 'linux-unpacked', win32: 'win-unpacked', darwin: `mac${process.arch === 'arm64' ? '-arm64' : ''}/Footnote.app` };
const application = join(root, 'release', packed[process.platform]);
const resources = join(application, process.platform === 'darwin' ? 'Contents/Resources' : 'resources');
const programs = { linux: 'footnote', win32: 'Footnote.exe', darwin: '' };

const fuses = await wrongFuses(join(application, programs[process.platform]));
problems.push(...fuses);
say(`fuses read back: ${fuses.length === 0 ? 'as wanted' : fuses.join(', ')}`);

const { problems: inArchive, figures } = checkArchive(resources, { system: process.platform, arch: process.arch });
problems.push(...inArchive);
say(`archive: ${figures.files} files, ${figures.natives} native, ${figures.archiveMB} MB packed, ${figures.unpackedMB} MB unpacked`);

const extracted = mkdtempSync(join(tmpdir(), 'footnote-packed-'));
try {
  extractAll(join(resources, 'app.asar'), extracted);
  const closure = checkDependencyClosure(extracted);
  if (!closure.ok) problems.push(`a dependency does not load from the archive: ${closure.answer}`);
  say(`dependencies answer: ${closure.answer}`);

  const chromium = process.env.FOOTNOTE_CHROMIUM ?? '/usr/bin/chromium';
  if (existsSync(chromium)) {
    const booted = spawnSync(process.execPath, [join(root, 'test/stand-in/check-packed.ts'), extracted], { cwd: root, encoding: 'utf8' });
    if (booted.status !== 0) problems.push(`the extracted application on the stand-in: ${booted.stdout}${booted.stderr}`);
    say(`stand-in: ${booted.stdout.trim().split('\n').at(-1)}`);
  } else say('stand-in: left out, no Chromium');
} finally {
  rmSync(extracted, { recursive: true, force: true });
}

if (problems.length > 0) {
  console.error(`\nNot as it should be:\n- ${problems.join('\n- ')}`);
  process.exit(1);
}
say(`packed into ${application}`);
