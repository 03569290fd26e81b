/*
 * Counting tokens and cutting chunks: npm run bench:tokens [-- --megabytes 2]
 * Megabytes (UTF-8) a second of processor time for countTokens and for the whole chunker, with js-tiktoken beside them,
 * and what a megabyte of hostile text costs. Texts come from the sets in FOOTNOTE_EVAL=<folder>, else they are generated.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';
import { createChunker } from '../../src/engine/ingestion/chunking/chunker.ts';
import { countTokens } from '../../src/engine/ingestion/chunking/count-tokens.ts';
import { seededRandom } from '../fuzz/random.ts';
import { seededText } from './seeded-text.ts';

const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '2' } } });
const MEGABYTE = 1_000_000;
const sizeBytes = Number(values.megabytes) * MEGABYTE;
const ROUNDS = 5;
/** js-tiktoken gets so much of each text: it is many times slower. */
const REFERENCE_BYTES = 100_000;
const REFERENCE_CHARACTERS = 300;

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

/** The paragraphs of a set, until there are enough. */
function paragraphsOf(set: string): string[] {
  const folder = process.env['FOOTNOTE_EVAL'];
  const file = folder === undefined ? '' : join(folder, set, 'corpus.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { text: string }).text);
}

function english(): string[] {
  const { document } = seededText(1);
  return Array.from({ length: 400 }, (_, at) => document(at)).flatMap((text) => text.split('\n\n'));
}

function chinese(): string[] {
  const random = seededRandom(3);
  const words = ['合同', '租赁', '双方', '应当', '根据', '规定', '在', '的', '公司', '日期', '支付', '金额', '责任', '之前', '通知'];
  const sentence = (): string => `${Array.from({ length: 12 }, () => random.pick(words)).join('')}。`;
  return Array.from({ length: 2_000 }, () => Array.from({ length: 8 }, sentence).join(''));
}

function code(): string[] {
  const folder = join(import.meta.dirname, '../../src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files.map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Paragraphs up to the size asked for, from the beginning again where there are too few. */
function enough(paragraphs: readonly string[], bytes: number): string[] {
  const taken: string[] = [];
  for (let total = 0, at = 0; total < bytes; at += 1) {
    const text = paragraphs[at % paragraphs.length] ?? '';
    taken.push(text);
    total += Buffer.byteLength(text);
  }
  return taken;
}

function chunk(paragraphs: readonly string[], kind: 'paragraph' | 'code'): number {
  const chunker = createChunker({ title: 'Bench' });
  let [start, count] = [0, 0];
  for (const text of paragraphs) {
    for (const _chunk of chunker.push({ kind, level: null, text, headingPath: [], locator: null, start })) count += 1;
    start += text.length + 2;
  }
  for (const _chunk of chunker.finish()) count += 1;
  return count;
}

console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}, ${new Date().toISOString().slice(0, 10)}`,
);
const reference = new Tiktoken(o200k);
const orElse = (found: string[], made: () => string[]): string[] => (found.length > 0 ? found : made());
const texts: [string, string[], 'paragraph' | 'code'][] = [
  ['English', orElse(paragraphsOf('squad-en'), english), 'paragraph'],
  ['Chinese', orElse(paragraphsOf('cmrc-zh'), chinese), 'paragraph'],
  ...(paragraphsOf('jaquad-ja').length > 0
    ? [['Japanese', paragraphsOf('jaquad-ja'), 'paragraph'] as [string, string[], 'paragraph']]
    : []),
  ['code', code(), 'code'],
];
for (const [name, source, kind] of texts) {
  const paragraphs = enough(source, sizeBytes);
  const bytes = paragraphs.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const rate = (work: () => unknown, of = bytes): string =>
    (of / 1_000 / median(Array.from({ length: ROUNDS }, () => cpuMs(work)))).toFixed(1);
  const counting = rate(() => {
    for (const text of paragraphs) countTokens(text);
  });
  const chunking = rate(() => chunk(paragraphs, kind));
  const few = enough(source, REFERENCE_BYTES);
  const fewBytes = few.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const baseline = (fewBytes / 1_000 / cpuMs(() => few.map((text) => reference.encode(text, [], [])))).toFixed(2);
  console.log(`${name}: countTokens ${counting} MB/s, chunker ${chunking} MB/s, js-tiktoken ${baseline} MB/s`);
}

const random = seededRandom(5);
const repeated = (unit: string): string => unit.repeat(Math.floor(MEGABYTE / unit.length));
const drawn = (draw: () => string): string => Array.from({ length: MEGABYTE }, draw).join('');
const hostile: [string, string][] = [
  ['one letter', repeated('a')],
  ['Han run', drawn(() => String.fromCharCode(0x4e00 + random.below(20_000)))],
  ['blanks', repeated(' ')],
  ['dashes', repeated('-')],
  ['random letters', drawn(() => String.fromCharCode(97 + random.below(26)))],
  ['base64', drawn(() => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.charAt(random.below(64)))],
  ['digits', drawn(() => String(random.below(10)))],
  ['newlines', repeated('\n')],
  ['emoji', repeated('👩‍👩‍👧😀')],
  ['combining marks', repeated('e\u0301\u0302\u0303')],
  ['signs with marks', repeated('!\u0301-\u0302')],
  ['surrogate halves', drawn(() => String.fromCharCode(0xd800 + random.below(0x800)))],
  ['Hangul', drawn(() => String.fromCharCode(0xac00 + random.below(11_000)))],
  ['Thai', drawn(() => String.fromCharCode(0xe01 + random.below(58)))],
  ['one-letter lines', repeated('a\n')],
];
for (const [name, whole] of hostile) {
  const text = whole.slice(0, Math.floor((whole.length * MEGABYTE) / Buffer.byteLength(whole)));
  const count = cpuMs(() => countTokens(text));
  const chunks = cpuMs(() => chunk([text], 'paragraph'));
  const small = cpuMs(() => reference.encode(text.slice(0, REFERENCE_CHARACTERS), [], []));
  console.log(
    `1 MB of ${name}: countTokens ${count.toFixed(0)} ms, chunker ${chunks.toFixed(0)} ms; ` +
      `js-tiktoken ${small.toFixed(0)} ms for the first ${REFERENCE_CHARACTERS}`,
  );
}
