import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Loads from the packed files what the processes load, and makes each native part answer. */
const program = (packages) => `
import Database from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import { getLlama } from 'node-llama-cpp';
import { init } from '@embedpdf/pdfium';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const db = new Database(':memory:');
sqliteVec.load(db);
const llama = await getLlama({ gpu: false, build: 'never', progressLogs: false });
const wasm = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
const pdfium = await init({ wasmBinary: readFileSync(wasm).buffer });
pdfium.PDFiumExt_Init();
const packages = ${JSON.stringify(packages)};
for (const name of packages) await import(name);
console.log(JSON.stringify({
  packages: packages.length,
  sqlite: db.prepare('select sqlite_version()').pluck().get(),
  sqliteVec: db.prepare('select vec_version()').pluck().get(),
  llamaCpp: llama.llamaCppRelease.release,
  llamaBuild: llama.buildType,
  pdfiumLastError: pdfium.FPDF_GetLastError(),
}));
process.exit(0);
`;

/**
 * Every package that the built files import.
 * @param {string} mainDir
 */
function namedPackages(mainDir) {
  const names = readdirSync(mainDir)
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => [...readFileSync(join(mainDir, file), 'utf8').matchAll(/^import .* from "([^"]+)";$/gm)])
    .map(([, name]) => name);
  return [...new Set(names)].filter((name) => !/^(\.|node:|electron$)/.test(name)).toSorted();
}

/**
 * @param {string} folder an extracted application, far from any other node_modules
 * @returns {{ ok: boolean, answer: string }}
 */
export function checkDependencyClosure(folder) {
  // A file, not --eval: node-llama-cpp forks a process to test its binary, and that inherits execArgv.
  const file = join(folder, 'dependency-closure.mjs');
  writeFileSync(file, program(namedPackages(join(folder, 'out/main'))));
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: folder, encoding: 'utf8', timeout: 120_000, env });
  return status === 0 ? { ok: true, answer: stdout.trim() } : { ok: false, answer: stderr.trim() || `ended with ${status}` };
}
