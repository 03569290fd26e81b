/**
 * npm run bench:smoke: files/s, chunks/s, query ms and call ms on documents made here, with the generated
 * test models. Baselines of the same run: reading the same bytes with Node alone, the same rows written to a
 * bare SQLite table with full text, and the handlers called without any transport.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { parseArguments } from '../../src/cli/arguments.ts';
import { openSession } from '../../src/cli/session.ts';
import { openWindow, superviseEngine } from '../integration/engine/supervised-engine.ts';
import type { Client } from '../integration/engine/whole-engine.ts';
import { testModelPath } from '../models/generate.ts';
import { seededText } from './seeded-text.ts';

/** With embeddings fewer: a chunk costs much more to embed than to read. */
const FILES = 300;
const EMBEDDED_FILES = 60;
const QUERIES = 60;
const CALLS = 2_000;

process.env['FOOTNOTE_LOG'] = 'error';
const startedAtMs = performance.now();
const dir = mkdtempSync(join(tmpdir(), 'footnote-bench-'));
const text = seededText(7);
const silent = { print() {}, json() {}, progress() {}, note() {} };

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const seconds = (from: number) => (performance.now() - from) / 1000;
const line = (label: string, value: string) => console.log(`${label.padEnd(34)}${value}`);

function writeDocuments(name: string, files: number): string {
  const folder = join(dir, name);
  mkdirSync(folder);
  for (let index = 0; index < files; index += 1) writeFileSync(join(folder, `report-${index}.md`), text.document(index));
  return folder;
}

/** Seconds for the same files without Footnote: their bytes read, and their paragraphs put into a bare table. */
function baseline(folder: string): { readSeconds: number; bareSeconds: number } {
  const readStart = performance.now();
  const contents = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const readSeconds = seconds(readStart);
  const bareStart = performance.now();
  const bare = new Database(`${folder}.db`);
  bare.pragma('journal_mode = WAL');
  bare.exec("create virtual table t using fts5(text, tokenize = 'porter unicode61')");
  const insert = bare.prepare('insert into t(text) values (?)');
  bare.transaction(() => {
    for (const content of contents) for (const paragraph of content.split('\n\n')) insert.run(paragraph);
  })();
  const bareSeconds = seconds(bareStart);
  bare.close();
  return { readSeconds, bareSeconds };
}

async function queryMs(client: Client, collectionId: number, files: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < QUERIES; index += 1) {
    const query = text.question(index % files);
    const from = performance.now();
    const { hits } = await client.search.query({ collectionId, query, limit: 10 });
    times.push(performance.now() - from);
    if (hits.length === 0) throw new Error(`no hit for “${query}”`);
  }
  return times;
}

async function measure(label: string, files: number, models: string[]): Promise<string> {
  const documents = writeDocuments(label.replaceAll(' ', '-'), files);
  const { readSeconds, bareSeconds } = baseline(documents);
  const libraryDir = `${documents}-library`;
  const args = parseArguments(['index', documents, ...models]);
  const session = openSession(args, libraryDir);
  try {
    await session.chooseModels(silent, new AbortController().signal);
    const { id: collectionId } = await session.collection();
    const start = performance.now();
    await session.client.sources.add({ collectionId, grantId: (await session.engine.grants.add(documents)).grantId });
    await session.engine.whenIdle();
    const indexSeconds = seconds(start);
    const coverage = await session.client.collections.coverage({ collectionId });
    if (coverage.searchable !== files) throw new Error(`${coverage.searchable} of ${files} files became searchable`);
    if (models.length > 0 && coverage.embedded !== coverage.chunks)
      throw new Error(`${coverage.embedded} of ${coverage.chunks} chunks embedded`);
    console.log(`\n${label}: ${files} files`);
    const times = `${(indexSeconds / readSeconds).toFixed(0)} times as long as reading the bytes, ${(indexSeconds / bareSeconds).toFixed(1)} times bare FTS5`;
    line('files/s', `${(files / indexSeconds).toFixed(1)} (${times})`);
    line('chunks/s', `${(coverage.chunks / indexSeconds).toFixed(1)} (${coverage.chunks} chunks, ${coverage.embedded} embedded)`);
    const queries = await queryMs(session.client, collectionId, files);
    line('query ms (median, most)', `${median(queries).toFixed(1)}, ${Math.max(...queries).toFixed(1)}`);
  } finally {
    await session.close();
  }
  return libraryDir;
}

/** Milliseconds of one small call: wall, and CPU of this process. */
async function callCost(call: () => Promise<unknown>): Promise<{ wallMs: number; cpuMs: number }> {
  for (let index = 0; index < CALLS / 10; index += 1) await call();
  const before = process.cpuUsage();
  const from = performance.now();
  for (let index = 0; index < CALLS; index += 1) await call();
  const wallMs = (performance.now() - from) / CALLS;
  const used = process.cpuUsage(before);
  return { wallMs, cpuMs: (used.user + used.system) / 1000 / CALLS };
}

/** What the contract costs: the handler alone, through the transport in one process, and in a process of its own. */
async function measureCalls(libraryDir: string): Promise<void> {
  const session = openSession(parseArguments(['status']), libraryDir);
  const direct = createRouterClient(session.engine.router);
  const handler = await callCost(() => direct.collections.list());
  const inProcess = await callCost(() => session.client.collections.list());
  await session.close();
  const link = superviseEngine(libraryDir);
  const { client } = await openWindow(link);
  const engine = await callCost(() => client.collections.list());
  await link.dispose();
  console.log('\none small call: ms wall, ms CPU of the caller');
  const row = (label: string, { wallMs, cpuMs }: typeof handler) =>
    line(label, `${wallMs.toFixed(3)}, ${cpuMs.toFixed(3)} (${(wallMs / handler.wallMs).toFixed(1)} times the handler alone)`);
  row('handler without transport', handler);
  row('contract, same process', inProcess);
  row('contract, engine process', engine);
  line('engine process to same process', `${(engine.wallMs / inProcess.wallMs).toFixed(2)} times the wall time`);
}

console.log(
  `Footnote smoke bench: ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${(totalmem() / 1024 ** 3).toFixed(0)} GiB, Node ${process.versions.node}`,
);
try {
  const libraryDir = await measure('full text only', FILES, []);
  await measure('with the generated embedding model', EMBEDDED_FILES, ['--embedding-model', testModelPath('embedding-small')]);
  await measureCalls(libraryDir);
  console.log(`\nin all ${seconds(startedAtMs).toFixed(0)} s`);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
