/*
 * What reading costs without the store: CPU per format, and PDF against the raw engine, interleaved in one process.
 * Forked by extraction.ts with the corpus folder; answers with one `ReadingCost`.
 *
 * V8 goes on compiling for about ten rounds over the corpus, and that of the raw engine is done sooner. So PDF is
 * compared twice: in the first rounds, as a reader that has just begun works, and once neither side compiles any more.
 * Both sides have had the same number of rounds each time.
 */
import { join } from 'node:path';
import { statSync } from 'node:fs';
import { readFile } from '../../src/engine/ingestion/readers/read-file.ts';
import { readManifest } from './manifest.ts';
import { readWithRawPdfium } from './raw-pdfium.ts';

export interface ReadingCost {
  /** Medians of the rounds. */
  byFormat: Record<string, { files: number; pages: number; megabytes: number; cpuSeconds: number }>;
  pdf: { atFirst: Compared; warm: Compared };
}

interface Compared {
  cpuSeconds: number;
  rawCpuSeconds: number;
  rounds: number;
}

/** Of every format; the first of all, before these, loads the modules and is not counted. */
const FIRST_ROUNDS = 5;
/** Of PDF alone, from the start, before it is compared warm. */
const WARM_UP_ROUNDS = 10;
const WARM_ROUNDS = 11;
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

interface Fact {
  format: string;
  pages: number;
  sizeBytes: number;
  /** One for each round after the one that loads. */
  cpu: number[];
  raw: number[];
}

const facts = new Map<string, Fact>();
for (let round = 0; round <= WARM_UP_ROUNDS + WARM_ROUNDS; round += 1) {
  for (const { file } of readable) {
    const known = facts.get(file);
    if (round > FIRST_ROUNDS && known?.format !== 'pdf') continue;
    const path = join(corpusDir, 'files', file);
    let found = { format: 'unread', pages: 0 };
    const cpu = await cpuSecondsOf(async () => (found = await readOnce(path)));
    const raw = found.format === 'pdf' ? await cpuSecondsOf(() => readWithRawPdfium(path)) : 0;
    const fact = known ?? { ...found, sizeBytes: statSync(path).size, cpu: [], raw: [] };
    if (round > 0) fact.cpu.push(cpu);
    if (round > 0) fact.raw.push(raw);
    facts.set(file, fact);
  }
}

function compared(from: number, rounds: number): Compared {
  const sum = (values: (fact: Fact) => readonly number[]) =>
    [...facts.values()]
      .filter(({ format }) => format === 'pdf')
      .reduce((total, fact) => total + median(values(fact).slice(from, from + rounds)), 0);
  return { cpuSeconds: sum(({ cpu }) => cpu), rawCpuSeconds: sum(({ raw }) => raw), rounds };
}

const cost: ReadingCost = { byFormat: {}, pdf: { atFirst: compared(0, FIRST_ROUNDS), warm: compared(WARM_UP_ROUNDS, WARM_ROUNDS) } };
for (const { format, pages, sizeBytes, cpu } of facts.values()) {
  const row = (cost.byFormat[format] ??= { files: 0, pages: 0, megabytes: 0, cpuSeconds: 0 });
  row.files += 1;
  row.pages += pages;
  row.megabytes += sizeBytes / 1e6;
  row.cpuSeconds += median(cpu.slice(0, FIRST_ROUNDS));
}
process.send?.(cost, undefined, {}, () => process.exit(0));
