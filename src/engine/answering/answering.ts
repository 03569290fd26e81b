import type { AnswerEvent, AnswerState, Receipt } from '../../shared/domain/answer.ts';
import type { EngineChange } from '../../shared/domain/event.ts';
import { withoutFields } from '../../shared/domain/split-fields.ts';
import { AppError, isAppError, toErrorData, type AppErrorData } from '../../shared/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import { traceOf } from '../base/trace-of.ts';
import { recordReceipt } from '../ledger/record-receipt.ts';
import type { ModelRegistry } from '../providers/specification.ts';
import type { Retrieval } from '../retrieval/retrieval.ts';
import { createStageClock } from '../retrieval/stage-clock.ts';
import { getAnswer, insertAnswer, listAnswers, updateAnswer } from '../store/answers.ts';
import type { Library } from '../store/open.ts';
import { getThread, insertThread } from '../store/threads.ts';
import { createAnswerDraft, type AnswerDraft } from './answer-draft.ts';
import { createAnswerLog, type AnswerLog } from './answer-log.ts';
import { replayAnswer } from './replay.ts';
import { createQuestionRewriter } from './rewrite-question.ts';
import { runAnswer, type AnswerParts, type AnswerRequest } from './run-answer.ts';
import { threadTitle } from './thread-title.ts';
import { createTurnQueue } from './turn-queue.ts';

export interface Answering {
  /**
   * Accepts a question; the answer runs here, whoever listens. A null thread begins a new one. Fails with
   * `not-found` for an unknown thread and `input-invalid` for a thread of another collection.
   */
  ask(input: { collectionId: number; threadId: number | null; question: string }): { threadId: number; answerId: number };
  /** Events with a sequence number above `after`; ends after `finish`. A finished answer is replayed. */
  stream(answerId: number, after: number, signal?: AbortSignal): AsyncGenerator<AnswerEvent, void, void>;
  /** Stops a running answer, which keeps its text so far. Nothing happens to one that is finished. */
  cancel(answerId: number): void;
  /** Stops all answers and waits until they are kept. */
  dispose(): Promise<void>;
}

export interface AnsweringConfig {
  library: Library;
  models: ModelRegistry;
  retrieval: Retrieval;
  clock: Clock;
  logger: Logger;
  emit: (change: EngineChange) => void;
  /** Keeps background embedding away from the processor until the work is settled. */
  holdEmbedding: (work: Promise<unknown>) => void;
}

/** Finished answers whose exact events are still at hand for a window that reconnects. */
const keptLogs = 64;
const saveEveryMs = 1_500;

interface Running {
  controller: AbortController;
  settled: Promise<void>;
}

export function createAnswering({ library, models, retrieval, clock, logger, emit, holdEmbedding }: AnsweringConfig): Answering {
  const turns = createTurnQueue();
  const parts: AnswerParts = { library, models, retrieval, turns, logger, rewriter: createQuestionRewriter(models, turns, logger) };
  const running = new Map<number, Running>();
  const logs = new Map<number, AnswerLog>();

  const keepLog = (answerId: number, log: AnswerLog): void => {
    logs.set(answerId, log);
    for (const id of logs.keys()) {
      if (logs.size <= keptLogs) break;
      if (!running.has(id)) logs.delete(id);
    }
  };

  /** The thread, and the answer with it, may have been removed meanwhile; the receipt is kept all the same. */
  const store = (
    answerId: number,
    draft: AnswerDraft,
    outcome: { state: AnswerState; error: AppErrorData | null },
    receipt: Receipt | null,
  ): void => {
    const { kind, text, passages, citations, support, query } = draft;
    library.transaction((db) => {
      if (receipt !== null) recordReceipt(db, receipt);
      try {
        updateAnswer(db, answerId, {
          kind,
          text,
          passages: [...passages],
          citations: [...citations],
          ...(support.length > 0 && { support: [...support] }),
          ...(query && { query }),
          ...outcome,
        });
      } catch (error) {
        if (!isAppError(error) || error.code !== 'not-found') throw error;
      }
    });
  };

  const toOutcome = (error: unknown, signal: AbortSignal, answerId: number): { state: AnswerState; error: AppErrorData | null } => {
    if (signal.aborted) return { state: 'cancelled', error: null };
    if (isAppError(error)) return { state: 'failed', error: toErrorData(error) };
    const logId = `answer-${answerId}`;
    logger.log('error', 'answer failed', { logId, stack: traceOf(error) });
    return {
      state: 'failed',
      error: toErrorData(new AppError('internal', 'The answer failed by a mistake of this program.', { details: { logId } })),
    };
  };

  const run = async (answerId: number, request: AnswerRequest, log: AnswerLog, signal: AbortSignal): Promise<void> => {
    const stages = createStageClock(clock, {
      onStart: (stage) => log.append({ type: 'stage-start', stage }),
      onEnd: (timing) => log.append({ type: 'stage-end', timing }),
    });
    let savedMs = 0;
    const draft = createAnswerDraft(stages, (part) => {
      log.append(part);
      if (part.type === 'finish' || stages.elapsedMs() - savedMs < saveEveryMs) return;
      savedMs = stages.elapsedMs();
      store(answerId, draft, { state: 'running', error: null }, null);
    });
    let outcome: { state: AnswerState; error: AppErrorData | null } = { state: 'done', error: null };
    try {
      await runAnswer(parts, request, { draft, stages, signal });
    } catch (error) {
      outcome = toOutcome(error, signal, answerId);
      draft.noteGeneration({ finishReason: outcome.state === 'cancelled' ? 'cancelled' : 'error' });
    }
    const receipt = draft.receipt(answerId, clock.nowMs());
    store(answerId, draft, outcome, receipt);
    log.append({ type: 'finish', ...outcome, receipt });
  };

  return {
    ask({ collectionId, threadId, question }) {
      const nowMs = clock.nowMs();
      const accepted = library.transaction((db) => {
        if (threadId !== null && getThread(db, threadId).collectionId !== collectionId) {
          throw new AppError('input-invalid', 'This thread belongs to another collection.');
        }
        const thread = threadId ?? insertThread(db, { collectionId, title: threadTitle(withoutFields(question) || question), nowMs });
        const earlier = listAnswers(db, thread);
        return { threadId: thread, earlier, answerId: insertAnswer(db, { threadId: thread, question, nowMs }) };
      });
      const { answerId, earlier } = accepted;
      const controller = new AbortController();
      const log = createAnswerLog();
      const work = run(answerId, { collectionId, threadId: accepted.threadId, question, earlier }, log, controller.signal);
      const settled = work
        .catch((error: unknown) => {
          logger.log('error', 'answer could not be kept', { answerId, stack: traceOf(error) });
          const lost = isAppError(error) ? error : new AppError('internal', 'The answer could not be kept.');
          log.append({ type: 'finish', state: 'failed', receipt: null, error: toErrorData(lost) });
        })
        .finally(() => {
          running.delete(answerId);
          log.close();
          emit({ type: 'answer-changed', threadId: accepted.threadId, answerId });
          emit({ type: 'threads-changed' });
        });
      running.set(answerId, { controller, settled });
      keepLog(answerId, log);
      holdEmbedding(settled);
      emit({ type: 'threads-changed' });
      emit({ type: 'answer-changed', threadId: accepted.threadId, answerId });
      return { threadId: accepted.threadId, answerId };
    },

    async *stream(answerId, after, signal) {
      signal?.throwIfAborted();
      const log = logs.get(answerId);
      if (log !== undefined) yield* log.read(after, signal);
      else yield* replayAnswer(getAnswer(library.read, answerId), after);
    },

    cancel(answerId) {
      running.get(answerId)?.controller.abort();
    },

    async dispose() {
      const all = [...running.values()];
      for (const { controller } of all) controller.abort();
      await Promise.all(all.map(({ settled }) => settled));
    },
  };
}
