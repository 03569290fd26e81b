import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EngineChange } from '../../../shared/domain/event.ts';
import {
  differencesOf,
  type CheckFigures,
  type CheckReport,
  type CheckStanding,
  type LibraryCheck,
  type MadeWith,
} from '../../../shared/domain/library-check.ts';
import { AppError, isAppError, toErrorData } from '../../../shared/errors.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { traceOf } from '../../base/trace-of.ts';
import type { EmbeddingQueue } from '../../embedding/embedding-queue.ts';
import { createRateWindow } from '../../embedding/rate-window.ts';
import type { ModelRegistry } from '../../providers/specification.ts';
import { getCollection } from '../../store/collections.ts';
import { coverageOf } from '../../store/coverage.ts';
import {
  countCheckResults,
  failLibraryCheck,
  findLibraryCheck,
  finishLibraryCheck,
  getLibraryCheck,
  insertLibraryCheck,
  keepCheckResult,
  listCheckResults,
  listLibraryChecks,
  nextRunningCheck,
  pauseLibraryCheck,
  removeLibraryCheck,
  restartLibraryCheck,
  type CheckBeginning,
  type LibraryCheckRow,
} from '../../store/library-checks.ts';
import type { Library } from '../../store/open.ts';
import { getSavedQuestion, listSavedQuestions } from '../../store/saved-questions.ts';
import type { Retrieval } from '../retrieval.ts';
import { checkQuestion } from './check-question.ts';
import { reportOf } from './check-report.ts';
import { checkFigures } from './compare-checks.ts';
import { madeWithNow } from './made-with.ts';

export interface LibraryChecks {
  /** The checks of a collection, and whether another one is worth while. Fails with `not-found`. */
  standing(collectionId: number): CheckStanding;
  /** Begins to ask all saved questions; where a check is under way, that one goes on. Fails with `input-invalid` without questions. */
  start(collectionId: number): LibraryCheck;
  /** Kept over restarts. The question under way is asked again later. */
  pause(checkId: number): LibraryCheck;
  resume(checkId: number): LibraryCheck;
  /** Stops it and takes it out of the history. */
  remove(checkId: number): void;
  /** Beside `baselineId`, or the check before it. Fails with `not-found`. */
  report(checkId: number, baselineId: number | null): CheckReport;
  /** Steps back until `work` is settled; the question under way is asked again afterwards. */
  giveWayWhile(work: Promise<unknown>): void;
  /** Goes on with what an earlier life left; a check may have been written by another process. */
  wake(): void;
  /** Resolves when no check runs. */
  whenIdle(): Promise<void>;
  /** Stops; what runs goes on in the next life. */
  dispose(): Promise<void>;
}

/** Checks that a window lists. */
const MOST_LISTED = 50;
/** At most four a second. */
const TELL_MS = 250;

export function createLibraryChecks(options: {
  library: Library;
  retrieval: Pick<Retrieval, 'search'>;
  models: Pick<ModelRegistry, 'status' | 'embedding' | 'reranker'>;
  embeddings: Pick<EmbeddingQueue, 'currentModelId'>;
  version: string;
  clock: Clock;
  logger: Logger;
  emit: (change: EngineChange) => void;
}): LibraryChecks {
  const { library, retrieval, models, embeddings, version, clock, logger, emit } = options;
  const db = library.read;
  const rate = createRateWindow(clock);
  const life = new AbortController();
  let urgent = 0;
  let released: PromiseWithResolvers<void> | null = null;
  let asking: { checkId: number; controller: AbortController } | null = null;
  let running: Promise<void> | null = null;
  let toldMs = Number.NEGATIVE_INFINITY;
  /** Of finished checks: they change only when a question is removed, and then have fewer. */
  const finished = new Map<number, { questions: number; figures: CheckFigures | null }>();

  const madeWith = (collectionId: number): MadeWith => madeWithNow({ db, models, embeddings, version }, collectionId);

  function finishedView(row: LibraryCheckRow): LibraryCheck {
    const questions = countCheckResults(db, row.id);
    let known = finished.get(row.id);
    if (known?.questions !== questions) {
      known = { questions, figures: checkFigures(listCheckResults(db, row.id).flatMap(({ ranks }) => ranks ?? [])) };
      finished.set(row.id, known);
    }
    return { ...row, ...known, questionsDone: questions, questionsPerSecond: null, secondsLeft: null };
  }

  function view(row: LibraryCheckRow): LibraryCheck {
    if (row.state === 'done') return finishedView(row);
    const results = listCheckResults(db, row.id);
    const done = results.flatMap(({ ranks }) => ranks ?? []);
    const perSecond = row.state === 'running' && asking?.checkId === row.id ? rate.perSecond() : null;
    return {
      ...row,
      questions: results.length,
      questionsDone: done.length,
      questionsPerSecond: perSecond,
      secondsLeft: perSecond === null || perSecond === 0 ? null : (results.length - done.length) / perSecond,
      figures: null,
    };
  }

  /** Says nothing of a check that was removed meanwhile. */
  function tell(checkId: number): void {
    toldMs = clock.monotonicMs();
    const row = findLibraryCheck(db, checkId);
    if (row !== null) emit({ type: 'library-check-changed', collectionId: row.collectionId, check: view(row) });
  }

  function beginning(collectionId: number): CheckBeginning {
    const { documents, chunks } = coverageOf(db, collectionId, null);
    return { madeWith: madeWith(collectionId), documents, chunks, nowMs: clock.nowMs() };
  }

  /** A check is of one setting: what was asked with another one is asked again. */
  function settle(row: LibraryCheckRow): LibraryCheckRow {
    if (differencesOf(row.madeWith, madeWith(row.collectionId)).length === 0) return row;
    library.transaction((write) => restartLibraryCheck(write, row.id, beginning(row.collectionId)));
    logger.log('info', 'check begun again: what it is made with has changed', { checkId: row.id });
    return getLibraryCheck(db, row.id);
  }

  /** A search waits for a model only so long; a check waits until it is loaded, and takes one that fails as a search does. */
  async function untilLoaded(signal: AbortSignal): Promise<void> {
    await Promise.allSettled([models.embedding({ signal }), models.reranker({ signal })]);
    signal.throwIfAborted();
  }

  /** Asks the next question, or ends the check. */
  async function step(row: LibraryCheckRow): Promise<void> {
    const controller = new AbortController();
    const signal = AbortSignal.any([controller.signal, life.signal]);
    asking = { checkId: row.id, controller };
    await untilLoaded(signal);
    const check = settle(row);
    const next = listCheckResults(db, check.id).find(({ ranks }) => ranks === null);
    if (next === undefined) {
      library.transaction((write) => finishLibraryCheck(write, check.id, clock.nowMs()));
      tell(check.id);
      return;
    }
    const question = { ...getSavedQuestion(db, next.questionId), question: next.question };
    const { ranks, warnings } = await checkQuestion({ library, retrieval }, question, signal);
    signal.throwIfAborted();
    const all = [...new Set([...check.warnings, ...warnings])];
    library.transaction((write) => keepCheckResult(write, check, { questionId: next.questionId, ranks, warnings: all }));
    rate.add(1);
    if (clock.monotonicMs() - toldMs >= TELL_MS) tell(check.id);
  }

  function failed(checkId: number, error: unknown): void {
    logger.log('error', 'check failed', { checkId, stack: traceOf(error) });
    const data = toErrorData(isAppError(error) ? error : new AppError('internal', 'The check failed by a mistake of this program.'));
    library.transaction((write) => failLibraryCheck(write, checkId, data));
    tell(checkId);
  }

  async function run(): Promise<void> {
    for (;;) {
      if (released) await released.promise;
      await nextTurn();
      if (life.signal.aborted) return;
      const row = nextRunningCheck(db);
      if (row === null) return;
      try {
        await step(row);
      } catch (error) {
        // Given way, paused, removed or closing.
        if (!life.signal.aborted && !asking?.controller.signal.aborted) failed(row.id, error);
      } finally {
        asking = null;
      }
    }
  }

  function wake(): void {
    if (running || life.signal.aborted) return;
    running = run()
      .catch((error: unknown) => logger.log('error', 'checks could not use the library', { stack: traceOf(error) }))
      .finally(() => {
        running = null;
      });
  }

  function stop(checkId: number): void {
    if (asking?.checkId === checkId) asking.controller.abort(new DOMException('The check was stopped.', 'AbortError'));
  }

  return {
    standing(collectionId) {
      getCollection(db, collectionId);
      const rows = listLibraryChecks(db, collectionId, MOST_LISTED);
      const last = rows.find(({ state }) => state === 'done');
      const asked = new Map((last ? listCheckResults(db, last.id) : []).map(({ questionId, question }) => [questionId, question]));
      const questions = listSavedQuestions(db, collectionId);
      const now = madeWith(collectionId);
      return {
        checks: rows.map(view),
        questions: questions.length,
        newQuestions: questions.filter(({ id, question }) => asked.get(id) !== question).length,
        madeWith: now,
        differences: last ? differencesOf(last.madeWith, now) : [],
      };
    },
    start(collectionId) {
      getCollection(db, collectionId);
      if (listSavedQuestions(db, collectionId).length === 0)
        throw new AppError('input-invalid', 'There are no saved questions to ask in this collection.', {
          details: { subject: 'questions' },
        });
      const open = listLibraryChecks(db, collectionId, MOST_LISTED).find(({ state }) => state === 'running' || state === 'paused');
      const id = library.transaction((write) => {
        if (open === undefined) return insertLibraryCheck(write, collectionId, beginning(collectionId));
        pauseLibraryCheck(write, open.id, false);
        return open.id;
      });
      tell(id);
      wake();
      return view(getLibraryCheck(db, id));
    },
    pause(checkId) {
      library.transaction((write) => pauseLibraryCheck(write, checkId, true));
      stop(checkId);
      tell(checkId);
      return view(getLibraryCheck(db, checkId));
    },
    resume(checkId) {
      library.transaction((write) => pauseLibraryCheck(write, checkId, false));
      wake();
      tell(checkId);
      return view(getLibraryCheck(db, checkId));
    },
    remove(checkId) {
      const { collectionId } = getLibraryCheck(db, checkId);
      library.transaction((write) => removeLibraryCheck(write, checkId));
      stop(checkId);
      emit({ type: 'library-check-changed', collectionId, check: null });
    },
    report: (checkId, baselineId) => reportOf(db, view, checkId, baselineId),
    giveWayWhile(work) {
      urgent += 1;
      released ??= Promise.withResolvers();
      asking?.controller.abort(new DOMException('The check gives way.', 'AbortError'));
      const over = (): void => {
        urgent -= 1;
        if (urgent > 0) return;
        released?.resolve();
        released = null;
      };
      work.then(over, over);
    },
    wake,
    async whenIdle() {
      await running;
    },
    async dispose() {
      life.abort(new DOMException('The engine is closing.', 'AbortError'));
      released?.resolve();
      await running;
    },
  };
}
