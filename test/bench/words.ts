/*
 * Full text at size: npm run bench:words -- [--chunks 100000] [--rounds 40]
 * CPU of the product's search for words against FTS5 asked directly for any of the question's words, interleaved in one
 * process over one library. The text is generated: words as frequent as in a language (Zipf), 300 of them a chunk; of each
 * eight chunks one is Chinese, of 500 characters.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/engine/base/clock.ts';
import { silentLogger } from '../../src/engine/base/logger.ts';
import { parseQuery } from '../../src/engine/retrieval/parse-query.ts';
import { searchWords } from '../../src/engine/retrieval/search-full-text.ts';
import { wordsOf } from '../../src/engine/retrieval/terms.ts';
import { ensureDefaultCollection } from '../../src/engine/store/collections.ts';
import { searchFullText } from '../../src/engine/store/full-text.ts';
import { openLibrary } from '../../src/engine/store/open.ts';
import { seededRandom } from '../fuzz/random.ts';
import { addDocument, addSource } from '../integration/store/sample-content.ts';

const { values } = parseArgs({ options: { chunks: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '40' } } });
const [chunkCount, rounds] = [Number(values.chunks), Number(values.rounds)];
const random = seededRandom(5);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;

const asking = 'the of and what is in for with on how does when which are by from that this was to'.split(' ');
const syllables = 'ba ce di fo gu ka le mi no pu ra se ti vo wu xa ze chi dro fla gri pla sto tra qui'.split(' ');
const vocabulary = [...asking, ...Array.from({ length: 60_000 }, () => Array.from({ length: 2 + Math.floor(random.next() * 3) }, () => pick(syllables)).join(''))]; // prettier-ignore
const months = 'January February March April June July August September October November December'.split(' ');
/** A day as documents write it, each in its own way. */
function written(at: number): string {
  const [day, month, year] = [1 + (at % 28), at % 11, 2000 + (at % 25)];
  const figures = [month + 1, day].map((each) => String(each).padStart(2, '0'));
  return (
    [`${day} ${months[month]} ${year}`, `${year}-${figures.join('-')}`, `${figures.toReversed().join('.')}.${year}`][
      Math.floor(at / 25) % 3
    ] ?? ''
  );
}
const han = Array.from({ length: 3_000 }, (_, at) => String.fromCodePoint(0x4e00 + at * 5));
/** Zipf with exponent 1: rank n is 1/n as frequent as the first. */
const zipf = (size: number): number => Math.min(size - 1, Math.floor(size ** random.next()) - 1);
const english = (words: number): string => Array.from({ length: words }, () => vocabulary[zipf(vocabulary.length)] ?? '').join(' ');
const chinese = (characters: number): string => Array.from({ length: characters }, (_, at) => (at % 17 === 16 ? '。' : (han[zipf(han.length)] ?? ''))).join(''); // prettier-ignore

const folder = mkdtempSync(join(tmpdir(), 'footnote-bench-'));
const library = openLibrary({ path: join(folder, 'library.db'), clock: systemClock, logger: silentLogger });
const { collectionId, sourceId } = library.transaction((db) => {
  const id = ensureDefaultCollection(db, 1);
  return { collectionId: id, sourceId: addSource(db, id, 'bench') };
});
const PER_DOCUMENT = 100;
for (let from = 0; from < chunkCount; from += PER_DOCUMENT) {
  const paragraphs = Array.from({ length: Math.min(PER_DOCUMENT, chunkCount - from) }, (_, at) =>
    (from + at) % 8 === 7 ? chinese(500) : `${english(300)} FN-${from + at}/7. Signed ${written(from + at)}.`,
  );
  const path = `${from % 1000 === 0 ? 'few' : 'many'}/${from}.txt`;
  library.transaction((db) => addDocument(db, sourceId, path, paragraphs));
}

const middle = (from: number, to: number): string => vocabulary[from + Math.floor(random.next() * (to - from))] ?? '';
const tenWords = (): string => `${pick(asking)} ${pick(asking)} ${pick(asking)} ${pick(asking)} ${middle(60, 400)} ${middle(200, 2_000)} ${middle(400, 5_000)} ${middle(400, 5_000)} ${middle(2_000, 30_000)} ${middle(5_000, 60_000)}`; // prettier-ignore
const kinds: readonly (readonly [name: string, query: () => string])[] = [
  ['ten words, four of them common', tenWords],
  ['ten words in a folder of a tenth', () => `${tenWords()} in:few`],
  ['ten words, two of them misspelt', () => `${tenWords()} ${middle(400, 5_000)}x ${middle(400, 5_000)}y`],
  ['one rare word', () => middle(30_000, 60_000)],
  ['a phrase of two words', () => `"${middle(20, 60)} ${middle(20, 200)}"`],
  ['a beginning of four letters', () => `${middle(100, 60_000).slice(0, 4)}*`],
  ['a word in a third of all', () => middle(22, 26)],
  ['ten words and a day', () => `${tenWords()} on ${1 + Math.floor(random.next() * 28)} ${pick(months)} 2021`],
  ['an identifier', () => `FN-${Math.floor(random.next() * chunkCount)}/7`],
  ['an identifier in ten words', () => `${tenWords()} FN-${Math.floor(random.next() * chunkCount)}/7`],
  ['a Chinese question of 12 characters', () => chinese(12)],
  ['one Chinese character', () => han[5 + Math.floor(random.next() * 500)] ?? ''],
];

function cpuMs(begun?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}
/** All of it, and the longest stretch in which nothing else could run. */
async function cpuOf(work: () => unknown): Promise<{ whole: number; longest: number }> {
  const begun = process.cpuUsage();
  let [turn, longest, isDone] = [begun, 0, false];
  const endTurn = (): void => {
    longest = Math.max(longest, cpuMs(turn));
    turn = process.cpuUsage();
    if (!isDone) setImmediate(endTurn);
  };
  setImmediate(endTurn);
  await work();
  isDone = true;
  endTurn();
  return { whole: cpuMs(begun), longest };
}
const quantile = (list: readonly number[], share: number): string => (list.toSorted((a, b) => a - b)[Math.floor(list.length * share)] ?? 0).toFixed(1); // prettier-ignore

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${new Date().toISOString().slice(0, 10)}, load ${(loadavg()[0] ?? 0).toFixed(1)}, ${chunkCount} chunks`); // prettier-ignore
for (const [name, question] of kinds) {
  const [ours, stretches, naive]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const text = question();
    const { whole, longest } = await cpuOf(() => {
      const query = parseQuery(text);
      return searchWords(library.read, { scope: { collectionId, filter: query.filter }, query, chunkCount, limit: 50 });
    });
    ours.push(whole);
    stretches.push(longest);
    const match = wordsOf(text.replace(/ in:\w+/, '')).map((word) => `"${word}"`).join(' OR '); // prettier-ignore
    naive.push((await cpuOf(() => searchFullText(library.read, { collectionId, match, limit: 50 }))).whole);
  }
  console.log(`${name}: CPU p50 ${quantile(ours, 0.5)} ms, p95 ${quantile(ours, 0.95)} ms; longest stretch p95 ${quantile(stretches, 0.95)} ms; any of its words, FTS5 alone ${quantile(naive, 0.5)} ms`); // prettier-ignore
}
library.close();
rmSync(folder, { recursive: true, force: true });
