import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppError, toErrorData } from '../../../src/shared/errors.ts';
import { checkedOf, checkOf, figuresOf, ranksOf, savedQuestionOf } from '../fake/check-samples.ts';
import { noChecks, type FakeChecks } from '../fake/fake-library-checks.ts';
import { answerOf, citationOf, passageOf } from '../fake/samples.ts';
import { openWindow, smallLibrary } from '../open-window.tsx';

const november = new Date(2025, 10, 12, 9).getTime();
const withBge = checkOf(1).madeWith;

/** Two questions, checked twice: one is worse, one lost. */
const checkedTwice = (): FakeChecks => {
  const checks = [
    checkOf(2, { madeWith: { ...withBge, embeddingModel: null }, figures: figuresOf({ counted: 2, foundInFive: 1 }) }),
    checkOf(1, { startedAtMs: november, finishedAtMs: november }),
  ];
  const [check, baseline] = checks;
  if (!check || !baseline) throw new Error('no checks');
  const questions = [
    checkedOf(1, { question: 'How long is the notice?', now: ranksOf(3), before: ranksOf(1), change: 'worse' }),
    checkedOf(2, { question: 'Who pays for repairs?', now: ranksOf(null), before: ranksOf(4), change: 'lost' }),
  ];
  return {
    ...noChecks(),
    questions: [
      savedQuestionOf(1, { question: 'How long is the notice?' }),
      savedQuestionOf(2, { question: 'Who pays for repairs?', documentId: null }),
    ],
    checks,
    reports: new Map([[2, { check, baseline, differences: ['embedding-model' as const], questions }]]),
  };
};
const openCheck = async (libraryChecks: FakeChecks) => {
  const opened = await openWindow(smallLibrary({ libraryChecks }));
  await opened.user.click(screen.getByTestId('nav-check'));
  return opened;
};

test('without saved questions the page teaches how one is saved', async () => {
  await openCheck(noChecks());
  const empty = await screen.findByTestId('empty-state');
  expect(empty.textContent).toContain('press “This was the page”');
  expect(screen.queryByTestId('check-start')).toBeNull();
});

test('what was cited is saved with one key for the question it answers, told, and taken back with another press', async () => {
  const answer = answerOf(1, {
    kind: 'generated',
    question: 'What is the notice period?',
    text: 'Three months.',
    passages: [passageOf(1)],
    citations: [citationOf(13, 1)],
  });
  const thread = { id: 1, collectionId: 1, title: 'Notice', createdAtMs: 0, updatedAtMs: 0, answerCount: 1 };
  const { user, engine } = await openWindow(smallLibrary({ threads: [thread], answers: [answer] }));
  await user.click(await screen.findByTestId('thread-item'));
  await user.click(await screen.findByTestId('citation-mark'));
  const button = await screen.findByRole('button', { name: 'This was the page' });
  button.focus();
  await user.keyboard('s');
  await screen.findByRole('button', { name: 'Saved: this was the page' });
  expect(engine.library.libraryChecks.questions).toMatchObject([{ question: 'What is the notice period?', documentId: 1 }]);
  expect(screen.getAllByTestId('notice').at(-1)?.textContent).toContain('Check my library');
  await user.click(screen.getByTestId('source-save-place'));
  await screen.findByRole('button', { name: 'This was the page' });
});

test('a document opened without a question asks which one it answers', async () => {
  const { user, session, engine } = await openWindow();
  session.reading.openDocument(1, 'lease.pdf');
  await user.click(await screen.findByTestId('source-save-place'));
  const dialog = await screen.findByTestId('save-question-dialog');
  await user.type(within(dialog).getByTestId('save-question-text'), 'Where is the notice?');
  await user.click(within(dialog).getByTestId('save-question'));
  await waitFor(() => expect(engine.library.libraryChecks.questions).toMatchObject([{ question: 'Where is the notice?', documentId: 1 }]));
});

test('a result is one sentence, lost and worse questions come first, and a changed model suggests another check', async () => {
  const checks = checkedTwice();
  checks.standing = { ...checks.standing, differences: ['embedding-model'], newQuestions: 0 };
  const { user } = await openCheck(checks);
  const sentence = await screen.findByTestId('check-sentence');
  expect(sentence.textContent).toMatch(/^1 of 2 found in the first five; 2 worse than on 12 November( 2025)? with bge-m3\.$/);
  const rows = screen.getAllByTestId('check-question');
  expect(rows.map((row) => row.dataset['change'])).toEqual(['lost', 'worse']);
  expect(rows[1]?.textContent).toContain('worse · was found at 1');
  expect(rows[0]?.textContent).toContain('no longer in the library');
  expect(screen.getByTestId('check-suggestion').textContent).toContain('another embedding model');
  await user.click(screen.getByTestId('nav-models'));
  expect((await screen.findByTestId('models-check')).textContent).toContain('words only');
});

test('a check is started, held and stopped, and its progress is seen', async () => {
  const { user, engine } = await openCheck({ ...checkedTwice(), checks: [], reports: new Map() });
  await user.click(await screen.findByTestId('check-start'));
  const progress = await screen.findByTestId('check-progress');
  engine.emit({
    type: 'library-check-changed',
    collectionId: 1,
    check: {
      ...checkOf(1),
      state: 'running',
      finishedAtMs: null,
      figures: null,
      questions: 2,
      questionsDone: 1,
      questionsPerSecond: 2,
      secondsLeft: 40,
    },
  });
  await waitFor(() => expect(progress.textContent).toContain('1 of 2 questions · 2.0 a second · 40 s left'));
  await user.click(screen.getByTestId('check-pause'));
  await waitFor(() => expect(screen.getByTestId('check-progress').textContent).toContain('paused'));
  await user.click(screen.getByTestId('check-stop'));
  await waitFor(() => expect(screen.queryByTestId('check-progress')).toBeNull());
});

test('a check that failed says why, and a question is put in other words or removed with time to undo', async () => {
  const error = toErrorData(new AppError('store-full', 'x'));
  const checks = {
    ...checkedTwice(),
    checks: [checkOf(3, { state: 'failed', finishedAtMs: null, figures: null, error })],
    reports: new Map(),
  };
  const { user, engine } = await openCheck(checks);
  expect((await screen.findByTestId('error-note')).dataset['code']).toBe('store-full');
  await user.click(screen.getAllByTestId('check-more')[0] as HTMLElement);
  await user.click(await screen.findByTestId('check-edit'));
  const field = await screen.findByTestId('inline-name');
  await user.clear(field);
  await user.type(field, 'How many months of notice?{Enter}');
  await waitFor(() => expect(engine.library.libraryChecks.questions[0]?.question).toBe('How many months of notice?'));
  await user.click(screen.getAllByTestId('check-more')[0] as HTMLElement);
  await user.click(await screen.findByTestId('check-remove'));
  await waitFor(() => expect(screen.getAllByTestId('check-question')).toHaveLength(1));
  await user.click(screen.getByTestId('notice-action'));
  await waitFor(() => expect(screen.getAllByTestId('check-question')).toHaveLength(2));
});
