import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { readEvaluationSet } from '../eval/evaluation-set.ts';
import { nameOfModel } from '../eval/retrieval-floors.ts';
import { scratchFolder } from '../fixtures/documents/scratch-folder.ts';
import { testModelPath } from '../models/generate.ts';

const script = resolve(import.meta.dirname, '../eval/retrieval.ts');
const lines = (...values: object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

interface Report {
  isBelow: boolean;
  sets: {
    judged: number;
    result: { chunks: number; withVectors: number; indexBytes: number };
    configurations: { configuration: string; quality: Record<string, number>; floor: { isBelow: boolean; ndcg10: number } }[];
  }[];
}

test('the kit ranks a set in three scripts by the real pipeline, and fails when a stored floor is not reached', async () => {
  using folder = scratchFolder();
  const corpus = lines(
    { id: 'lease/1', title: 'Lease', text: 'The rent of the flat is 900 euro & due <monthly>.' },
    { id: '../2', title: '', text: 'The boiler was repaired in March.\n\nThe plumber came twice.' },
    { id: 'zh', title: '锣鼓经', text: '锣鼓经是大陆传统器乐及戏曲里面常用的打击乐记谱方法。' },
    { id: 'zh 2', title: '', text: '战国无双是由光荣开发的游戏系列。' },
    { id: 'ja', title: '東大寺の仏像', text: '東大寺には高さ約15メートルの盧舎那仏像が所蔵されている。' },
    { id: 'empty', title: '', text: '' },
  );
  folder.put('set/corpus.jsonl', corpus);
  const questions = {
    'q/1': 'How high is the rent of the flat?',
    q2: '锣鼓经是什么记谱方法？',
    q3: '東大寺の盧舎那仏像の高さは？',
    astray: 'Who repaired the boiler?',
    unjudged: 'rent',
  };
  folder.put('set/queries.jsonl', lines(...Object.entries(questions).map(([id, question]) => ({ id, question }))));
  const relevant = { 'q/1': 'lease/1', q2: 'zh', q3: 'ja', astray: 'empty' };
  folder.put('set/qrels.jsonl', lines(...Object.entries(relevant).map(([query, doc]) => ({ query, doc, score: 1 }))));

  const setDir = join(folder.path, 'set');
  const { contents } = await readEvaluationSet(setDir);
  const floor = {
    set: 'set',
    contents: contents.slice(0, 12),
    model: null,
    reranker: null,
    recall10: 0.5,
    date: '2026-01-01',
    commit: 'x',
  };
  const model = testModelPath('embedding');
  const floors = [
    { ...floor, configuration: 'full-text', ndcg10: 0.7 },
    { ...floor, configuration: 'hybrid', model: await nameOfModel(model), ndcg10: 0.99 },
  ];
  const options = ['--json', '--floors', folder.put('floors.json', JSON.stringify(floors)), '--run', join(folder.path, 'run.jsonl')];
  folder.put('tmp/marker', '');
  const child = spawn(process.execPath, [script, setDir, '--model', model, ...options], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TMPDIR: join(folder.path, 'tmp'), FOOTNOTE_THREADS: '1' },
  });
  const code = new Promise<number | null>((done) => child.once('exit', done));
  const report = JSON.parse(await text(child.stdout)) as Report;
  expect(await code).toBe(1);
  expect(report.isBelow).toBe(true);
  const [set] = report.sets;
  expect(set).toMatchObject({ judged: 4, result: { chunks: 5, withVectors: 5 } });
  expect(set?.result.indexBytes).toBeGreaterThan(10_000);
  expect(set?.configurations.map(({ configuration }) => configuration)).toEqual(['full-text', 'vector', 'hybrid']);
  // Three of four questions find their document, in first place; what has no text is found by nobody.
  expect(set?.configurations[0]?.quality).toEqual({ ndcg10: 0.75, recall5: 0.75, recall10: 0.75, mrr10: 0.75 });
  expect(set?.configurations[0]?.floor).toMatchObject({ ndcg10: expect.closeTo(0.05, 6) as number });
  const ranked = readFileSync(join(folder.path, 'run.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  const found = (query: string, doc: string) => ({ query, docs: expect.arrayContaining([doc]) as string[] });
  expect(ranked).toEqual([
    found('q/1', 'lease/1'),
    found('q2', 'zh'),
    found('q3', 'ja'),
    found('astray', '../2'),
    found('unjudged', 'lease/1'),
  ]);

  expect(set?.configurations.map(({ floor: { isBelow } }) => isBelow)).toEqual([false, false, true]);
  expect(readdirSync(join(folder.path, 'tmp')).filter((name) => name.startsWith('footnote-eval-'))).toEqual([]);
});
