import { engineContract } from '../../shared/contract/engine.ts';
import { implementContract } from '../../shared/rpc/serve.ts';
import { pointedPlace } from '../retrieval/library-check/saved-place.ts';
import { getCollection } from '../store/collections.ts';
import {
  getSavedQuestion,
  insertSavedQuestion,
  listSavedQuestions,
  removeSavedQuestion,
  renameSavedQuestion,
  savedQuestionOf,
} from '../store/saved-questions.ts';
import type { EngineParts } from './parts.ts';

const os = implementContract(engineContract);

/** The handlers of saved questions and of their checks. */
export function libraryCheckHandlers({ library, libraryChecks, feed, clock }: EngineParts) {
  const view = (questionId: number) => savedQuestionOf(getSavedQuestion(library.read, questionId));
  const changed = (collectionId: number): void => feed.emit({ type: 'saved-questions-changed', collectionId });
  return {
    savedQuestions: {
      list: os.savedQuestions.list.handler(({ input }) => listSavedQuestions(library.read, input.collectionId).map(savedQuestionOf)),
      save: os.savedQuestions.save.handler(async ({ input, signal }) => {
        const { collectionId, question } = input;
        getCollection(library.read, collectionId);
        const place = await pointedPlace(library.read, collectionId, input.place, signal);
        const id = library.transaction((db) => insertSavedQuestion(db, { collectionId, question, place, nowMs: clock.nowMs() }));
        changed(collectionId);
        return view(id);
      }),
      rename: os.savedQuestions.rename.handler(({ input }) => {
        library.transaction((db) => renameSavedQuestion(db, input.questionId, input.question));
        const question = view(input.questionId);
        changed(question.collectionId);
        return question;
      }),
      remove: os.savedQuestions.remove.handler(({ input }) => {
        const { collectionId } = view(input.questionId);
        library.transaction((db) => removeSavedQuestion(db, input.questionId));
        changed(collectionId);
      }),
    },
    libraryChecks: {
      standing: os.libraryChecks.standing.handler(({ input }) => libraryChecks.standing(input.collectionId)),
      start: os.libraryChecks.start.handler(({ input }) => libraryChecks.start(input.collectionId)),
      pause: os.libraryChecks.pause.handler(({ input }) => libraryChecks.pause(input.checkId)),
      resume: os.libraryChecks.resume.handler(({ input }) => libraryChecks.resume(input.checkId)),
      remove: os.libraryChecks.remove.handler(({ input }) => libraryChecks.remove(input.checkId)),
      report: os.libraryChecks.report.handler(({ input }) => libraryChecks.report(input.checkId, input.baselineId)),
    },
  };
}
