import type { Answer, Citation, Passage, Receipt } from '../../../src/shared/domain/answer.ts';
import type { Document } from '../../../src/shared/domain/document.ts';
import type { ModelStatus } from '../../../src/shared/domain/model.ts';
import type { OcrStatus } from '../../../src/shared/domain/ocr.ts';
import type { Place } from '../../../src/shared/domain/place.ts';
import { defaultSourceRules, type Source, type SourceProgress } from '../../../src/shared/domain/source.ts';

/* Complete, valid values of the contract, to be changed where a test cares. */

export const progressOf = (part: Partial<SourceProgress> = {}): SourceProgress => ({
  filesTotal: 0,
  filesDone: 0,
  filesFailed: 0,
  filesUnchanged: 0,
  documentsTotal: 0,
  documentsFailed: 0,
  chunksTotal: 0,
  chunksEmbedded: 0,
  filesPerSecond: null,
  chunksPerSecond: null,
  secondsLeft: null,
  currentFile: null,
  ...part,
});

export const sourceOf = (id: number, part: Partial<Source> = {}): Source => ({
  id,
  collectionId: 1,
  kind: 'folder',
  name: `Folder ${id}`,
  displayPath: `/home/ada/Folder ${id}`,
  state: 'idle',
  addedAtMs: 0,
  scannedAtMs: null,
  rules: defaultSourceRules,
  watched: true,
  progress: progressOf(),
  ...part,
});

export const documentOf = (id: number, part: Partial<Document> = {}): Document => ({
  id,
  sourceId: 1,
  collectionId: 1,
  name: `document-${id}.pdf`,
  relativePath: `document-${id}.pdf`,
  title: null,
  parentId: null,
  language: 'en',
  outcome: 'ok',
  pagesWithoutText: 0,
  format: 'pdf',
  state: 'searchable',
  sizeBytes: 120_000,
  modifiedAtMs: 0,
  pageCount: 4,
  chunkCount: 10,
  embeddedChunkCount: 10,
  error: null,
  warnings: [],
  indexedAtMs: 0,
  ...part,
});

export const answerOf = (id: number, part: Partial<Answer> = {}): Answer => ({
  id,
  threadId: 1,
  question: 'What is the notice period?',
  kind: null,
  state: 'done',
  text: '',
  passages: [],
  citations: [],
  receipt: null,
  error: null,
  createdAtMs: Date.now(),
  ...part,
});

const page: Place = { kind: 'page', page: 1, boxes: [{ x0: 72, y0: 100, x1: 300, y1: 114 }] };

export const passageOf = (number: number, part: Partial<Passage> = {}): Passage => ({
  number,
  chunkId: number,
  span: { documentId: 1, start: 0, end: 40 },
  documentName: 'lease.pdf',
  headingPath: [],
  text: 'The notice period is three months.',
  place: page,
  ...part,
});

export const citationOf = (offset: number, passageNumber: number, part: Partial<Citation> = {}): Citation => ({
  offset,
  sentenceStart: 0,
  passageNumber,
  span: { documentId: 1, start: 0, end: 40 },
  place: page,
  quote: 'The notice period is three months.',
  ...part,
});

export const receiptOf = (answerId: number, part: Partial<Receipt> = {}): Receipt => ({
  answerId,
  createdAtMs: 0,
  kind: 'generated',
  latencyMs: 3120,
  ttftMs: 410,
  tokensPerSecond: 41.2,
  usage: { inputTokens: 2180, cachedInputTokens: 1024, outputTokens: 312 },
  finishReason: 'stop',
  stages: [
    { stage: 'full-text', startMs: 2, durationMs: 14 },
    { stage: 'vector', startMs: 2, durationMs: 61 },
    { stage: 'fusion', startMs: 63, durationMs: 3 },
    { stage: 'rerank', startMs: 66, durationMs: 180, detail: '40 passages' },
    { stage: 'pack', startMs: 246, durationMs: 8, detail: '8 passages' },
    { stage: 'generate', startMs: 254, durationMs: 2790 },
    { stage: 'cite', startMs: 3044, durationMs: 12 },
  ],
  passageCount: 8,
  citationCount: 4,
  model: { provider: 'local', name: 'Qwen3-4B', backend: 'vulkan' },
  route: { target: 'local', reason: 'The only model that is loaded.' },
  costMicros: 0,
  currency: 'EUR',
  egressBytes: 0,
  coverage: { documents: 1204, searchable: 1198, failed: 6, waiting: 0, chunks: 48_210, embedded: 48_210 },
  warnings: [],
  ...part,
});

const status = (role: ModelStatus['role']): ModelStatus => ({
  role,
  state: 'not-set',
  fileName: null,
  displayPath: null,
  loadProgress: null,
  facts: null,
  error: null,
});

export const emptyModels = (): ModelStatus[] => [status('chat'), status('embedding'), status('reranker')];

export const ocrOf = (part: Partial<OcrStatus> = {}): OcrStatus => ({
  languages: [
    { code: 'eng', name: 'English', isInstalled: true, isChosen: true },
    { code: 'deu', name: 'German', isInstalled: true, isChosen: false },
  ],
  isPaused: false,
  documentsWaiting: 0,
  pagesWaiting: 0,
  pagesDone: 0,
  pagesPerMinute: null,
  secondsLeft: null,
  currentFile: null,
  ...part,
});
