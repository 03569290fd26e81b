/*
 * How well a library is searched:
 *   npm run eval -- SET_DIR… [--model FILE.gguf] [--reranker FILE.gguf] [--run OUT.jsonl] [--json]
 *                            [--library DIR] [--only CONFIGURATION]… [--accept] [--floors FILE.json]
 * A set is a folder with corpus.jsonl {id, title, text}, queries.jsonl {id, question} and qrels.jsonl {query, doc, score},
 * or with PDF files and questions.jsonl {id, question, pdfs[]}. It is indexed by the real pipeline and asked through the
 * contract. `--run` writes the ranking of the product with all models given, `--library` keeps the indexed library for
 * the next run, `--only` leaves the other ways of ranking out (full-text, vector, hybrid, hybrid+rerank), `--accept`
 * stores what was measured as the floor. Exits with 1 below a floor, with 2 for a bad set.
 */
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { BadInput } from './bad-input.ts';
import { type EvaluationSet, readEvaluationSet } from './evaluation-set.ts';
import { type Configuration, configurations } from './configurations.ts';
import type { MeasuredRanking } from './measure-ranking.ts';
import { compareWithFloor, type Floor, nameOfModel, readFloors, writeFloors } from './retrieval-floors.ts';
import { printedSet, type SetReport } from './retrieval-report.ts';
import type { RetrievalJob, RetrievalMessage, RetrievalResult } from './run-retrieval.ts';

const usage =
  'npm run eval -- SET_DIR… [--model FILE.gguf] [--reranker FILE.gguf] [--run OUT.jsonl] [--json] [--library DIR] ' +
  `[--only ${configurations.join('|')}]… [--accept] [--floors FILE.json]`;
let child: ChildProcess | undefined;
let homeDir: string | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    child?.once('exit', () => process.exit(130));
    child?.kill('SIGKILL');
    if (child === undefined) process.exit(130);
  });
}
process.once('exit', () => {
  if (homeDir !== undefined) rmSync(homeDir, { recursive: true, force: true, maxRetries: 5 });
});

/** Runs one set in a process of its own. */
async function runSet(job: RetrievalJob, name: string): Promise<RetrievalResult> {
  const started = fork(join(import.meta.dirname, 'run-retrieval.ts'), [JSON.stringify(job)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child = started;
  return await new Promise<RetrievalResult>((done, fail) => {
    started.on('message', (message: RetrievalMessage) => {
      if (message.type === 'progress') process.stderr.write(`${name}: ${message.doing}\n`);
      else if (message.type === 'done') done(message.result);
      else fail(message.isBadInput ? new BadInput(message.message) : new Error(message.message));
    });
    started.once('exit', (code, signal) => fail(new Error(`${name}: the run ended (${signal ?? code}).`)));
  });
}

function reportOf(
  name: string,
  set: EvaluationSet,
  ran: RetrievalResult,
  floors: readonly Floor[],
  models: Pick<Floor, 'model' | 'reranker'>,
) {
  const { rankings, vector, ...result } = ran;
  const all = [...rankings, ...(vector === null ? [] : [{ configuration: 'vector' as const, measured: vector }])];
  const measured = configurations.flatMap((configuration) => all.filter((each) => each.configuration === configuration));
  const rows = measured.map(({ configuration, measured: { quality, p50Ms, p95Ms, cpuMs, warnings } }) => {
    const floor = compareWithFloor(floors, floorOf(name, set, configuration, quality, models));
    return { configuration, quality, p50Ms, p95Ms, cpuMs, warnings, floor };
  });
  const ndcg = (wanted: Configuration): number | undefined => rows.find(({ configuration }) => configuration === wanted)?.quality?.ndcg10;
  const [words, meaning, both] = [ndcg('full-text'), ndcg('vector'), ndcg('hybrid')];
  const hybridGain = words === undefined || meaning === undefined || both === undefined ? null : both - Math.max(words, meaning);
  const judged = set.questions.filter(({ id }) => set.gains.has(id)).length;
  const report: SetReport = {
    set: name,
    contents: set.contents,
    questions: set.questions.length,
    judged,
    notes: set.notes,
    result,
    configurations: rows,
    hybridGain,
  };
  return report;
}

/** A floor for a configuration with the models that take part in it. */
function floorOf(
  name: string,
  set: EvaluationSet,
  configuration: Configuration,
  quality: MeasuredRanking['quality'],
  models: Pick<Floor, 'model' | 'reranker'>,
) {
  return {
    set: name,
    contents: set.contents.slice(0, 12),
    configuration,
    model: configuration === 'full-text' ? null : models.model,
    reranker: configuration === 'hybrid+rerank' ? models.reranker : null,
    ndcg10: quality?.ndcg10 ?? 0,
    recall10: quality?.recall10 ?? 0,
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}

async function evaluate(): Promise<number> {
  const { values, positionals } = parseArguments();
  const floorsPath = resolve(values.floors ?? join(import.meta.dirname, 'retrieval-floors.json'));
  const floors = readFloors(floorsPath);
  const [modelPath, rerankerPath] = [values.model, values.reranker].map((path) => (path === undefined ? null : resolve(path)));
  const models = {
    model: modelPath ? await nameOfModel(modelPath) : null,
    reranker: rerankerPath ? await nameOfModel(rerankerPath) : null,
  };
  const only = configurations.filter((configuration) => values.only?.includes(configuration) ?? true);
  if (values.only?.some((each) => !configurations.some((known) => known === each))) throw new BadInput(usage);
  const dirs = positionals.map((dir) => resolve(dir));
  const sets: EvaluationSet[] = [];
  for (const dir of dirs) sets.push(await readEvaluationSet(dir));
  if (values.run === undefined && sets.every((set) => set.gains.size === 0))
    throw new BadInput('Nothing is judged, and --run names no file.');

  const names = sets.map(({ name }, index) => (sets.findIndex((set) => set.name === name) === index ? name : `${name} (${index + 1})`));
  homeDir = mkdtempSync(join(tmpdir(), 'footnote-eval-'));
  const runFile = values.run === undefined ? null : createWriteStream(values.run);
  const reports: SetReport[] = [];
  for (const [index, set] of sets.entries()) {
    const [name, setDir] = [names[index] ?? set.name, dirs[index] ?? ''];
    const ownDir = join(values.library === undefined ? homeDir : resolve(values.library), name);
    mkdirSync(ownDir, { recursive: true });
    const otherSets = dirs.filter((_, other) => other !== index);
    const job = { setDir, homeDir: ownDir, model: modelPath ?? null, reranker: rerankerPath ?? null, only, otherSets };
    const ran = await runSet(job, name);
    const report = reportOf(name, set, ran, floors, models);
    reports.push(report);
    if (!values.json) console.log(`${printedSet(report)}\n`);
    for (const line of ran.rankings.at(-1)?.measured.ranking ?? [])
      runFile?.write(`${JSON.stringify(sets.length === 1 ? line : { set: name, ...line })}\n`);
    if (values.library === undefined) rmSync(ownDir, { recursive: true, force: true, maxRetries: 5 });
  }
  if (runFile !== null) await finished(runFile.end());

  const at = { date: new Date().toISOString().slice(0, 10), commit: commit() };
  const isBelow = reports.some(({ configurations }) => configurations.some(({ floor }) => floor.isBelow));
  if (values.json) console.log(JSON.stringify({ ...at, ...models, isBelow, sets: reports }, null, 1));
  if (values.accept) {
    const accepted = reports.flatMap((report, index) => {
      const set = sets[index];
      if (set === undefined || report.judged === 0) return [];
      return report.configurations.map((each) => ({ ...floorOf(report.set, set, each.configuration, each.quality, models), ...at }));
    });
    writeFloors(floorsPath, accepted);
    return 0;
  }
  if (isBelow) console.error('Below the stored floor. If that is meant, --accept makes it the floor.');
  return isBelow ? 1 : 0;
}

function parseArguments() {
  try {
    const parsed = parseArgs({
      allowPositionals: true,
      options: {
        model: { type: 'string' },
        reranker: { type: 'string' },
        run: { type: 'string' },
        library: { type: 'string' },
        only: { type: 'string', multiple: true },
        floors: { type: 'string' },
        json: { type: 'boolean', default: false },
        accept: { type: 'boolean', default: false },
      },
    });
    if (parsed.positionals.length > 0) return parsed;
  } catch {
    // The same words for every way of calling it wrongly.
  }
  throw new BadInput(usage);
}

try {
  process.exitCode = await evaluate();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof BadInput ? 2 : 1;
}
