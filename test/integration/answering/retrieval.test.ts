import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import type { EmbeddingModel, ModelRegistry, RerankingModel } from '../../../src/engine/providers/specification.ts';
import { createRetrieval } from '../../../src/engine/retrieval/retrieval.ts';
import { termsOf } from '../../../src/engine/retrieval/terms.ts';
import { stemWord } from '../../../src/engine/retrieval/word-stem.ts';
import { getDocument, insertQueuedDocument, removeDocuments, setDocumentFailed } from '../../../src/engine/store/documents.ts';
import { documentFrequency } from '../../../src/engine/store/full-text.ts';
import { searchResultSchema } from '../../../src/shared/domain/retrieval.ts';
import { AppError, toErrorData } from '../../../src/shared/errors.ts';
import { fixedModels } from './fixed-models.ts';
import { createTextLibrary, type TextLibrary } from './text-library.ts';

/** Meaning as a test can see it: words of one group share a dimension. */
const meanings = [
  ['rent', 'tenant', 'lease', 'flat', 'apartment', 'dwelling'],
  ['pump', 'boiler', 'espresso', 'coffee'],
  ['bird', 'migration', 'flock'],
];
const embedding: EmbeddingModel = {
  provider: 'test',
  name: 'meanings',
  identity: 'test:meanings',
  dimensions: meanings.length + 8,
  embed: async (texts) =>
    texts.map((text) => {
      const terms = termsOf(text);
      const counts = meanings.map((group) => group.filter((word) => terms.includes(stemWord(word))).length * 3);
      const rest = Array.from({ length: 8 }, (_, index) => terms.filter((term) => term.length % 8 === index).length * 0.1 + 0.05);
      const vector = Float32Array.from([...counts, ...rest]);
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    }),
};

const paragraphs = [
  'The tenant pays for the flat on the third working day.',
  'The boiler of the espresso machine holds 1.8 litres.',
  'Each flock begins its migration in September.',
];

const opened: TextLibrary[] = [];
function open(models: ModelRegistry = fixedModels(), texts: readonly string[] = paragraphs) {
  const library = createTextLibrary();
  opened.push(library);
  texts.forEach((text, index) => library.add({ name: `${index}.txt`, paragraphs: [text] }));
  const retrieval = createRetrieval({ library: library.library, models, clock: systemClock, logger: silentLogger });
  const find = (query: string, limit = 10) => retrieval.retrieve({ collectionId: library.collectionId, query, limit });
  return { library, retrieval, find };
}
afterEach(() => {
  for (const library of opened.splice(0)) library.dispose();
});

describe('search', () => {
  it('returns what the contract says: hits with place, ranks, timings, coverage and warnings', async () => {
    const { library, retrieval } = open();
    const result = await retrieval.search({ collectionId: library.collectionId, query: 'boiler litres', limit: 5 });
    expect(searchResultSchema.strict().parse(result)).toEqual(result);
    expect(result.hits[0]).toMatchObject({
      documentName: '1.txt',
      place: { kind: 'lines', start: 1, end: 1 },
      ranks: [{ retriever: 'full-text', rank: 1 }],
    });
    expect(result.stages.map((timing) => timing.stage).toSorted()).toEqual(['full-text', 'fusion', 'vector']);
    expect(result.warnings).toEqual(['no-embedding-model']);
    expect(result.coverage).toMatchObject({ documents: 3, searchable: 3, embedded: 0 });
  });

  it('finds a paraphrase by its meaning, and calls it worth citing', async () => {
    const { library, find } = open(fixedModels({ embedding }));
    await library.embed(embedding);
    const found = await find('apartment dwelling');
    expect(found.hits[0]?.documentName).toBe('0.txt');
    expect(found).toMatchObject({ warnings: [], relevance: { relevant: true, wordShare: 0 } });
  });

  it('calls a question about something absent not worth citing, with vectors too', async () => {
    const { library, find } = open(fixedModels({ embedding }));
    await library.embed(embedding);
    expect((await find('Which treaty ended the war in Westphalia?')).relevance.relevant).toBe(false);
  });

  it('goes on with words when the model gives no direction, and says so', async () => {
    const { library, find } = open(
      fixedModels({
        embedding: { ...embedding, embed: async (texts) => texts.map(() => new Float32Array(embedding.dimensions).fill(NaN)) },
      }),
    );
    await library.embed(embedding);
    expect(await find('boiler')).toMatchObject({ hits: [{ documentName: '1.txt' }], warnings: ['embedding-failed'] });
  });

  it('goes on with words when the embedding model fails, and says so', async () => {
    const fails = async () => {
      throw new AppError('process-lost', 'The models process ended.');
    };
    const { find } = open(fixedModels({ embedding: fails }));
    expect(await find('boiler')).toMatchObject({ hits: [{ documentName: '1.txt' }], warnings: ['embedding-failed'] });
  });

  it('says that vectors are incomplete while some are missing', async () => {
    const { library, find } = open(fixedModels({ embedding }));
    await library.embed(embedding);
    library.add({ name: 'new.txt', paragraphs: ['A new text about a pump.'] });
    expect((await find('boiler')).warnings).toEqual(['vectors-incomplete']);
  });

  it('says that documents wait, also where a failed one is searched in its older version', async () => {
    const { library: texts, find } = open();
    const documentId = texts.add({ name: 'older.txt', paragraphs: ['The older words about the cellar.'] });
    texts.library.transaction((db) => {
      const error = toErrorData(new AppError('read-corrupt', 'damaged'));
      setDocumentFailed(db, documentId, error, { sizeBytes: 1, modifiedAtMs: 1 });
    });
    expect((await find('cellar')).warnings).not.toContain('documents-queued');
    texts.library.transaction((db) => {
      const { sourceId } = getDocument(db, documentId);
      insertQueuedDocument(db, { sourceId, relativePath: 'b', name: 'b', sizeBytes: 1, modifiedAtMs: 1, nowMs: 1 });
    });
    expect((await find('cellar')).warnings).toContain('documents-queued');
  });

  it('passes an abort of the caller through unchanged', async () => {
    const { library, retrieval } = open();
    const reason = new Error('closed');
    const request = { collectionId: library.collectionId, query: 'boiler', limit: 5 };
    await expect(retrieval.search(request, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('requires a quoted phrase when it occurs, and takes its words when it does not', async () => {
    const { find } = open(fixedModels(), ['working day and night', 'the third working day', 'day of the working men']);
    expect((await find('"third working day"')).hits.map((hit) => hit.documentName)).toEqual(['1.txt']);
    expect((await find('"working night"')).hits.length).toBeGreaterThan(0);
  });

  it('finds words of languages without blanks', async () => {
    const { find } = open(fixedModels(), ['契約期間は三十日です。', '家賃は月額千円である。', '战国无双由光荣开发。']);
    expect((await find('家賃はいくらですか')).hits[0]?.documentName).toBe('1.txt');
    expect((await find('战国无双是谁开发的？')).hits[0]?.documentName).toBe('2.txt');
  });

  it('shows equal text once, and says where else it stands: copies of one file and texts in other words around it', async () => {
    const { library, find } = open(fixedModels(), ['The pump reaches 15 bar.', 'Something else.']);
    const title = 'Another title';
    const others = [
      library.add({ name: 'copy.txt', paragraphs: ['The pump reaches 15 bar.'] }),
      library.add({ name: 'titled.txt', title, paragraphs: ['The pump reaches 15 bar.'] }),
    ];
    library.add({ name: 'other.txt', paragraphs: ['The pump reaches 16 bar.'] });
    const { hits } = await find('pump bar');
    expect(hits.map((hit) => [hit.text, hit.alsoIn.count])).toEqual([
      ['The pump reaches 15 bar.', 2],
      ['The pump reaches 16 bar.', 0],
    ]);
    const [copy, titled] = others;
    expect(hits[0]?.alsoIn.documents).toEqual([{ documentId: copy, name: 'copy.txt' }, { documentId: titled, name: 'titled.txt' }]); // prettier-ignore
  });

  it('keeps a quoted phrase and an identifier first, whatever a model that is sure of the wrong chunk says', async () => {
    const texts = Array.from({ length: 60 }, (_, index) => `Pump number ${index} was checked in the cellar and nothing was found.`);
    texts[7] = 'The pump PX-4711 was replaced after a leak in the boiler room.';
    texts[8] = 'What the engineer called a slow weep of the seal needs no repair.';
    const wrong: EmbeddingModel = {
      ...embedding,
      identity: 'test:wrong',
      embed: async (asked) =>
        asked.map((text, index) => {
          const near = text.includes('?') || text.includes('number 33');
          const vector = new Float32Array(embedding.dimensions).map((_, at) =>
            near ? (at === 0 ? 1 : 0) : Math.sin(index * 7 + at + text.length),
          );
          const length = Math.hypot(...vector);
          return vector.map((value) => value / length);
        }),
    };
    const { library, find } = open(fixedModels({ embedding: wrong }), texts);
    await library.embed(wrong);
    expect((await find('When was PX-4711 replaced?')).hits[0]?.documentName).toBe('7.txt');
    expect((await find('Who said "slow weep of the seal"?')).hits[0]?.documentName).toBe('8.txt');
    expect((await find('Which engineer looked at the pump in the cellar?')).hits.slice(0, 3).map((hit) => hit.documentName)).toContain(
      '8.txt',
    );
  });

  it('widens a hit to the paragraph that its chunk cuts through, exactly as the document has it', async () => {
    const { library, find } = open(fixedModels(), []);
    const said = (index: number) => `Sentence ${index} of the long report says a little about the weather on that day.`;
    const long = Array.from({ length: 35 }, (_, index) => (index === 10 ? 'The zeppelin landed at noon.' : said(index))).join(' ');
    library.add({ name: 'long.txt', paragraphs: ['Before.', long, 'After.'] });
    const [hit] = (await find('zeppelin')).hits;
    const { span, text } = hit?.passage ?? { span: null, text: '' };
    expect(text.length).toBeGreaterThan(hit?.text.length ?? 0);
    expect(text).toContain('The zeppelin landed at noon.');
    expect(['Before.', long, 'After.'].join('\n\n').slice(span?.start, span?.end)).toBe(text);
  });

  it('leaves out what was removed while it was ranked, instead of failing', async () => {
    let remove = (): void => {};
    const reranker: RerankingModel = {
      provider: 'test',
      name: 'slow',
      rerank: async (_query, documents) => {
        remove();
        return documents.map((_, index) => -index);
      },
    };
    const { library, find } = open(fixedModels({ reranker }), ['The pump is old.', 'The pump is new.']);
    const { hits } = await find('pump');
    remove = () => library.library.transaction((db) => removeDocuments(db, [hits[0]?.span.documentId ?? 0]));
    expect((await find('pump')).hits.map((hit) => hit.chunkId)).toEqual([hits[1]?.chunkId]);
  });

  it('asks no model about a question that only says where to look', async () => {
    const never = async (): Promise<never> => Promise.reject(new Error('asked'));
    const models = fixedModels({ embedding: never, reranker: { provider: 'test', name: 'r', rerank: never } });
    const { find } = open(models, ['The pump is old.', 'The boiler is new.', 'A third text.']);
    for (const asked of ['name:txt', '(name:txt).', 'name:txt, before:2100']) {
      const found = await find(asked);
      expect(found.hits.map((hit) => hit.documentName)).toEqual(['0.txt', '1.txt', '2.txt']);
      expect(found.warnings).toEqual([]);
      expect(found.stages.map(({ stage }) => stage).toSorted()).toEqual(['full-text', 'fusion']);
    }
  });

  it('reorders by a reranker and leaves it out when it fails', async () => {
    const reranker: RerankingModel = {
      provider: 'test',
      name: 'reverse',
      rerank: async (_query, documents) => documents.map((text) => (text.includes('second') ? 1 : 0)),
    };
    const texts = ['pump pump pump first', 'pump second of some more words'];
    const reranked = await open(fixedModels({ reranker }), texts).find('pump');
    expect(reranked.hits.map((hit) => hit.documentName)).toEqual(['1.txt', '0.txt']);
    expect(reranked.hits[0]?.ranks.at(-1)).toEqual({ retriever: 'reranker', rank: 1, score: 1 });
    const failing = { ...reranker, rerank: async () => Promise.reject(new AppError('generation-failed', 'No.')) };
    const plain = await open(fixedModels({ reranker: failing }), texts).find('pump');
    expect(plain.warnings).toContain('rerank-skipped');
    expect(plain.hits[0]?.documentName).toBe('0.txt');
  });
});

describe('any text as a query', () => {
  let texts: TextLibrary;
  beforeAll(() => {
    texts = createTextLibrary();
    texts.add({ name: 'a.txt', paragraphs: ['AND OR NOT NEAR a b c 1 2 3 "quoted" * ^ ( ) { } : - + 契約 ทดสอบ'] });
  });
  afterAll(() => texts.dispose());

  const syntax = fc.constantFrom('"', '“', '”', '*', '^', '(', ')', '{', '}', ':', '-', '+', 'AND', 'OR', 'NOT', 'NEAR(', 'text:', ' ', '\0', '\u0301', '契約', 'a', '1', '\ud800', ';', "'", '\\'); // prettier-ignore
  const query = fc.oneof(
    fc.array(syntax, { maxLength: 16 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  );

  it('is harmless: the full-text index never takes it for syntax', async () => {
    const retrieval = createRetrieval({ library: texts.library, models: fixedModels(), clock: systemClock, logger: silentLogger });
    await fc.assert(
      fc.asyncProperty(query, async (text) => {
        await retrieval.search({ collectionId: texts.collectionId, query: text, limit: 5 });
      }),
      { numRuns: 500 },
    );
  });
});

describe('stems', () => {
  const endings = [
    '',
    's',
    'es',
    'ed',
    'ing',
    'ies',
    'ation',
    'ational',
    'izer',
    'ness',
    'fulness',
    'ement',
    'y',
    'ly',
    'able',
    'icate',
    'sses',
    'eed',
    'ion',
    'll',
  ];
  const beginnings = [
    'hop',
    'relat',
    'condit',
    'agre',
    'plast',
    'bl',
    'tann',
    'fil',
    'hopp',
    'cris',
    'adjust',
    'sky',
    'happ',
    'triplic',
    'form',
    'sens',
    'oscill',
    'decis',
    'vietnam',
    'contro',
  ];

  it('are those of the index: two forms meet here exactly when they meet there', () => {
    const words = beginnings.flatMap((beginning) => endings.map((ending) => beginning + ending));
    const texts = createTextLibrary();
    opened.push(texts);
    const stemOf = new Map<string, Set<string>>();
    for (const word of words) stemOf.set(stemWord(word), (stemOf.get(stemWord(word)) ?? new Set()).add(word));
    words.forEach((word, index) => texts.add({ name: `${index}.txt`, paragraphs: [word] }));
    const frequencies = documentFrequency(texts.library.read, words);
    const differing = words.filter((word) => frequencies.get(word) !== stemOf.get(stemWord(word))?.size);
    expect(differing).toEqual([]);
  });
});
