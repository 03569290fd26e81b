/*
 * How well sentences are checked against the words they cite:
 *   npm run eval:verify -- [PAIRS.jsonl]… [--json] [--write OUT.jsonl] [--misses] [--seed N]
 * A line of a file: {"sentence", "span", "label", "kind"}; label is supported or unsupported (true/false and the like are
 * understood), kind any word. Without a file the set is made from the evaluation sets in FOOTNOTE_EVAL; `--write` keeps it,
 * `--misses` names what was judged wrongly, `--seed` makes another set. Lines that are not in the form are named, and nothing is run (exit 2).
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createEvidenceReader, verifySentence } from '../../src/engine/answering/verify/verify-sentence.ts';
import { BadInput } from './bad-input.ts';
import { readPairs } from './verify-pairs.ts';
import { figuresOf, type JudgedPair, printedFigures } from './verify-report.ts';
import type { VerifyPair } from './verify-material.ts';
import { makeVerifySet } from './verify-set.ts';

const perKind = 60;

interface Group {
  name: string;
  pairs: VerifyPair[];
}

function groupsOf(pairs: readonly VerifyPair[]): Group[] {
  return [...new Set(pairs.map(({ language }) => language))].flatMap((language) => {
    const own = pairs.filter((pair) => pair.language === language);
    return [
      { name: `${language}, tuning half`, pairs: own.filter((_, index) => index % 2 === 0) },
      { name: `${language}, held-out half`, pairs: own.filter((_, index) => index % 2 === 1) },
    ];
  });
}

function made(seed: number): VerifyPair[] {
  const dir = process.env['FOOTNOTE_EVAL'];
  if (dir === undefined) throw new BadInput('Name a file of pairs, or set FOOTNOTE_EVAL to the folder of the evaluation sets.');
  const pairs = makeVerifySet(dir, perKind, seed);
  if (pairs.length === 0) throw new BadInput(`${dir}: there is no evaluation set from which pairs could be made.`);
  process.stderr.write(`${pairs.length} pairs were made from the evaluation sets in FOOTNOTE_EVAL.\n`);
  return pairs;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, write: { type: 'string' }, misses: { type: 'boolean' }, seed: { type: 'string', default: '7' } },
  });
  const files: Group[] = [];
  for (const path of positionals) files.push({ name: path, pairs: await readPairs(path) });
  const groups = files.length > 0 ? files : groupsOf(made(Number(values.seed)));
  if (values.write !== undefined) {
    writeFileSync(values.write, groups.flatMap(({ pairs }) => pairs.map((pair) => `${JSON.stringify(pair)}\n`)).join(''));
  }
  const read = createEvidenceReader();
  const cpuBefore = process.cpuUsage();
  let [sentences, longestMs] = [0, 0];
  const judged = groups.map(({ name, pairs }) => ({
    name,
    pairs: pairs.map((pair): JudgedPair => {
      const startMs = performance.now();
      const { verdict, reasons } = verifySentence({ sentence: pair.sentence, spans: [pair.span] }, read);
      longestMs = Math.max(longestMs, performance.now() - startMs);
      sentences += 1;
      return { ...pair, verdict, reasons };
    }),
  }));
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuMs = Math.round((user + system) / Math.max(1, sentences)) / 1000;
  const figures = judged.map(({ name, pairs }) => figuresOf(name, pairs));
  if (values.json === true) console.log(JSON.stringify({ groups: figures, cpuMsPerSentence: cpuMs }, null, 2));
  else
    console.log(
      `${figures.map(printedFigures).join('\n\n')}\n\n${cpuMs} ms of CPU a sentence, the longest took ${longestMs.toFixed(1)} ms.`,
    );
  if (values.misses !== true) return;
  for (const { name, pairs } of judged) {
    for (const pair of pairs.filter(
      ({ label, verdict }) =>
        (label === 'supported') === (verdict === 'unsupported') || (label === 'unsupported' && verdict !== 'unsupported'),
    ))
      console.log(
        `${name} | ${pair.label} ${pair.kind} -> ${pair.verdict} ${JSON.stringify(pair.reasons)}\n   S: ${pair.sentence}\n   P: ${pair.span.slice(0, 700).replaceAll('\n', ' ')}`,
      );
  }
}

try {
  await run();
} catch (error) {
  if (!(error instanceof BadInput) && !(error instanceof TypeError && 'code' in error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
