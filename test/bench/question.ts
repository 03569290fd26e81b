/*
 * A whole question at size: npm run bench:question -- [--chunks 100000] [--rounds 100] [--dimensions 384] [--keep DIR]
 * What retrieval costs beside the model: words, vectors, fusion, collapsing, passages, relevance. The model is one that
 * answers at once with a vector near that of some chunk. CPU of the process, and the longest stretch in which nothing else
 * can run, as CPU of the thread between two turns of the event loop. Text as in bench:words (300 words a chunk, Zipf),
 * vectors as in bench:search. --keep leaves the library in a folder and uses it again.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/engine/base/clock.ts';
import { silentLogger } from '../../src/engine/base/logger.ts';
import type { ModelRegistry } from '../../src/engine/providers/specification.ts';
import { createRetrieval } from '../../src/engine/retrieval/retrieval.ts';
import { openLibrary } from '../../src/engine/store/open.ts';
import { createVectorIndex } from '../../src/engine/store/vector-index.ts';
import { seededRandom } from '../fuzz/random.ts';
import { fillLibrary, vectorSource } from './search-library.ts';

const { values } = parseArgs({
  options: {
    chunks: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '100' },
    dimensions: { type: 'string', default: '384' },
    keep: { type: 'string' },
  },
});
const [count, rounds, dimensions] = [Number(values.chunks), Number(values.rounds), Number(values.dimensions)];
const random = seededRandom(5);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
const asking = 'the of and what is in for with on how does when which are by from that this was to'.split(' ');
const syllables = 'ba ce di fo gu ka le mi no pu ra se ti vo wu xa ze chi dro fla gri pla sto tra qui'.split(' ');
const invented = (): string => Array.from({ length: 2 + Math.floor(random.next() * 3) }, () => pick(syllables)).join('');
const vocabulary = [...asking, ...Array.from({ length: 60_000 }, invented)];
/** Zipf with exponent 1: rank n is 1/n as frequent as the first. */
const anyWord = (): string => vocabulary[Math.floor(vocabulary.length ** random.next()) - 1] ?? '';
const middle = (from: number, to: number): string => vocabulary[from + Math.floor(random.next() * (to - from))] ?? '';
const tenWords = (): string => `${pick(asking)} ${pick(asking)} ${pick(asking)} ${pick(asking)} ${middle(60, 400)} ${middle(200, 2_000)} ${middle(400, 5_000)} ${middle(400, 5_000)} ${middle(2_000, 30_000)} ${middle(5_000, 60_000)}`; // prettier-ignore
const kinds: readonly (readonly [name: string, query: () => string])[] = [
  ['ten words, four of them common', tenWords],
  ['the same in half of the folders', () => `${tenWords()} in:half-1`],
  ['the same and an identifier', () => `${tenWords()} FN-${Math.floor(random.next() * count)}/7`],
  ['the same and two misspelt words', () => `${tenWords()} ${middle(400, 5_000)}x ${middle(400, 5_000)}y`],
];

const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'footnote-bench-'));
const madeOf = join(folder, `made-of-${count}-${dimensions}`);
const { stored, near } = vectorSource(count, dimensions);
const unit = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};
if (!existsSync(madeOf)) {
  const textOf = (at: number): string => `${Array.from({ length: 300 }, anyWord).join(' ')} FN-${at}/7.`;
  const filled = await fillLibrary(folder, { count, dimensions, textOf }, () => unit(stored()));
  filled.library.close();
  writeFileSync(madeOf, '');
}

const library = openLibrary({ path: join(folder, 'library.db'), clock: systemClock, logger: silentLogger });
const model = { provider: 'bench', name: 'bench', identity: 'bench', dimensions };
const models: ModelRegistry = {
  chat: () => Promise.resolve(null),
  embedding: () => Promise.resolve({ ...model, embed: (texts) => Promise.resolve(texts.map(() => unit(near(stored())))) }),
  reranker: () => Promise.resolve(null),
  status: () => [],
  set: () => Promise.reject(new Error('The bench has one model.')),
  load: () => Promise.reject(new Error('The bench has one model.')),
  unload: () => Promise.reject(new Error('The bench has one model.')),
  onChange: () => () => undefined,
  dispose: () => Promise.resolve(),
};
const vectors = createVectorIndex({ library, logger: silentLogger });
vectors.start();
await vectors.settled();
const retrieval = createRetrieval({ library, models, clock: systemClock, logger: silentLogger, vectors });
const collectionId = 1;

const totalMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const begun = process.cpuUsage();
  await work();
  return totalMs(process.cpuUsage(begun));
}
/** CPU of the longest turn of the event loop while `work` runs. */
async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let [longest, last, isOver] = [0, process.threadCpuUsage(), false];
  const turn = (): void => {
    longest = Math.max(longest, totalMs(process.threadCpuUsage(last)));
    last = process.threadCpuUsage();
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isOver = true;
  turn();
  return longest;
}
const quantile = (list: readonly number[], share: number): string => (list.toSorted((a, b) => a - b)[Math.floor(list.length * share)] ?? 0).toFixed(1); // prettier-ignore

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${new Date().toISOString().slice(0, 10)}, load ${(loadavg()[0] ?? 0).toFixed(1)}, ${count} chunks × ${dimensions}`); // prettier-ignore
for (const [name, question] of kinds) {
  const ask = (): Promise<unknown> => retrieval.retrieve({ collectionId, query: question(), limit: 20 });
  const [cpu, turns]: [number[], number[]] = [[], []];
  await ask();
  for (let round = 0; round < rounds; round += 1) {
    cpu.push(await cpuOf(ask));
    turns.push(await longestTurn(ask));
  }
  const { stages } = await retrieval.search({ collectionId, query: question(), limit: 20 });
  if (!stages.some(({ stage, detail }) => stage === 'vector' && detail === '50 chunks')) throw new Error('Vectors were not searched.');
  console.log(`${name}: CPU p50 ${quantile(cpu, 0.5)} ms, p95 ${quantile(cpu, 0.95)} ms; longest stretch p50 ${quantile(turns, 0.5)} ms, p95 ${quantile(turns, 0.95)} ms, most ${quantile(turns, 0.9999)} ms`); // prettier-ignore
  console.log(`  clock of one: ${stages.map((stage) => `${stage.stage} ${stage.durationMs.toFixed(0)}`).join(', ')}`);
}
await vectors.dispose();
library.close();
if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
