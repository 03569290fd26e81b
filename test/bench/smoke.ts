/**
 * npm run bench:smoke: files/s, chunks/s, query ms and call ms on documents made here, with the generated
 * test models. Baselines of the same run: reading the same bytes with Node alone, and the same rows written
 * to a bare SQLite table with full text.
 */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSession } from '../../src/cli/session.ts';
import { parseArguments } from '../../src/cli/arguments.ts';
import { testModelPath } from '../models/generate.ts';
import { seededText } from './seeded-text.ts';

const FILES = 300;
const QUERIES = 60;
const CALLS = 2_000;

const dir = mkdtempSync(join(tmpdir(), 'footnote-bench-'));
const documents = join(dir, 'documents');
mkdirSync(documents);
const text = seededText(7);
for (let index = 0; index < FILES; index += 1) writeFileSync(join(documents, `report-${index}.md`), text.document(index));

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const seconds = (from: number) => (performance.now() - from) / 1000;
const line = (label: string, value: string) => console.log(`${label.padEnd(34)}${value}`);

console.log(
  `Footnote smoke bench: ${FILES} Markdown files, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${(totalmem() / 1024 ** 3).toFixed(0)} GiB, Node ${process.versions.node}`,
);

const readStart = performance.now();
const contents = readdirSync(documents).map((name) => readFileSync(join(documents, name), 'utf8'));
const readSeconds = seconds(readStart);

const bareStart = performance.now();
const bare = new Database(join(dir, 'bare.db'));
bare.pragma('journal_mode = WAL');
bare.exec("create virtual table t using fts5(text, tokenize = 'porter unicode61')");
const insert = bare.prepare('insert into t(text) values (?)');
bare.transaction(() => {
  for (const content of contents) for (const paragraph of content.split('\n\n')) insert.run(paragraph);
})();
const bareSeconds = seconds(bareStart);
bare.close();

async function measure(label: string, models: string[]): Promise<void> {
  const session = await openSession(parseArguments(['index', documents, ...models]), join(dir, `library-${label}`));
  try {
    const collection = await session.collection();
    const start = performance.now();
    await session.client.sources.add({ collectionId: collection.id, grantId: (await session.engine.grants.add(documents)).grantId });
    await session.engine.whenIdle();
    const indexSeconds = seconds(start);
    const coverage = await session.client.collections.coverage({ collectionId: collection.id });
    if (coverage.searchable !== FILES) throw new Error(`${coverage.searchable} of ${FILES} files became searchable`);
    console.log(`\n${label}`);
    line(
      'files/s',
      `${(FILES / indexSeconds).toFixed(1)} (${(indexSeconds / readSeconds).toFixed(0)} times as long as reading the bytes, ${(indexSeconds / bareSeconds).toFixed(1)} times bare FTS5)`,
    );
    line('chunks/s', `${(coverage.chunks / indexSeconds).toFixed(1)} (${coverage.chunks} chunks, ${coverage.embedded} embedded)`);
    const times: number[] = [];
    for (let index = 0; index < QUERIES; index += 1) {
      const from = performance.now();
      const result = await session.client.search.query({ collectionId: collection.id, query: text.question(index), limit: 10 });
      times.push(performance.now() - from);
      if (result.hits.length === 0) throw new Error(`no hit for “${text.question(index)}”`);
    }
    line('query ms (median, most)', `${median(times).toFixed(1)}, ${Math.max(...times).toFixed(1)}`);
    const cpu = process.cpuUsage();
    const from = performance.now();
    for (let index = 0; index < CALLS; index += 1) await session.client.system.info();
    const wallMs = performance.now() - from;
    const used = process.cpuUsage(cpu);
    line('call ms (wall, CPU), in-process', `${(wallMs / CALLS).toFixed(3)}, ${((used.user + used.system) / 1000 / CALLS).toFixed(3)}`);
  } finally {
    await session.close();
  }
}

try {
  await measure('full text only', []);
  await measure('with the generated embedding model', ['--embedding-model', testModelPath('embedding')]);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
