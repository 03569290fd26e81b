import { expect, test } from 'vitest';
import { removeCollection } from '../../../src/engine/store/collections.ts';
import { removeDocuments } from '../../../src/engine/store/documents.ts';
import { getSavedQuestion, removeSavedQuestion, renameSavedQuestion, savedQuestionOf } from '../../../src/engine/store/saved-questions.ts';
import { tableCounts } from '../store/table-counts.ts';
import { addDocument } from '../store/sample-content.ts';
import { checkedLibrary, reread, type CheckedLibrary } from './checked-library.ts';

const notice = 'Either party may terminate the lease with six months notice to the end of a quarter.';
const lease = ['The rent is 48,000 euro a year.', notice, 'The deposit is three months of rent.'];
const question = 'How can the lease be terminated?';
const filler = Array.from({ length: 30 }, (_, at) => `Paragraph ${at} speaks of weather, tides and the harbour.`);

const put = ({ library, sourceId }: CheckedLibrary, name: string, paragraphs: readonly string[]) =>
  library.transaction((db) => addDocument(db, sourceId, name, paragraphs));

async function withLease(): Promise<CheckedLibrary & { documentId: number; questionId: number }> {
  const checked = checkedLibrary();
  put(checked, 'tides.md', filler);
  const documentId = put(checked, 'lease.md', lease);
  const questionId = await checked.save(question, documentId, notice);
  return Object.assign(checked, { documentId, questionId });
}

test('a saved question is found at the rank of its passage, and a second check compares with the first', async () => {
  const checked = await withLease();
  expect(await checked.check()).toMatchObject([
    { question, now: { standing: 'judged', documentRank: 1, passageRank: 1 }, before: null, change: null },
  ]);
  const [again] = await checked.check();
  expect(again).toMatchObject({ before: { passageRank: 1 }, change: 'same' });
  const { checks } = checked.checks.standing(checked.collectionId);
  expect(checks).toMatchObject([
    { state: 'done', questions: 1, questionsDone: 1, figures: { counted: 1, foundInFive: 1, recall5: 1, mrr10: 1, ndcg10: 1 } },
    { state: 'done', documents: 2 },
  ]);
});

test('a question that is removed later leaves the figures of the checks that asked it', async () => {
  const checked = await withLease();
  await checked.save('Which tides?', checked.documentId, 'The deposit is three months of rent.');
  await checked.check();
  const figuresNow = () => checked.checks.standing(checked.collectionId).checks[0];
  expect(figuresNow()).toMatchObject({ questions: 2, questionsDone: 2, figures: { counted: 2, foundInFive: 1 } });
  checked.library.transaction((db) => removeSavedQuestion(db, checked.questionId));
  expect(figuresNow()).toMatchObject({ questions: 1, questionsDone: 1, figures: { counted: 1, foundInFive: 0 } });
});

test('its passage is known again after the document was edited, chunked otherwise and its words moved or changed a little', async () => {
  const checked = await withLease();
  const { library, documentId, questionId } = checked;
  reread(library, documentId, [...filler, ...lease], 2);
  expect(await checked.check()).toMatchObject([{ now: { standing: 'judged', passageRank: 1 } }]);
  const moved = savedQuestionOf(getSavedQuestion(library.read, questionId));
  expect(moved).toMatchObject({ documentId, quote: notice });
  expect(moved.span?.start).toBeGreaterThan(1_000);

  const changed = 'Either party may terminate the lease with nine months notice, in writing, to the end of a quarter.';
  reread(library, documentId, [changed, ...filler]);
  expect(await checked.check()).toMatchObject([{ now: { standing: 'judged', passageRank: 1 } }]);
  expect(getSavedQuestion(library.read, questionId).place.words?.quote).toContain('nine months notice');
});

test('words that are gone leave the document to be looked for, and it is counted by that', async () => {
  const checked = await withLease();
  reread(checked.library, checked.documentId, ['How the lease can be terminated was taken out of this version.']);
  expect(await checked.check()).toMatchObject([{ now: { standing: 'words-gone', documentRank: 1, passageRank: null } }]);
  expect(checked.checks.standing(checked.collectionId).checks[0]?.figures).toMatchObject({ counted: 1, foundInFive: 1 });
});

test('a document that is gone is not counted, and its question stays; a moved file and a copy are the document', async () => {
  const checked = await withLease();
  const { library, documentId, questionId, collectionId } = checked;
  const copy = put(checked, 'copies/other name.md', lease);
  library.transaction((db) => removeDocuments(db, [documentId]));
  expect(getSavedQuestion(library.read, questionId).place.documentId).toBeNull();
  expect(await checked.check()).toMatchObject([{ now: { standing: 'judged', passageRank: 1 } }]);
  expect(savedQuestionOf(getSavedQuestion(library.read, questionId))).toMatchObject({ documentId: copy, documentName: 'other name.md' });

  library.transaction((db) => removeDocuments(db, [copy]));
  expect(await checked.check()).toMatchObject([{ now: { standing: 'document-gone' }, change: 'not-counted' }]);
  expect(checked.checks.standing(collectionId)).toMatchObject({ questions: 1, checks: [{ figures: null }, { figures: { counted: 1 } }] });

  put(checked, 'elsewhere/other name.md', ['Preface.', ...lease]);
  expect(await checked.check()).toMatchObject([{ now: { standing: 'judged', passageRank: 1 } }]);
});

test('a check that was cut short goes on in the next life with the questions that are left, once each', async () => {
  const checked = await withLease();
  for (let at = 0; at < 5; at += 1) await checked.save(`What does paragraph ${at} speak of?`, 1, filler[at] ?? '');
  const { search } = checked;
  const asked: string[] = [];
  const halfway = Promise.withResolvers<void>();
  checked.search = async (request, options) => {
    asked.push(request.query);
    if (asked.length === 3) {
      halfway.resolve();
      await new Promise((_resolve, reject) => options?.signal?.addEventListener('abort', () => reject(options.signal?.reason)));
    }
    return search(request, options);
  };
  const { id } = checked.checks.start(checked.collectionId);
  await halfway.promise;
  const next = await checked.next();
  const own = next.search;
  next.search = (request, options) => {
    asked.push(request.query);
    return own(request, options);
  };
  expect(next.checks.standing(next.collectionId).checks).toMatchObject([{ id, state: 'running', questionsDone: 2 }]);
  next.checks.wake();
  await next.checks.whenIdle();
  expect(next.checks.standing(next.collectionId).checks).toMatchObject([{ id, state: 'done', questionsDone: 6 }]);
  expect(asked).toHaveLength(7);
  expect(new Set(asked).size).toBe(6);
});

test('what it is made with decides: a check of another version begins again, and a finished one is worth another', async () => {
  const checked = await withLease();
  await checked.check();
  expect(checked.checks.standing(checked.collectionId)).toMatchObject({ differences: [], newQuestions: 0 });
  checked.search = async (_request, options) => {
    await new Promise((_resolve, reject) => options?.signal?.addEventListener('abort', () => reject(options.signal?.reason)));
    throw new Error('not reached');
  };
  checked.checks.start(checked.collectionId);
  const next = await checked.next('2.0.0');
  expect(next.checks.standing(next.collectionId)).toMatchObject({ differences: ['version'], newQuestions: 0 });
  next.checks.wake();
  await next.checks.whenIdle();
  expect(next.checks.standing(next.collectionId).checks).toMatchObject([
    { state: 'done', madeWith: { version: '2.0.0' } },
    { state: 'done', madeWith: { version: '1.0.0' } },
  ]);
  const [newest] = next.checks.standing(next.collectionId).checks;
  expect(next.checks.report(newest?.id ?? 0, null)).toMatchObject({ differences: ['version'], questions: [{ change: 'same' }] });
  next.library.transaction((db) => renameSavedQuestion(db, 1, 'How does the lease end?'));
  expect(next.checks.standing(next.collectionId)).toMatchObject({ differences: [], newQuestions: 1 });
  expect(await next.check()).toMatchObject([{ question: 'How does the lease end?', before: null, change: 'new' }]);
});

test('it gives way to an answer, is paused and goes on, and a question removed meanwhile is not asked', async () => {
  const checked = await withLease();
  const second = await checked.save('What of paragraph 3?', 1, filler[3] ?? '');
  const answer = Promise.withResolvers<void>();
  const { search } = checked;
  let searches = 0;
  checked.search = async (request, options) => {
    searches += 1;
    if (searches === 1) checked.checks.giveWayWhile(answer.promise);
    options?.signal?.throwIfAborted();
    return search(request, options);
  };
  const { id } = checked.checks.start(checked.collectionId);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(searches).toBe(1);
  expect(checked.checks.pause(id)).toMatchObject({ state: 'paused', questionsDone: 0 });
  answer.resolve();
  await checked.checks.whenIdle();
  expect(searches).toBe(1);
  checked.library.transaction((db) => removeSavedQuestion(db, second));
  checked.checks.resume(id);
  await checked.checks.whenIdle();
  expect(checked.checks.standing(checked.collectionId).checks).toMatchObject([{ state: 'done', questions: 1, questionsDone: 1 }]);
  expect(searches).toBe(2);
  expect(checked.changes.filter(({ type }) => type === 'library-check-changed').at(-1)).toMatchObject({ check: { state: 'done' } });
});

test('a search that fails ends the check with the reason, and another start begins anew', async () => {
  const checked = await withLease();
  const { search } = checked;
  checked.search = () => Promise.reject(new Error('a mistake'));
  expect(await checked.check()).toEqual([]);
  const { checks } = checked.checks.standing(checked.collectionId);
  expect(checks).toMatchObject([{ state: 'failed', error: { code: 'internal' } }]);
  checked.search = search;
  expect(await checked.check()).toMatchObject([{ now: { passageRank: 1 } }]);
  expect(checked.checks.standing(checked.collectionId).checks).toHaveLength(1);
});

test('with a collection go its saved questions, checks and results, also while one runs', async () => {
  const checked = await withLease();
  await checked.check();
  const { search } = checked;
  checked.search = (request, options) => {
    checked.library.transaction((db) => removeCollection(db, checked.collectionId));
    return search(request, options);
  };
  checked.checks.start(checked.collectionId);
  await checked.checks.whenIdle();
  expect(tableCounts(checked.library.read)).toMatchObject({ saved_question: 0, library_check: 0, check_result: 0 });
  expect(checked.logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
