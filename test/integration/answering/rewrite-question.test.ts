import { expect, it } from 'vitest';
import { createQuestionRewriter } from '../../../src/engine/answering/rewrite-question.ts';
import { createTurnQueue } from '../../../src/engine/answering/turn-queue.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { fixedModels } from './fixed-models.ts';
import { scriptedChat, type ScriptedChat } from './scripted-chat.ts';

const before = 'How high is the deposit of the lease?';
const question = 'And when is it returned?';
const byRule = { query: 'And when is it returned? high deposit lease', by: 'rule' };
const { signal } = new AbortController();

function rewriterWith(chat?: ScriptedChat, budgetMs?: number) {
  const turns = createTurnQueue();
  return { turns, ...createQuestionRewriter(fixedModels(chat ? { chat } : {}), turns, silentLogger, budgetMs) };
}

it('a first question, and one that stands alone, stay as they are and cost no model', async () => {
  const chat = scriptedChat(() => ['What else?']);
  const { rewrite } = rewriterWith(chat);
  expect(await rewrite(question, null, signal)).toEqual({ query: question, by: 'nobody' });
  const alone = 'What pressure does the pump reach?';
  expect(await rewrite(alone, before, signal)).toEqual({ query: alone, by: 'nobody' });
  expect(chat.requests).toEqual([]);
});

it('one that leans on the question before takes its subject along, by rule where there is no model', async () => {
  expect(await rewriterWith().rewrite(question, before, signal)).toEqual(byRule);
});

it('a model says it in one line', async () => {
  const chat = scriptedChat(() => ['When is the deposit ', 'of the lease returned?']);
  expect(await rewriterWith(chat).rewrite(question, before, signal)).toEqual({
    query: 'When is the deposit of the lease returned?',
    by: 'model',
  });
});

it.each([
  '',
  'The deposit is returned within 30 days.\nIt is high.',
  'What is the weather like?',
  'deposit '.repeat(60),
  '[1] deposit returned',
])('a rewriting that is none (%j) is left for the rule', async (text) => {
  expect(await rewriterWith(scriptedChat(() => [text])).rewrite(question, before, signal)).toEqual(byRule);
});

it('a model that fails, is at work or takes too long is not waited for, and a slow one not asked again', async () => {
  const failing = scriptedChat(() => [new AppError('generation-failed', 'No.')]);
  expect(await rewriterWith(failing).rewrite(question, before, signal)).toEqual(byRule);

  const busy = rewriterWith(scriptedChat(() => ['When is the deposit returned?']));
  const work = Promise.withResolvers<void>();
  const running = busy.turns.run(() => work.promise, signal);
  expect(await busy.rewrite(question, before, signal)).toEqual(byRule);
  work.resolve();
  await running;

  const slow = scriptedChat(() => [new Promise<void>(() => {})]);
  const { rewrite } = rewriterWith(slow, 20);
  expect(await rewrite(question, before, signal)).toEqual(byRule);
  expect(await rewrite(question, before, signal)).toEqual(byRule);
  expect(slow.requests).toHaveLength(1);
});

it('an abort passes through with its reason', async () => {
  const reason = new Error('enough');
  const stop = new AbortController();
  const rewriting = rewriterWith(scriptedChat(() => [new Promise<void>(() => {})])).rewrite(question, before, stop.signal);
  stop.abort(reason);
  await expect(rewriting).rejects.toBe(reason);
});
