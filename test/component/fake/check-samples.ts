import type { CheckedQuestion, CheckFigures, CheckRanks, LibraryCheck, SavedQuestion } from '../../../src/shared/domain/library-check.ts';

/* Complete, valid values of the contract, to be changed where a test cares. */

export const savedQuestionOf = (id: number, part: Partial<SavedQuestion> = {}): SavedQuestion => ({
  id,
  collectionId: 1,
  question: 'What is the notice period?',
  documentId: 1,
  documentName: 'lease.pdf',
  relativePath: 'lease.pdf',
  span: { documentId: 1, start: 0, end: 34 },
  place: { kind: 'page', page: 1, boxes: [] },
  quote: 'The notice period is three months.',
  createdAtMs: 0,
  ...part,
});

export const figuresOf = (part: Partial<CheckFigures> = {}): CheckFigures => ({
  counted: 20,
  foundInFive: 18,
  recall5: 0.9,
  recall10: 0.95,
  mrr10: 0.81,
  ndcg10: 0.84,
  ...part,
});

export const checkOf = (id: number, part: Partial<LibraryCheck> = {}): LibraryCheck => ({
  id,
  collectionId: 1,
  state: 'done',
  startedAtMs: 0,
  finishedAtMs: 0,
  madeWith: {
    version: '0.1.0',
    embeddingModel: { identity: 'bge-m3.gguf|1', name: 'bge-m3' },
    reranker: null,
    chunkerVersion: 2,
    searchableTextVersion: 2,
  },
  documents: 1204,
  chunks: 48_210,
  warnings: [],
  error: null,
  questions: 20,
  questionsDone: 20,
  questionsPerSecond: null,
  secondsLeft: null,
  figures: figuresOf(),
  ...part,
});

export const ranksOf = (passageRank: number | null, part: Partial<CheckRanks> = {}): CheckRanks => ({
  standing: 'judged',
  documentRank: passageRank,
  passageRank,
  ...part,
});

export const checkedOf = (questionId: number, part: Partial<CheckedQuestion> = {}): CheckedQuestion => ({
  questionId,
  question: 'What is the notice period?',
  now: ranksOf(1),
  before: null,
  change: null,
  ...part,
});
