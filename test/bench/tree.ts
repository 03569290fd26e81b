/**
 * npm run bench:tree [-- FILES]: a tree of 20,000 documents made here, from the moment it is added to the moment every one is found
 * by full text; the engine's peak memory; and how long an edit takes until a search finds it. Engine and readers are the
 * processes of the application. The baseline reads the same bytes with Node alone.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openWindow, superviseEngine } from '../integration/engine/supervised-engine.ts';
import { seededText } from './seeded-text.ts';

const FILES = Number(process.argv[2] ?? 20_000);
const EDITS = 20;
const POLL_MS = 200;
const CHARACTERS = 2_000;

process.env['FOOTNOTE_LOG'] = 'error';
const dir = mkdtempSync(join(tmpdir(), 'footnote-tree-'));
const root = join(dir, 'documents');
const text = seededText(7);
const line = (label: string, value: string) => console.log(`${label.padEnd(44)}${value}`);
const seconds = (fromMs: number) => (performance.now() - fromMs) / 1000;
const mib = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MiB`;
const at = (values: readonly number[], share: number) =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

function pathOf(index: number): string {
  const kind = index % 10;
  const extension = kind < 6 ? 'md' : kind < 9 ? 'txt' : 'html';
  return join(root, `client-${index % 40}`, `year-${2_000 + (index % 25)}`, `document-${index}.${extension}`);
}

function contentOf(index: number): string {
  const content = text.document(index).slice(0, CHARACTERS);
  return index % 10 < 9
    ? content
    : `<html><body>${content
        .split('\n\n')
        .map((each) => `<p>${each}</p>`)
        .join('')}</body></html>`;
}

function writeTree(): number {
  let bytes = 0;
  for (let index = 0; index < FILES; index += 1) {
    const path = pathOf(index);
    if (index < 1_000) mkdirSync(dirname(path), { recursive: true });
    const content = contentOf(index);
    bytes += content.length;
    writeFileSync(path, content);
  }
  return bytes;
}

function readAll(): void {
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) readFileSync(join(entry.parentPath, entry.name), 'utf8');
}

/** Peak resident memory of a process so far; NaN where the system does not say. */
function peakBytes(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return Number.NaN;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

/** Processor time of the engine and of the readers that have ended; on a busy machine it says more than the clock does. */
function processorSeconds(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

try {
  const bytes = writeTree();
  line('machine', `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, ${mib(totalmem())}, Node ${process.versions.node}`);
  line(
    'load before',
    loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  );
  line('tree', `${FILES} files, ${(bytes / 1e6).toFixed(1)} MB`);
  const readStart = performance.now();
  readAll();
  line('baseline: all bytes read by Node alone', `${seconds(readStart).toFixed(1)} s`);

  const link = superviseEngine(join(dir, 'library'));
  try {
    const { client, collectionId } = await openWindow(link);
    const folder = await link.grant(root);
    const start = performance.now();
    await client.sources.add({ collectionId, grantId: folder.grantId });
    let listedSeconds = Number.NaN;
    let longestCallMs = 0;
    for (;;) {
      const callStart = performance.now();
      const { searchable, documents } = await client.collections.coverage({ collectionId });
      longestCallMs = Math.max(longestCallMs, performance.now() - callStart);
      if (Number.isNaN(listedSeconds) && documents === FILES) listedSeconds = seconds(start);
      if (searchable === FILES) break;
      await delay(POLL_MS);
    }
    const total = seconds(start);
    line('all files listed', `${listedSeconds.toFixed(1)} s`);
    line('all files searchable by full text', `${total.toFixed(1)} s (${(FILES / total).toFixed(0)} files/s)`);
    const spent = processorSeconds(link.pid);
    line('processor time, engine and readers', `${spent.toFixed(1)} s (${((spent / FILES) * 1000).toFixed(1)} ms a file)`);
    line('peak memory of the engine', mib(peakBytes(link.pid)));
    line('longest call answered meanwhile', `${longestCallMs.toFixed(0)} ms`);

    while ((await client.sources.list({ collectionId })).some(({ state }) => state !== 'idle')) await delay(POLL_MS);
    const [source] = await client.sources.list({ collectionId });
    const latenciesMs: number[] = [];
    for (let edit = 0; edit < EDITS; edit += 1) {
      const word = `quokka${edit}x${FILES}`;
      const index = (edit * 7_919) % FILES;
      const path = pathOf(index);
      const editStart = performance.now();
      writeFileSync(path, `${contentOf(index)}\n\nThe word ${word} was added.\n`);
      while ((await client.search.query({ collectionId, query: word, limit: 1 })).hits.length === 0) await delay(10);
      latenciesMs.push(performance.now() - editStart);
    }
    line('watched', String(source?.watched));
    line(`edit to found, ${EDITS} edits`, `median ${at(latenciesMs, 0.5).toFixed(0)} ms, slowest ${at(latenciesMs, 1).toFixed(0)} ms`);
    const rescanStart = performance.now();
    await client.sources.rescan({ sourceId: source?.id ?? 0 });
    while ((await client.sources.list({ collectionId })).some(({ state }) => state !== 'idle')) await delay(20);
    line('rescan without changes', `${seconds(rescanStart).toFixed(2)} s`);
    line('peak memory of the engine in the end', mib(peakBytes(link.pid)));
  } finally {
    await link.dispose();
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
