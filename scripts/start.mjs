/**
 * npm start, on whatever Node npm itself runs (20 or newer): finds a Node that is new enough, Electron's
 * runtime or a download of it, builds what is stale, and starts the window: in Electron, else in the
 * browser. FOOTNOTE_HOST=electron|browser|auto decides otherwise. Other arguments go to the application.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, needsBuild } from './start/build.mjs';
import { downloadElectron, installedElectron, windowObstacle } from './start/electron-runtime.mjs';
import { findNode } from './start/find-node.mjs';
import { tooOldWords } from './start/node-version.mjs';

const EARLY_END_MS = 10_000;
const root = fileURLToPath(new URL('..', import.meta.url));
const say = (words) => console.log(words);
const stop = (words) => {
  console.error(words);
  process.exit(1);
};

const node = findNode(root) ?? stop(tooOldWords(`${process.version} (${process.execPath})`));
const wanted = process.env.FOOTNOTE_HOST ?? 'auto';
if (!['electron', 'browser', 'auto'].includes(wanted)) stop(`FOOTNOTE_HOST is "${wanted}"; it can be electron, browser or auto.`);

const host = await chooseHost();
if (needsBuild(root)) {
  say('Building (a few seconds, once per change) ...');
  const problem = build({ root, node });
  if (problem) stop(problem);
}
const code = host.electron ? await runElectron(host.electron) : await runBrowserHost(host.reason);
process.exit(code);

/** @returns {Promise<{ electron?: string, reason?: string }>} */
async function chooseHost() {
  if (wanted === 'browser') return { reason: 'as FOOTNOTE_HOST=browser asks' };
  const obstacle = windowObstacle();
  if (obstacle && wanted === 'auto') return { reason: obstacle };
  const insist = wanted === 'electron';
  if (!installedElectron(root)) await downloadElectron({ root, node, say, insist });
  const electron = installedElectron(root);
  if (electron) return { electron };
  if (insist) stop("Electron's runtime is not here and could not be downloaded. FOOTNOTE_HOST=browser does without it.");
  return { reason: "Electron's runtime is not here" };
}

/** @param {string} program */
async function runElectron(program) {
  say(`Footnote runs in Electron (${program}).`);
  const startedAt = Date.now();
  const { code, signal } = await run(program, [root, ...process.argv.slice(2)]);
  const endedEarly = Date.now() - startedAt < EARLY_END_MS && code !== 0 && signal !== 'SIGINT' && signal !== 'SIGTERM';
  if (endedEarly && wanted === 'auto') return runBrowserHost('Electron ended at once');
  return code ?? 1;
}

/** @param {string | undefined} reason */
async function runBrowserHost(reason) {
  say(`Footnote runs in your browser (${reason}).`);
  say('The same window; what it lacks: native file dialogs, real menus, and dropped files are copied instead of referred to.');
  const { code, signal } = await run(node, [join(root, 'out/main/host.js'), ...process.argv.slice(2)]);
  return code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
}

/**
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, signal: string | null }>}
 */
function run(program, args) {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      console.error(error.message);
      done({ code: 1, signal: null });
    });
    child.on('exit', (code, signal) => done({ code, signal }));
  });
}
