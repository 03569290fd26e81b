import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../../src/shared/domain/answer.ts';
import { getAnswer, insertAnswer, listAnswers, markRunningAnswersCancelled, updateAnswer } from '../../../src/engine/store/answers.ts';
import { listReceipts } from '../../../src/engine/store/receipts.ts';
import { getSetting, setSetting } from '../../../src/engine/store/settings.ts';
import { getThread, insertThread, listThreads, removeThread, renameThread } from '../../../src/engine/store/threads.ts';
import { tempLibrary } from './temp-library.ts';

const receiptOf = (answerId: number, createdAtMs: number): Receipt => ({
  answerId,
  createdAtMs,
  kind: 'extractive',
  latencyMs: 12,
  ttftMs: null,
  tokensPerSecond: null,
  usage: {},
  finishReason: 'stop',
  stages: [],
  passageCount: 1,
  citationCount: 0,
  model: null,
  route: { target: 'none', reason: 'no chat model' },
  costMicros: 0,
  currency: 'EUR',
  egressBytes: 0,
  coverage: { documents: 1, searchable: 1, failed: 0, waiting: 0, chunks: 1, embedded: 0 },
  warnings: [],
});

function asked() {
  const { library, collectionId } = tempLibrary();
  const threadId = library.transaction((db) => insertThread(db, { collectionId, title: 'Rent', nowMs: 10 }));
  const answerId = library.transaction((db) => insertAnswer(db, { threadId, question: 'When is it due?', nowMs: 20 }));
  return { library, collectionId, threadId, answerId };
}

describe('an answer', () => {
  it('starts running and keeps what it became', () => {
    const { library, answerId, threadId } = asked();
    expect(getAnswer(library.read, answerId)).toMatchObject({ state: 'running', kind: null, text: '', receipt: null });
    library.transaction((db) => updateAnswer(db, answerId, { kind: 'extractive', text: 'In March.' }));
    library.transaction((db) => updateAnswer(db, answerId, { state: 'done', receipt: receiptOf(answerId, 30) }));
    expect(listAnswers(library.read, threadId)).toEqual([
      {
        id: answerId,
        threadId,
        question: 'When is it due?',
        kind: 'extractive',
        state: 'done',
        text: 'In March.',
        passages: [],
        citations: [],
        receipt: receiptOf(answerId, 30),
        error: null,
        createdAtMs: 20,
      },
    ]);
  });

  it('that was running when the engine ended is over at the next start, with what it had said', () => {
    const { library, answerId, threadId } = asked();
    library.transaction((db) => updateAnswer(db, answerId, { text: 'In Mar' }));
    const done = library.transaction((db) => insertAnswer(db, { threadId, question: 'b', nowMs: 21 }));
    library.transaction((db) => updateAnswer(db, done, { state: 'done' }));
    library.transaction((db) => markRunningAnswersCancelled(db));
    expect(getAnswer(library.read, answerId)).toMatchObject({ state: 'failed', text: 'In Mar', error: { code: 'process-lost' } });
    expect(getAnswer(library.read, done)).toMatchObject({ state: 'done', error: null });
  });

  it('of a removed thread is gone, its receipt stays in the ledger', () => {
    const { library, answerId, threadId } = asked();
    library.transaction((db) => updateAnswer(db, answerId, { state: 'done', receipt: receiptOf(answerId, 30) }));
    library.transaction((db) => removeThread(db, threadId));
    expect(() => getAnswer(library.read, answerId)).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => library.transaction((db) => updateAnswer(db, answerId, { text: 'late' }))).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
    expect(listReceipts(library.read, 10)).toEqual([receiptOf(answerId, 30)]);
  });
});

describe('threads', () => {
  it('come with the one asked in last first', () => {
    const { library, collectionId, threadId } = asked();
    const newer = library.transaction((db) => insertThread(db, { collectionId, title: 'Deposit', nowMs: 30 }));
    expect(listThreads(library.read, collectionId).map(({ id }) => id)).toEqual([newer, threadId]);
    library.transaction((db) => insertAnswer(db, { threadId, question: 'again', nowMs: 40 }));
    expect(listThreads(library.read, collectionId).map(({ id }) => id)).toEqual([threadId, newer]);
    library.transaction((db) => renameThread(db, threadId, 'Rent 2026'));
    expect(getThread(library.read, threadId)).toEqual({
      id: threadId,
      collectionId,
      title: 'Rent 2026',
      createdAtMs: 10,
      updatedAtMs: 40,
      answerCount: 2,
    });
  });
});

describe('a setting', () => {
  it('is kept, replaced and taken away', () => {
    const { library } = tempLibrary();
    const set = (value: string | null) => library.transaction((db) => setSetting(db, 'model.chat', value));
    expect(getSetting(library.read, 'model.chat')).toBeNull();
    set('a');
    set('b');
    expect(getSetting(library.read, 'model.chat')).toBe('b');
    set(null);
    expect(getSetting(library.read, 'model.chat')).toBeNull();
  });
});
