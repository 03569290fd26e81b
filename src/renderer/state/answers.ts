import { errorDataOf } from '../client/error-words.ts';
import type { Client } from '../client/client.ts';
import type { Changes } from '../client/events.ts';
import type { Answer, AnswerEvent } from '../../shared/domain/answer.ts';
import { type AnswerView, applyAnswerEvent, viewOf } from './answer-view.ts';
import { createStore, type Loadable, loading, type Readable } from './store.ts';

export type ThreadAnswers = Loadable<readonly AnswerView[]>;

export interface Answers extends Readable<ReadonlyMap<number, ThreadAnswers>> {
  /** Fetches a thread's answers and follows those still running. */
  open(threadId: number): Promise<void>;
  ask(question: { collectionId: number; threadId: number | null; question: string }): Promise<{ threadId: number; answerId: number }>;
  cancel(answerId: number): Promise<void>;
  dispose(): void;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 300));

/** Parts that arrive within one of these are shown together. */
const frameMs = 33;

/** Answers per thread. A running one is followed across reloads and reconnections until it finishes. */
export function createAnswers(client: Client, changes: Changes): Answers {
  const store = createStore<ReadonlyMap<number, ThreadAnswers>>(new Map());
  const followed = new Map<number, AbortController>();
  const put = (threadId: number, answers: ThreadAnswers) => store.update((threads) => new Map(threads).set(threadId, answers));
  const viewsOf = (threadId: number) => {
    const answers = store.get().get(threadId);
    return answers?.status === 'ready' ? answers.value : null;
  };
  const find = (threadId: number, answerId: number) => viewsOf(threadId)?.find(({ answer }) => answer.id === answerId) ?? null;
  const change = (threadId: number, answerId: number, next: (view: AnswerView) => AnswerView) => {
    const views = viewsOf(threadId);
    if (views) put(threadId, { status: 'ready', value: views.map((view) => (view.answer.id === answerId ? next(view) : view)) });
  };

  const connectedAgain = (signal: AbortSignal) =>
    new Promise<string | null>((resolve) => {
      const look = () => {
        const state = client.connection.get();
        if (state.phase === 'connected' || signal.aborted) {
          stop();
          resolve(state.phase === 'connected' ? state.info.epoch : null);
        }
      };
      const stop = client.connection.subscribe(look);
      signal.addEventListener('abort', look, { once: true });
      look();
    });

  const follow = async (threadId: number, answerId: number) => {
    if (followed.has(answerId)) return;
    const controller = new AbortController();
    const { signal } = controller;
    followed.set(answerId, controller);
    let waiting: AnswerEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      clearTimeout(timer);
      timer = undefined;
      const events = waiting;
      waiting = [];
      if (events.length > 0) change(threadId, answerId, (view) => events.reduce(applyAnswerEvent, view));
    };
    let epoch: string | null = null;
    let failures = 0;
    try {
      while (!signal.aborted && find(threadId, answerId)?.answer.state === 'running') {
        const now = await connectedAgain(signal);
        if (signal.aborted) return;
        if (epoch !== null && now !== epoch) {
          // A new engine numbers its events anew, and may have closed the answer when it started.
          const kept = await client.engine.answers.get({ answerId }, { signal });
          change(threadId, answerId, () => viewOf(kept));
          if (kept.state !== 'running') break;
        }
        epoch = now;
        try {
          const after = find(threadId, answerId)?.seq ?? 0;
          for await (const event of await client.engine.answers.stream({ answerId, after }, { signal })) {
            failures = 0;
            waiting.push(event);
            timer ??= setTimeout(flush, frameMs);
          }
          flush();
          // A stream that ends before its answer does is asked for again, without haste.
          if (find(threadId, answerId)?.answer.state === 'running') await pause();
        } catch (error) {
          if (signal.aborted) return;
          const data = errorDataOf(error);
          failures += 1;
          if (data.kind !== 'unavailable' || failures > 20) {
            change(threadId, answerId, (view) => ({ ...view, answer: { ...view.answer, state: 'failed', error: data } }));
          } else {
            await pause();
          }
        } finally {
          flush();
        }
      }
    } catch {
      // The connection went while a kept answer was fetched: the next `reset` opens the thread again.
    } finally {
      flush();
      followed.delete(answerId);
    }
  };

  const merge = (threadId: number, answers: readonly Answer[]) => {
    const value = answers.map((answer) => (followed.has(answer.id) ? (find(threadId, answer.id) ?? viewOf(answer)) : viewOf(answer)));
    put(threadId, { status: 'ready', value });
    for (const { answer } of value) if (answer.state === 'running') void follow(threadId, answer.id);
  };

  const open = async (threadId: number) => {
    if (!store.get().has(threadId)) put(threadId, loading);
    try {
      merge(threadId, await client.engine.threads.answers({ threadId }));
    } catch (error) {
      if (!viewsOf(threadId)) put(threadId, { status: 'failed', error });
    }
  };

  changes.on((change) => {
    if (change.type === 'reset') for (const threadId of store.get().keys()) void open(threadId);
    if (change.type === 'answer-changed' && store.get().has(change.threadId) && !followed.has(change.answerId)) void open(change.threadId);
  });

  return {
    get: store.get,
    subscribe: store.subscribe,
    open,
    async ask(question) {
      const asked = await client.engine.answers.ask(question);
      const running: Answer = {
        id: asked.answerId,
        threadId: asked.threadId,
        question: question.question,
        kind: null,
        state: 'running',
        text: '',
        passages: [],
        citations: [],
        receipt: null,
        error: null,
        createdAtMs: Date.now(),
      };
      const views = viewsOf(asked.threadId) ?? [];
      if (!views.some(({ answer }) => answer.id === asked.answerId)) {
        put(asked.threadId, { status: 'ready', value: [...views, viewOf(running)] });
      }
      void follow(asked.threadId, asked.answerId);
      return asked;
    },
    cancel: (answerId) => client.engine.answers.cancel({ answerId }),
    dispose() {
      for (const controller of followed.values()) controller.abort();
    },
  };
}
