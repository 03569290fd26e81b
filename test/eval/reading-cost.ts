/*
 * What reading costs without the store: CPU per format, and PDF against the raw engine, interleaved in one process.
 * Forked by extraction.ts with the corpus folder; answers with one `ReadingCost`.
 */
import { join } from 'node:path';
import { statSync } from 'node:fs';
import { readFile } from '../../src/engine/ingestion/readers/read-file.ts';
import { readManifest } from './manifest.ts';
import { readWithRawPdfium } from './raw-pdfium.ts';

export interface ReadingCost {
  /** Medians of the rounds. */
  byFormat: Record<string, { files: number; pages: number; megabytes: number; cpuSeconds: number }>;
  pdfCpuSeconds: number;
  rawPdfiumCpuSeconds: number;
  rounds: number;
}

const ROUNDS = 5;
const corpusDir = process.argv[2] ?? '';
const { files } = readManifest(corpusDir);
const readable = files.filter((file) => file.expect === 'text' && !file.needs_ocr && file.without_password === undefined);

async function cpuSecondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
}

async function readOnce(path: string): Promise<{ format: string; pages: number }> {
  let [format, pages] = ['unread', 0];
  try {
    for await (const part of readFile({ path, formatHint: null })) {
      if (part.type === 'begin') ({ format } = part);
      if (part.type === 'page') pages += 1;
    }
  } catch {
    // What fails is the other half's to tell; here it costs what it costs.
  }
  return { format, pages };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const facts = new Map<string, { format: string; pages: number; sizeBytes: number; cpu: number[]; raw: number[] }>();
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const { file } of readable) {
    const path = join(corpusDir, 'files', file);
    let found = { format: 'unread', pages: 0 };
    const cpu = await cpuSecondsOf(async () => (found = await readOnce(path)));
    const raw = found.format === 'pdf' ? await cpuSecondsOf(() => readWithRawPdfium(path)) : 0;
    const fact = facts.get(file) ?? { ...found, sizeBytes: statSync(path).size, cpu: [], raw: [] };
    // The first round loads and warms up.
    if (round > 0) fact.cpu.push(cpu);
    if (round > 0) fact.raw.push(raw);
    facts.set(file, fact);
  }
}

const cost: ReadingCost = { byFormat: {}, pdfCpuSeconds: 0, rawPdfiumCpuSeconds: 0, rounds: ROUNDS };
for (const { format, pages, sizeBytes, cpu, raw } of facts.values()) {
  const row = (cost.byFormat[format] ??= { files: 0, pages: 0, megabytes: 0, cpuSeconds: 0 });
  row.files += 1;
  row.pages += pages;
  row.megabytes += sizeBytes / 1e6;
  row.cpuSeconds += median(cpu);
  if (format === 'pdf') cost.pdfCpuSeconds += median(cpu);
  cost.rawPdfiumCpuSeconds += median(raw);
}
process.send?.(cost, undefined, {}, () => process.exit(0));
