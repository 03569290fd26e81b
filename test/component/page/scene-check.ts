import { AppError, toErrorData } from '../../../src/shared/errors.ts';
import type { CheckedQuestion, LibraryCheck, SavedQuestion } from '../../../src/shared/domain/library-check.ts';
import { checkedOf, checkOf, figuresOf, ranksOf, savedQuestionOf } from '../fake/check-samples.ts';
import type { FakeLibrary } from '../fake/fake-engine.ts';
import { fullLibrary } from './scenes.ts';

const day = 86_400_000;

const asked: readonly [string, string, Partial<SavedQuestion>, Partial<CheckedQuestion>][] = [
  ['How can the lease be ended?', 'Lease Harbour Street 14.pdf', {}, { now: ranksOf(1), before: ranksOf(1), change: 'same' }],
  [
    'How high is the deposit, and when is it paid back?',
    'Lease Harbour Street 14.pdf',
    {},
    { now: ranksOf(6), before: ranksOf(1), change: 'worse' },
  ],
  [
    'Which repairs does the tenant pay for?',
    'Lease Harbour Street 14.pdf',
    { place: { kind: 'page', page: 2, boxes: [] } },
    { now: ranksOf(null, { documentRank: 2 }), before: ranksOf(4), change: 'lost' },
  ],
  [
    'Was ist in der Mietsache ausdrücklich nicht enthalten, obwohl es im ersten Entwurf von Frau Ortega noch vorgesehen war?',
    'Amendment 2023.md',
    { documentId: 2, place: { kind: 'lines', start: 12, end: 14, headingPath: ['Amendment', 'Scope'] } },
    { now: ranksOf(2), before: ranksOf(9), change: 'better' },
  ],
  [
    'What was decided about the parking spaces?',
    'Minutes of the board.docx',
    { documentId: 5, place: null, span: null },
    { now: ranksOf(3), before: ranksOf(null), change: 'found' },
  ],
  [
    'Who signed the first amendment?',
    'Amendment 2022.docx',
    { documentId: null, span: null },
    { now: ranksOf(null, { standing: 'document-gone', documentRank: null }), before: ranksOf(1), change: 'not-counted' },
  ],
  [
    'What does the insurance not cover?',
    'Insurance policy.pdf',
    { documentId: 8, place: { kind: 'page', page: 31, boxes: [] } },
    {
      now: ranksOf(null, { standing: 'words-gone', documentRank: 1 }),
      before: ranksOf(1, { standing: 'words-gone', passageRank: null }),
      change: 'same',
    },
  ],
];

/** A library with saved questions and checks, in a state of one's choice. */
export async function checkLibrary(state: 'result' | 'running' | 'error' | 'first'): Promise<FakeLibrary> {
  const library = await fullLibrary();
  const nowMs = Date.now();
  const questions = asked.map(([question, documentName, part], index) =>
    savedQuestionOf(index + 1, { question, documentName, relativePath: `Leases/${documentName}`, createdAtMs: nowMs - 20 * day, ...part }),
  );
  questions.push(
    savedQuestionOf(20, {
      question: 'When is the yard locked?',
      documentName: 'handbook.html',
      documentId: 6,
      place: null,
      span: null,
      quote: null,
    }),
  );
  const withModel = (name: string): LibraryCheck['madeWith'] => ({ ...checkOf(1).madeWith, embeddingModel: { identity: name, name } });
  const done = [
    checkOf(3, {
      startedAtMs: nowMs - day / 20,
      questions: 7,
      madeWith: { ...withModel('Qwen3-Embedding-0.6B'), reranker: 'bge-reranker.gguf' },
      warnings: ['vectors-incomplete'],
      figures: figuresOf({ counted: 6, foundInFive: 3, recall5: 0.5, recall10: 0.83, mrr10: 0.58, ndcg10: 0.63 }),
    }),
    checkOf(2, {
      startedAtMs: nowMs - 12 * day,
      questions: 7,
      madeWith: withModel('bge-m3'),
      figures: figuresOf({ counted: 7, foundInFive: 5, recall5: 0.71, ndcg10: 0.72 }),
    }),
    checkOf(1, {
      startedAtMs: nowMs - 30 * day,
      questions: 4,
      documents: 980,
      madeWith: { ...withModel('x'), embeddingModel: null },
      figures: figuresOf({ counted: 4, foundInFive: 3, ndcg10: 0.7 }),
    }),
  ];
  const results = questions.slice(0, asked.length).map(({ id, question }, index) => checkedOf(id, { question, ...asked[index]?.[3] }));
  const running = checkOf(4, {
    state: 'running',
    startedAtMs: nowMs,
    questions: 8,
    questionsDone: 3,
    questionsPerSecond: 1.4,
    secondsLeft: 14,
    figures: null,
    finishedAtMs: null,
  });
  const failed = checkOf(4, {
    state: 'failed',
    startedAtMs: nowMs,
    finishedAtMs: null,
    figures: null,
    error: toErrorData(new AppError('store-full', 'The disk is full.')),
  });
  const first = { running: [running], error: [failed], result: [], first: [] }[state];
  library.libraryChecks = {
    questions: state === 'first' ? questions.slice(0, 3) : questions,
    checks: state === 'first' ? [] : [...first, ...done],
    reports: new Map([
      [
        3,
        {
          check: done[0] as LibraryCheck,
          baseline: done[1] as LibraryCheck,
          differences: ['embedding-model', 'reranker'],
          questions: results,
        },
      ],
    ]),
    standing: {
      madeWith: withModel('Qwen3-Embedding-0.6B'),
      differences: state === 'result' ? ['embedding-model'] : [],
      newQuestions: state === 'first' ? 3 : 1,
    },
  };
  return library;
}
