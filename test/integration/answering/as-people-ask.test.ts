import { createHash } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import type { EmbeddingModel } from '../../../src/engine/providers/specification.ts';
import { createRetrieval } from '../../../src/engine/retrieval/retrieval.ts';
import { termsOf } from '../../../src/engine/retrieval/terms.ts';
import { fixedModels } from './fixed-models.ts';
import { createTextLibrary, type TextLibrary } from './text-library.ts';

/** A model that knows a little of two languages: words that mean the same share a dimension, the rest is noise. */
const sameMeaning = [
  ['rent', 'miet'],
  ['deposit', 'kaution'],
];
const embedding: EmbeddingModel = {
  provider: 'test',
  name: 'two-languages',
  identity: 'test:two-languages',
  dimensions: 34,
  embed: async (texts) =>
    texts.map((text) => {
      const terms = termsOf(text);
      const meant = sameMeaning.map((group) => (terms.some((term) => group.some((word) => term.startsWith(word))) ? 3 : 0));
      const noise = Array.from({ length: 32 }, () => 0.05);
      for (const term of terms) {
        const digest = createHash('sha256').update(term).digest();
        noise.forEach((value, index) => (noise[index] = value + ((digest[index] ?? 0) - 128) / 512));
      }
      const vector = Float32Array.from([...meant, ...noise]);
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    }),
};
const others = Array.from(
  { length: 40 },
  (_, index) => `Flock ${index} of the ${['northern', 'southern', 'inner'][index % 3]} birds leaves in week ${index}.`,
);

const opened: TextLibrary[] = [];
async function open(texts: readonly string[], model?: EmbeddingModel) {
  const library = createTextLibrary();
  opened.push(library);
  texts.forEach((text, index) => library.add({ name: `${index}.txt`, paragraphs: [text] }));
  if (model) await library.embed(model);
  const models = fixedModels(model ? { embedding: model } : {});
  const retrieval = createRetrieval({ library: library.library, models, clock: systemClock, logger: silentLogger });
  return (query: string) => retrieval.retrieve({ collectionId: library.collectionId, query, limit: 5 });
}
afterEach(() => {
  for (const library of opened.splice(0)) library.dispose();
});

it('a German question over English documents is answered by what its vector finds, though no word of it occurs', async () => {
  const find = await open([...others, 'The rent is 900 euro a month.'], embedding);
  const found = await find('Wie hoch ist die monatliche Miete?');
  expect(found.hits[0]?.text).toBe('The rent is 900 euro a month.');
  expect(found.relevance).toMatchObject({ relevant: true, wordShare: 0 });
  expect(found.query.corrections).toEqual([]);
  expect((await find('Wie lange dauert die Photosynthese?')).relevance.relevant).toBe(false);
});

it('a short question in another language is not taken for misspelt words, while a misspelt one still is', async () => {
  const texts = [...others, 'A deposit of two months is due.', 'Caution, wet floor.', 'Nothing is said here of indemnity.'];
  const find = await open(texts, embedding);
  const foreign = await find('Kaution?');
  expect(foreign.query.corrections).toEqual([]);
  expect(foreign.hits[0]?.text).toBe('A deposit of two months is due.');
  expect((await find('indemnety')).query.corrections).toEqual([{ from: 'indemnety', to: 'indemnity' }]);
});

it('a German word is found in its other forms, which is no respelling', async () => {
  const find = await open([...others, 'Die Kündigungsfristen betragen drei Monate.', 'Die Kündigung ist schriftlich.']);
  const found = await find('Wie lang ist die Kündigungsfrist?');
  expect(found.hits[0]?.text).toBe('Die Kündigungsfristen betragen drei Monate.');
  expect(found.query.corrections).toEqual([]);
  expect(found.relevance.relevant).toBe(true);
});

it('a date in another form outweighs many chunks that hold the other words of the question', async () => {
  const find = await open([
    ...Array.from({ length: 80 }, (_, index) => `The board met on day ${index + 10} and heard of March and 2023 and 5 guests.`),
    'The board met on 2023-03-05 and heard nothing.',
  ]);
  expect((await find('When did the board meet on 5 March 2023?')).hits.map(({ text }) => text)).toContain(
    'The board met on 2023-03-05 and heard nothing.',
  );
});

it.each(['What was signed on 5 March 2023?', 'Was wurde am 05.03.2023 unterschrieben?', '2023年3月5日签了什么？'])(
  'a date is found in every form a document may write it: %j',
  async (question) => {
    const dated = [
      'Signed 2023-03-05 by both.',
      'Unterschrieben am 5. März 2023.',
      'Signed on March 5th, 2023.',
      '合同于2023年3月5日签订。',
    ];
    const find = await open([...others, ...dated, 'Signed on 6 March 2022.']);
    const found = (await find(question)).hits.map(({ text }) => text);
    expect(found).toEqual(expect.arrayContaining(dated));
  },
);
