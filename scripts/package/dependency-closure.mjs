import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Loads from the packed files what the processes load, and makes each part answer. */
const program = `
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
console.log(JSON.stringify({
  sqlite: db.prepare('select sqlite_version()').pluck().get(),
  sqliteVec: db.prepare('select vec_version()').pluck().get(),
  llamaCpp: llama.llamaCppRelease.release,
  llamaBuild: llama.buildType,
  pdfiumLastError: pdfium.FPDF_GetLastError(),
}));
process.exit(0);
`;

/**
 * @param {string} folder an extracted application, far from any other node_modules
 * @returns {{ ok: boolean, answer: string }}
 */
export function checkDependencyClosure(folder) {
  // A file, not --eval: node-llama-cpp forks a process to test its binary, and that inherits execArgv.
  const file = join(folder, 'dependency-closure.mjs');
  writeFileSync(file, program);
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: folder, encoding: 'utf8', timeout: 120_000, env });
  return status === 0 ? { ok: true, answer: stdout.trim() } : { ok: false, answer: stderr.trim() || `ended with ${status}` };
}
