import { describe, expect, test } from 'vitest';
import { readEvaluationSet } from '../../eval/evaluation-set.ts';
import { layOutSet, markAsKept } from '../../eval/lay-out-set.ts';
import { scratchFolder } from '../../fixtures/documents/scratch-folder.ts';

const corpus = '{"id":"a","title":"A","text":"one"}\n{"id":"b","text":"two"}\n';
const queries = '{"id":"q","question":"which"}\n';
const qrels = '{"query":"q","doc":"a","score":1}\n';

function setFolder(files: Record<string, string>) {
  const folder = scratchFolder();
  for (const [name, content] of Object.entries({ 'corpus.jsonl': corpus, 'queries.jsonl': queries, 'qrels.jsonl': qrels, ...files }))
    folder.put(`set/${name}`, content);
  return { folder, dir: `${folder.path}/set`, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

describe('an evaluation set', () => {
  test.each([
    ['corpus.jsonl', `${corpus}{"id":"c"\n`, 'set/corpus.jsonl, line 3: not JSON'],
    ['corpus.jsonl', `${corpus}\n[1]\n`, 'set/corpus.jsonl, line 4: not an object'],
    ['corpus.jsonl', `${corpus}{"id":7,"text":""}\n`, 'set/corpus.jsonl, line 3: “id”'],
    ['corpus.jsonl', `${corpus}{"id":"a","text":"another"}\n`, 'set/corpus.jsonl, line 3: the id "a" stands at set/corpus.jsonl, line 1'],
    ['queries.jsonl', `${queries}{"id":"r"}\n`, 'set/queries.jsonl, line 2: “question”'],
    ['qrels.jsonl', `${qrels}{"query":"q","doc":"a","score":"1"}\n`, 'set/qrels.jsonl, line 2: “score”'],
    ['questions.jsonl', '{"id":"q","question":"?","pdfs":["../x.pdf"]}\n', 'set/questions.jsonl, line 1: “pdfs.0”'],
    ['questions.jsonl', '{"id":"q","question":"?","pdfs":["x.pdf"]}\n', 'set/questions.jsonl, line 1: there is no "x.pdf"'],
    ['queries.jsonl', '', 'There are no questions'],
  ])('that is not in the form is told by file and line: %s %#', async (file, content, message) => {
    using set = setFolder({ [file]: content });
    await expect(readEvaluationSet(set.dir)).rejects.toThrow(message);
  });

  test('may repeat itself, judge what is not there, grade, and hold any end of line inside a text', async () => {
    using set = setFolder({
      'corpus.jsonl': `\ufeff${corpus}${corpus}{"id":"c","title":null,"text":"x\u2028y"}\r\n\n`,
      'qrels.jsonl': `${qrels}{"query":"gone","doc":"a","score":1}\n{"query":"q","doc":"b","score":2}\n{"query":"q","doc":"z","score":3}\n{"query":"q","doc":"c","score":0}`,
    });
    const { documents, gains, notes } = await readEvaluationSet(set.dir);
    expect(documents.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(documents[2]).toMatchObject({ title: '', text: 'x\u2028y' });
    expect([...(gains.get('q') ?? [])]).toEqual([
      ['a', 1],
      ['b', 2],
      ['z', 3],
    ]);
    expect(notes).toHaveLength(3);
  });

  test('without judgements can be asked, and is not judged', async () => {
    using set = setFolder({});
    using bare = scratchFolder();
    bare.put('corpus.jsonl', corpus);
    bare.put('queries.jsonl', queries);
    expect((await readEvaluationSet(bare.path)).gains.size).toBe(0);
    expect((await readEvaluationSet(set.dir)).contents).not.toBe((await readEvaluationSet(bare.path)).contents);
  });

  test('becomes files whose names are not its ids, and a kept library is of the same set only', async () => {
    using set = setFolder({ 'corpus.jsonl': `{"id":"../up","title":"T","text":"a & b"}\n${corpus}` });
    using home = scratchFolder();
    const first = await readEvaluationSet(set.dir);
    const placed = layOutSet(first, home.path);
    expect(placed.isKept).toBe(false);
    expect(['1.html', '2.html', '3.html', '4.html'].map((name) => placed.idOf(name))).toEqual(['../up', 'a', 'b', undefined]);
    markAsKept(first, home.path);
    expect(layOutSet(first, home.path).isKept).toBe(true);
    set.folder.put('set/corpus.jsonl', corpus);
    expect(layOutSet(await readEvaluationSet(set.dir), home.path).isKept).toBe(false);
  });
});
