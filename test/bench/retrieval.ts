/*
 * Quality of retrieval on evaluation sets: FOOTNOTE_EVAL=<folder of sets> node test/bench/retrieval.ts [set …]
 * A set is a folder with corpus.jsonl {id, title, text}, queries.jsonl {id, question} and qrels.jsonl {query, doc, score}.
 * FOOTNOTE_EMBEDDING=<GGUF> adds vectors. Also shown: how often the relevance floor refuses a question that has its
 * answer (lost) and one of another set (refused).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/engine/base/clock.ts';
import { silentLogger } from '../../src/engine/base/logger.ts';
import { createRetrieval, type RetrievedHits } from '../../src/engine/retrieval/retrieval.ts';
import { createTextLibrary } from '../integration/answering/text-library.ts';
import { fixedModels } from '../integration/answering/fixed-models.ts';
import { openEmbedding } from './open-embedding.ts';

interface Query {
  id: string;
  question: string;
}

const folder = process.env['FOOTNOTE_EVAL'];
if (folder === undefined) throw new Error('FOOTNOTE_EVAL names no folder of evaluation sets');
const sets = process.argv.length > 2 ? process.argv.slice(2) : ['squad-en', 'pubmedqa-en', 'cmrc-zh', 'jaquad-ja'];
const embeddingPath = process.env['FOOTNOTE_EMBEDDING'];
const embedding = embeddingPath === undefined ? null : await openEmbedding(embeddingPath);

function lines<T>(set: string, file: string): T[] {
  const path = join(folder ?? '', set, file);
  if (!existsSync(path)) throw new Error(`missing: ${path}`);
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}

const share = (count: number, total: number): string => (count / Math.max(1, total)).toFixed(3);

async function measure(set: string): Promise<string[]> {
  const texts = createTextLibrary();
  const documents = new Map<number, string>();
  for (const { id, title, text } of lines<{ id: string; title: string; text: string }>(set, 'corpus.jsonl')) {
    documents.set(texts.add({ name: `${id}.txt`, title, paragraphs: text.split(/\n\s*\n/) }), id);
  }
  if (embedding !== null) await texts.embed(embedding);
  const models = fixedModels(embedding === null ? {} : { embedding });
  const retrieval = createRetrieval({ library: texts.library, models, clock: systemClock, logger: silentLogger });
  const find = (query: string): Promise<RetrievedHits> => retrieval.retrieve({ collectionId: texts.collectionId, query, limit: 20 });

  const wanted = new Map(lines<{ query: string; doc: string }>(set, 'qrels.jsonl').map((line) => [line.query, line.doc]));
  const queries = lines<Query>(set, 'queries.jsonl');
  let [gain, at5, at10, reciprocal, lost, cpuMs] = [0, 0, 0, 0, 0, 0];
  for (const { id, question } of queries) {
    const begun = process.cpuUsage();
    const { hits, relevance } = await find(question);
    const used = process.cpuUsage(begun);
    cpuMs += (used.user + used.system) / 1000;
    const ranked = [...new Set(hits.map((hit) => documents.get(hit.span.documentId)))];
    const rank = ranked.indexOf(wanted.get(id)) + 1;
    if (rank > 0 && rank <= 10) {
      gain += 1 / Math.log2(rank + 1);
      at10 += 1;
      reciprocal += 1 / rank;
      if (rank <= 5) at5 += 1;
    }
    if (!relevance.relevant) lost += 1;
  }
  let [refused, foreign] = [0, 0];
  for (const other of sets.filter((each) => each !== set)) {
    for (const { question } of lines<Query>(other, 'queries.jsonl').slice(0, 200)) {
      foreign += 1;
      if (!(await find(question)).relevance.relevant) refused += 1;
    }
  }
  texts.dispose();
  const n = queries.length;
  return [
    set,
    share(gain, n),
    share(at5, n),
    share(at10, n),
    share(reciprocal, n),
    share(lost, n),
    share(refused, foreign),
    (cpuMs / n).toFixed(2),
  ];
}

const header = ['set', 'nDCG@10', 'R@5', 'R@10', 'MRR@10', 'lost', 'refused', 'cpu ms'];
const rows = [header];
for (const set of sets) rows.push(await measure(set));
process.stdout.write(`${embedding === null ? 'full text' : `hybrid with ${embedding.name}`}\n`);
for (const row of rows) process.stdout.write(`${row.map((cell, index) => (index === 0 ? cell.padEnd(14) : cell.padStart(8))).join('')}\n`);
await embedding?.dispose();
