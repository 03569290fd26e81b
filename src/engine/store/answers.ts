import type { Answer, Receipt } from '../../shared/domain/answer.ts';
import type { UnderstoodQuery } from '../../shared/domain/retrieval.ts';
import type { SentenceSupport } from '../../shared/domain/support.ts';
import { AppError, toErrorData, type AppErrorData } from '../../shared/errors.ts';
import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { fromJson, fromOptionalJson, type Json } from './json-columns.ts';
import { found } from './not-found.ts';
import { insertReceipt } from './receipts.ts';

type Stored = Omit<Answer, 'passages' | 'citations' | 'support' | 'query' | 'receipt' | 'error'> & {
  passages: Json<Answer['passages']>;
  citations: Json<Answer['citations']>;
  support: Json<SentenceSupport[]> | null;
  query: Json<UnderstoodQuery> | null;
  receipt: Json<Receipt> | null;
  error: Json<AppErrorData> | null;
};

const columns = `select a.id, a.thread_id as threadId, a.question, a.kind, a.state, a.text, a.passages, a.citations,
  a.support, a.understood as query, r.figures as receipt, a.error, a.created_at_ms as createdAtMs from answer a left join receipt r on r.answer_id = a.id`;
const byId = statement<{ id: number }, Stored>('answer.get', `${columns} where a.id = @id`);
const ofThread = statement<{ threadId: number }, Stored>('answer.list', `${columns} where a.thread_id = @threadId order by a.id`);
const insert = statement<{ threadId: number; question: string; nowMs: number }>(
  'answer.insert',
  `insert into answer (thread_id, question, state, created_at_ms) values (@threadId, @question, 'running', @nowMs)`,
);
const touchThread = statement<{ threadId: number; nowMs: number }>(
  'answer.touch-thread',
  `update thread set updated_at_ms = @nowMs where id = @threadId`,
);
const update = statement<{
  id: number;
  kind: string | null;
  state: string;
  text: string;
  passages: string;
  citations: string;
  support: string | null;
  query: string | null;
  error: string | null;
}>(
  'answer.update',
  `update answer set kind = @kind, state = @state, text = @text, passages = @passages, citations = @citations, support = @support,
     understood = @query, error = @error
   where id = @id`,
);
const endRunning = statement<{ error: string }>(
  'answer.end-running',
  `update answer set state = 'failed', error = @error where state = 'running'`,
);

function answerOf({ query, support, ...stored }: Stored): Answer {
  return {
    ...stored,
    ...(support !== null && { support: fromJson(support) }),
    ...(query !== null && { query: fromJson(query) }),
    passages: fromJson(stored.passages),
    citations: fromJson(stored.citations),
    receipt: fromOptionalJson(stored.receipt),
    error: fromOptionalJson(stored.error),
  };
}

/** Fails with `not-found`. */
export function getAnswer(db: ReadableDb, id: number): Answer {
  return answerOf(found(db.get(byId, { id }), 'answer', id));
}

/** Answers of a thread in the order they were asked. */
export function listAnswers(db: ReadableDb, threadId: number): Answer[] {
  return db.all(ofThread, { threadId }).map(answerOf);
}

/** A question that was accepted; its answer is running. Returns the id. */
export function insertAnswer(db: WritableDb, { threadId, question, nowMs }: { threadId: number; question: string; nowMs: number }): number {
  return db.atomic(() => {
    db.run(touchThread, { threadId, nowMs });
    return db.run(insert, { threadId, question, nowMs }).lastId;
  });
}

/** What an answer may become; what is left out stays as it is. */
export type AnswerChange = Partial<
  Pick<Answer, 'kind' | 'state' | 'text' | 'passages' | 'citations' | 'support' | 'query' | 'receipt' | 'error'>
>;

/** Fails with `not-found`, also when the thread was removed meanwhile. */
export function updateAnswer(db: WritableDb, id: number, change: AnswerChange): void {
  db.atomic(() => {
    const { kind, state, text, passages, citations, support, query, error } = { ...getAnswer(db, id), ...change };
    db.run(update, {
      id,
      kind,
      state,
      text,
      passages: JSON.stringify(passages),
      citations: JSON.stringify(citations),
      support: support === undefined ? null : JSON.stringify(support),
      query: query === undefined ? null : JSON.stringify(query),
      error: error === null ? null : JSON.stringify(error),
    });
    if (change.receipt) insertReceipt(db, change.receipt);
  });
}

/** At start: an answer that was running when the engine ended is over. What it had said stays. */
export function markRunningAnswersCancelled(db: WritableDb): void {
  const error = new AppError('process-lost', 'Footnote ended while this answer was written.', { details: { subject: 'engine' } });
  db.run(endRunning, { error: JSON.stringify(toErrorData(error)) });
}
