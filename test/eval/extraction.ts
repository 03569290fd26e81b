/*
 * How well a corpus is read: npm run eval:extraction -- --corpus DIR [--json] [--no-cost]
 * DIR has `files/` and a `manifest.json` (phrases with their places, files that must fail). The real pipeline reads it
 * into a real store; every phrase is then looked for at its place there, and every chunk is compared with its document.
 * Exits with 1 when a goal is missed.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ReadingCost } from './reading-cost.ts';
import type { FileResult, PipelineResult } from './run-pipeline.ts';

const { values } = parseArgs({
  options: { corpus: { type: 'string' }, json: { type: 'boolean', default: false }, 'no-cost': { type: 'boolean', default: false } },
});
const given = values.corpus ?? process.env['FOOTNOTE_CORPUS'];
const corpusDir = resolve(given ?? '');
if (given === undefined || !existsSync(join(corpusDir, 'manifest.json'))) {
  console.error('Name a folder with files/ and manifest.json: npm run eval:extraction -- --corpus DIR');
  process.exit(2);
}

/** Runs one part in a process of its own; null when it ended without an answer. */
function run<T>(script: string, argument: string): Promise<T | null> {
  const child = fork(join(import.meta.dirname, script), [argument], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((done) => {
    child.once('message', (answer) => done(answer as T));
    child.once('exit', () => done(null));
  });
}

const homeDir = mkdtempSync(join(tmpdir(), 'footnote-eval-'));
const pipeline = await run<PipelineResult>('run-pipeline.ts', JSON.stringify({ corpusDir, homeDir }));
const cost = values['no-cost'] ? null : await run<ReadingCost>('reading-cost.ts', corpusDir);
rmSync(homeDir, { recursive: true, force: true });

const files = pipeline?.files ?? [];
const sum = (of: (file: FileResult) => number, among: readonly FileResult[] = files): number =>
  among.reduce((total, file) => total + of(file), 0);
const phrasesTotal = sum((file) => file.phrasesTotal);
const phrasesFound = phrasesTotal - sum((file) => file.phraseMisses.length);
const mustFail = files.filter((file) => file.mustFailOk !== null);
const byFormat: Record<string, object> = {};
for (const format of [...new Set(files.map((file) => file.format))].toSorted()) {
  const of = files.filter((file) => file.format === format);
  const outcomes: Record<string, number> = {};
  for (const { outcome } of of) outcomes[outcome ?? 'waiting'] = (outcomes[outcome ?? 'waiting'] ?? 0) + 1;
  const total = sum((file) => file.phrasesTotal, of);
  const read = cost?.byFormat[format];
  byFormat[format] = {
    files: of.length,
    outcomes,
    phrasesFound: total - sum((file) => file.phraseMisses.length, of),
    phrasesTotal: total,
    pages: sum((file) => file.pages, of),
    megabytes: Number((sum((file) => file.sizeBytes, of) / 1e6).toFixed(2)),
    ...(read && {
      pagesPerCpuSecond: Number((read.pages / read.cpuSeconds).toFixed(0)),
      megabytesPerCpuSecond: Number((read.megabytes / read.cpuSeconds).toFixed(2)),
    }),
  };
}
const report = {
  phrasesFound,
  phrasesTotal,
  mustFailOk: mustFail.filter((file) => file.mustFailOk).length,
  mustFailTotal: mustFail.length,
  hangs: files.filter((file) => file.hung).length,
  crashes: (pipeline === null ? 1 : 0) + (pipeline?.readerCrashes ?? 0),
  chunksChecked: pipeline?.chunksChecked ?? 0,
  chunksWrong: pipeline?.wrongChunks.length ?? 0,
  wrongChunks: pipeline?.wrongChunks.slice(0, 50) ?? [],
  structureMisses: files.flatMap((file) => file.structureMisses),
  byFormat,
  misses: files.flatMap((file) => file.phraseMisses),
  failures: files
    .filter((file) => file.outcome !== 'ok')
    .map(({ file, outcome, message, mustFailOk }) => ({ file, outcome, message, mustFailOk })),
  wallSeconds: Number(((pipeline?.wallMs ?? 0) / 1000).toFixed(1)),
  peakEngineMb: Math.round(pipeline?.peakEngineMb ?? 0),
  peakReaderMb: Math.round(pipeline?.peakReaderMb ?? 0),
  readersStarted: pipeline?.readersStarted ?? 0,
  pdfCpuAgainstRawEngine: cost ? timesTheRawEngine(cost.pdf.warm) : null,
  pdfCpuAgainstRawEngineAtFirst: cost ? timesTheRawEngine(cost.pdf.atFirst) : null,
};

function timesTheRawEngine({ cpuSeconds, rawCpuSeconds }: ReadingCost['pdf']['warm']): number {
  return Number((cpuSeconds / rawCpuSeconds).toFixed(2));
}

function print(): void {
  const percent = ((100 * phrasesFound) / Math.max(1, phrasesTotal)).toFixed(1);
  for (const [format, row] of Object.entries(byFormat)) console.log(`${format.padEnd(10)} ${JSON.stringify(row)}`);
  for (const { file, wanted, place, foundAt } of report.misses)
    console.log(
      `MISS ${file}: “${wanted}” at ${place ?? 'any place'}; ${foundAt.length > 0 ? `found at ${foundAt.join(', ')}` : 'not in the index'}`,
    );
  for (const { file, wanted } of report.structureMisses) console.log(`MISS ${file}: heading “${wanted}”`);
  for (const { file, outcome, message } of report.failures) console.log(`${outcome ?? 'waiting'}: ${file}: ${message ?? ''}`);
  console.log(`phrases at their place: ${phrasesFound} of ${phrasesTotal} (${percent} %; goal 99 %)`);
  console.log(`failing well: ${report.mustFailOk} of ${report.mustFailTotal}; hangs ${report.hangs}, crashes ${report.crashes}`);
  for (const { file, chunk, why } of report.wrongChunks) console.log(`WRONG ${file}${chunk === null ? '' : `, chunk ${chunk}`}: ${why}`);
  console.log(
    `chunks that are their document's text, word for word, at their offsets: ${report.chunksChecked - report.chunksWrong} of ${report.chunksChecked}`,
  );
  console.log(
    `${report.wallSeconds} s wall, peak ${report.peakEngineMb} MB engine, ${report.peakReaderMb} MB reader, ${report.readersStarted} readers started`,
  );
  if (report.pdfCpuAgainstRawEngine !== null)
    console.log(
      `PDF with boxes against the raw engine: ${report.pdfCpuAgainstRawEngine} times its CPU, median of ${cost?.pdf.warm.rounds} rounds once warm (goal 1.3); ${report.pdfCpuAgainstRawEngineAtFirst} in the first ${cost?.pdf.atFirst.rounds} rounds`,
    );
}

if (values.json) console.log(JSON.stringify(report, null, 1));
else print();
const isWell =
  phrasesFound >= 0.99 * phrasesTotal &&
  report.mustFailOk === report.mustFailTotal &&
  report.hangs + report.crashes + report.chunksWrong === 0;
process.exitCode = isWell ? 0 : 1;
