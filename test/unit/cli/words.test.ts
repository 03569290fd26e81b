import { describe, expect, it } from 'vitest';
import { fromHere } from '../../../src/cli/from-here.ts';
import {
  coverageWords,
  outcomeWords,
  placeWords,
  progressWords,
  quotationText,
  receiptWords,
  runWords,
  sourceWords,
} from '../../../src/cli/words.ts';
import type { Receipt } from '../../../src/shared/domain/answer.ts';
import { defaultSourceRules, type Source } from '../../../src/shared/domain/source.ts';

const receipt: Receipt = {
  answerId: 1,
  createdAtMs: 0,
  kind: 'generated',
  latencyMs: 3_100,
  ttftMs: 400,
  tokensPerSecond: 41.2,
  usage: { inputTokens: 2_180, cachedInputTokens: 1_900, outputTokens: 312 },
  finishReason: 'stop',
  stages: [],
  passageCount: 4,
  citationCount: 3,
  model: { provider: 'local', name: 'Qwen3-4B', backend: 'vulkan' },
  route: { target: 'local', reason: 'the chosen chat model' },
  costMicros: 0,
  currency: 'EUR',
  egressBytes: 0,
  coverage: { documents: 1, searchable: 1, failed: 0, waiting: 0, chunks: 1, embedded: 0 },
  warnings: [],
};

describe('words of the command line', () => {
  it('puts the receipt on one line, with what left the machine', () => {
    expect(receiptWords(receipt)).toBe(
      '3.1 s · first word 0.4 s · 41 tok/s · 2,180 → 312 tokens (1,900 cached) · local Qwen3-4B (vulkan) · 0.00 EUR · nothing left this machine',
    );
  });

  it('leaves out of the receipt what is not known, and the first word where no model spoke', () => {
    expect(receiptWords({ ...receipt, tokensPerSecond: null, usage: {}, model: null })).toBe(
      '3.1 s · no model used · 0.00 EUR · nothing left this machine',
    );
  });

  it('names a place as a person would look it up', () => {
    expect(placeWords({ kind: 'page', page: 3, boxes: [] })).toBe('page 3');
    expect(placeWords({ kind: 'lines', start: 4, end: 9, headingPath: [] })).toBe('lines 4–9');
    expect(placeWords({ kind: 'paragraph', index: 2, headingPath: ['Terms', 'Payment'] })).toBe('Terms › Payment');
  });

  it('shows rates and time left only once they are known', () => {
    const progress = {
      filesTotal: 1_204,
      filesDone: 312,
      filesFailed: 2,
      filesUnchanged: 0,
      documentsTotal: 1_204,
      documentsFailed: 2,
      chunksTotal: 0,
      chunksEmbedded: 0,
      filesPerSecond: null,
      chunksPerSecond: null,
      secondsLeft: null,
      currentFile: null,
    };
    expect(progressWords(progress)).toBe('312 of 1,204 files · 2 failed');
    expect(progressWords({ ...progress, filesPerSecond: 14, secondsLeft: 64 })).toBe(
      '312 of 1,204 files · 2 failed · 14.0 files/s · 64 s left',
    );
  });
});

const source: Source = {
  id: 1,
  collectionId: 1,
  kind: 'folder',
  name: 'cases',
  displayPath: '/home/ada/cases',
  state: 'idle',
  addedAtMs: 0,
  scannedAtMs: 0,
  rules: defaultSourceRules,
  watched: true,
  progress: {
    filesTotal: 5,
    filesDone: 4,
    filesFailed: 1,
    filesUnchanged: 1_200,
    documentsTotal: 1_205,
    documentsFailed: 3,
    chunksTotal: 0,
    chunksEmbedded: 0,
    filesPerSecond: null,
    chunksPerSecond: null,
    secondsLeft: null,
    currentFile: null,
  },
};

describe('the words for a source', () => {
  it('say what became of every file, and of those that could not be read as many as the status does', () => {
    expect(runWords(source)).toBe('3 files read · 1,198 unchanged · 3 could not be read');
    expect(runWords({ ...source, state: 'missing' })).toContain('cannot be found');
  });

  it('say what the library holds of it', () => {
    const documents = { searchable: 1, failed: 0, queued: 0, reading: 0, missing: 0 };
    expect(sourceWords(source, documents)).toBe('1 document');
    expect(sourceWords({ ...source, state: 'paused' }, { ...documents, failed: 2, queued: 3, reading: 1, missing: 1 })).toBe(
      '8 documents · 2 could not be read · 4 waiting · 1 gone · paused',
    );
  });

  it('name what reading came to, most frequent first, and are silent where all was read whole', () => {
    expect(
      outcomeWords([
        { outcome: 'encrypted', documents: 1 },
        { outcome: 'ok', documents: 1204 },
        { outcome: 'unsupported', documents: 31 },
      ]),
    ).toBe('31 of a kind that is not read · 1 protected with a password');
    expect(outcomeWords([{ outcome: 'ok', documents: 3 }])).toBeNull();
  });

  it('mention embeddings only where there is a model for them', () => {
    const coverage = { documents: 3, searchable: 1, failed: 2, waiting: 0, chunks: 1, embedded: 0 };
    expect(coverageWords(coverage, false)).toBe('1 of 3 documents searchable · 1 chunk');
    expect(coverageWords(coverage, true)).toBe('1 of 3 documents searchable · 1 chunk · 0 embedded');
  });
});

it('a quotation is shown as the document has it, without the escapes of Markdown', () => {
  expect(quotationText(String.raw`> see \[1\] and \`code\`, \_not\_ C:\\temp`)).toBe('> see [1] and `code`, _not_ C:\\temp');
});

describe('a path on the command line', () => {
  it('is relative to where the person typed npm run footnote, not to the project', () => {
    expect(fromHere('docs', { npm_lifecycle_event: 'footnote', INIT_CWD: '/home/ada/cases' })).toBe('/home/ada/cases/docs');
    expect(fromHere('/docs', { npm_lifecycle_event: 'footnote', INIT_CWD: '/home/ada/cases' })).toBe('/docs');
    expect(fromHere('docs', { INIT_CWD: '/elsewhere' })).toBe(`${process.cwd()}/docs`);
  });
});
