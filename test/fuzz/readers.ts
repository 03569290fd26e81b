/*
 * Readers against files that were made wrong: npm run fuzz:readers -- --minutes 20 [--corpus DIR] [--seed N] [--keep DIR]
 * Bombs first, then mutations of the corpus (of the project's own generated documents where there is none) until the
 * time is over. A finding is a file without a typed outcome, one past the limit on its time, or the end of this process;
 * with --keep its bytes stay. Exits with 1 when there are findings.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/engine/base/clock.ts';
import { silentLogger } from '../../src/engine/base/logger.ts';
import { poolLimits } from '../../src/engine/ingestion/readers/pool-limits.ts';
import { createReaderPool } from '../../src/engine/ingestion/readers/reader-pool.ts';
import { isAppError } from '../../src/shared/errors.ts';
import { createNodeFork } from '../../src/supervise/child-fork.ts';
import { processFiles } from '../../src/supervise/process-files.ts';
import { bombs } from './bombs.ts';
import { mutate } from './mutate.ts';
import { seededRandom } from './random.ts';
import { ownDocuments } from './own-documents.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    corpus: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    keep: { type: 'string' },
  },
});
const endMs = performance.now() + Number(values.minutes) * 60_000;
const seed = Number(values.seed);
const random = seededRandom(seed);
const scratch = mkdtempSync(join(tmpdir(), 'footnote-fuzz-'));
const pool = createReaderPool({ fork: createNodeFork({ files: processFiles() }), size: 2, clock: systemClock, logger: silentLogger });
/** A reader is given this long after its limit to be gone. */
const graceMs = 10_000;
const outcomes = new Map<string, number>();
const findings: string[] = [];
let files = 0;
let slowestMs = 0;

async function readThrough(path: string): Promise<string> {
  try {
    let chars = 0;
    for await (const part of pool.read({ path, formatHint: null })) {
      if (part.type === 'blocks') for (const block of part.blocks) chars += block.text.length;
    }
    return chars > 0 ? 'text' : 'no text';
  } catch (error) {
    // With a log id the reader itself threw what it should have named.
    if (isAppError(error)) return error.details.logId === undefined ? error.code : 'unnamed error in the reader';
    throw error;
  }
}

async function tryFile(name: string, path: string): Promise<void> {
  const startedMs = performance.now();
  let finding: string | null = null;
  const limit = Promise.withResolvers<'hang'>();
  const timer = setTimeout(() => limit.resolve('hang'), poolLimits.totalMs + graceMs);
  try {
    const outcome = await Promise.race([readThrough(path), limit.promise]);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (outcome === 'hang') finding = 'past its limit';
    if (['internal', 'process-unavailable', 'unnamed error in the reader'].includes(outcome)) finding = `ended as: ${outcome}`;
  } catch (error) {
    finding = `without a typed outcome: ${error instanceof Error ? error.stack : String(error)}`;
  } finally {
    clearTimeout(timer);
  }
  files += 1;
  slowestMs = Math.max(slowestMs, performance.now() - startedMs);
  if (performance.now() - startedMs > 20_000) console.log(`slow: ${name} took ${Math.round((performance.now() - startedMs) / 1000)} s`);
  if (finding !== null) {
    findings.push(`${name} (seed ${seed}): ${finding}`);
    console.log(`FINDING ${findings.at(-1)}`);
    if (values.keep !== undefined) {
      mkdirSync(values.keep, { recursive: true });
      copyFileSync(path, join(values.keep, name));
    }
  }
  rmSync(path, { force: true });
}

process.on('unhandledRejection', (error) => {
  findings.push(`unhandled: ${error instanceof Error ? error.stack : String(error)}`);
});

async function work(next: () => Promise<{ name: string; path: string } | null>): Promise<void> {
  for (let file = await next(); file !== null; file = await next()) await tryFile(file.name, file.path);
}

const waiting = Object.entries(bombs);
const nextBomb = async () => {
  const bomb = waiting.shift();
  if (!bomb || performance.now() > endMs) return null;
  const [name, write] = bomb;
  const path = join(scratch, name);
  await write(path);
  return { name, path };
};
await Promise.all([work(nextBomb), work(nextBomb)]);
console.log(`bombs: ${files}, ${JSON.stringify(Object.fromEntries(outcomes))}`);

const folder = values.corpus === undefined ? null : join(values.corpus, 'files');
const seeds: { name: string; bytes: Buffer }[] =
  folder === null
    ? await ownDocuments()
    : readdirSync(folder)
        .filter((name) => statSync(join(folder, name)).size < 3_000_000)
        .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
let made = 0;
const nextMutant = async () => {
  if (performance.now() > endMs) return null;
  const { name, bytes } = random.pick(seeds);
  const number = (made += 1);
  const path = join(scratch, `${number}${extname(name)}`);
  writeFileSync(path, await mutate(bytes, random, random.pick(seeds).bytes));
  return { name: `${number}-${name}`, path };
};
await Promise.all([work(nextMutant), work(nextMutant)]);

await pool.dispose();
rmSync(scratch, { recursive: true, force: true });
console.log(`${files} files with seed ${seed}: ${JSON.stringify(Object.fromEntries([...outcomes].toSorted((a, b) => b[1] - a[1])))}`);
console.log(`slowest ${(slowestMs / 1000).toFixed(1)} s; findings ${findings.length}`);
process.exitCode = findings.length === 0 ? 0 : 1;
