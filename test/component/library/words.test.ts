import { expect, test } from 'vitest';
import { sourceWords } from '../../../src/renderer/features/library/source-words.ts';
import { indexingWords } from '../../../src/renderer/features/status-bar/indexing-words.ts';
import { progressOf, sourceOf } from '../fake/samples.ts';

test('every state of a source has its words, and a bar only where there is something to measure', () => {
  const files = { filesTotal: 96, filesDone: 12 };
  expect(sourceWords(sourceOf(1, { state: 'scanning', progress: progressOf({ filesTotal: 40 }) }))).toEqual({
    text: 'Looking for files · 40 found',
    fraction: null,
  });
  expect(sourceWords(sourceOf(1, { state: 'paused', progress: progressOf(files) }))).toEqual({
    text: 'Paused at 12 of 96 files',
    fraction: 0.125,
  });
  expect(
    sourceWords(
      sourceOf(1, { state: 'ingesting', progress: progressOf({ filesTotal: 9, filesDone: 9, chunksTotal: 400, chunksEmbedded: 100 }) }),
    ),
  ).toEqual({ text: 'Searchable · embedding 100 of 400 passages', fraction: 0.25 });
  expect(sourceWords(sourceOf(1, { state: 'missing' })).fraction).toBeUndefined();
  expect(
    sourceWords(sourceOf(1, { progress: progressOf({ filesTotal: 1, filesDone: 1, documentsTotal: 66, documentsFailed: 6 }) })).text,
  ).toBe('66 documents · 6 could not be read · watched');
  expect(sourceWords(sourceOf(1, { watched: false, progress: progressOf({ documentsTotal: 9 }) })).text).toBe(
    '9 documents · changes are seen when scanned',
  );
});

test('the status bar adds up what runs, and is silent when nothing does', () => {
  expect(indexingWords([sourceOf(1)], false)).toBeNull();
  const one = sourceOf(1, {
    state: 'ingesting',
    progress: progressOf({ filesTotal: 1000, filesDone: 300, filesPerSecond: 10, secondsLeft: 63 }),
  });
  const two = sourceOf(2, { state: 'ingesting', progress: progressOf({ filesTotal: 204, filesDone: 12, filesPerSecond: 4 }) });
  expect(indexingWords([one, two], false)).toEqual({ text: 'Indexing 312 of 1,204 · 14 files/s · 1 min left', fraction: 312 / 1204 });
  expect(indexingWords([one, two], true)?.text).toBe('On battery: going slowly · Indexing 312 of 1,204 · 14 files/s · 1 min left');
  expect(indexingWords([sourceOf(1, { state: 'paused' })], true)?.text).toBe('Indexing paused');
});
