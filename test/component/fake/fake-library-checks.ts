import { engineContract } from '../../../src/shared/contract/engine.ts';
import type { CheckReport, CheckStanding, LibraryCheck, SavedQuestion } from '../../../src/shared/domain/library-check.ts';
import { implementContract } from '../../../src/shared/rpc/serve.ts';
import type { Within } from './fake-documents.ts';
import { checkOf, savedQuestionOf } from './check-samples.ts';

const os = implementContract(engineContract);

/** Saved questions and checks of a pretended library. */
export interface FakeChecks {
  questions: SavedQuestion[];
  /** Newest first. */
  checks: LibraryCheck[];
  reports: Map<number, CheckReport>;
  standing: Pick<CheckStanding, 'madeWith' | 'differences' | 'newQuestions'>;
}

export const noChecks = (): FakeChecks => ({
  questions: [],
  checks: [],
  reports: new Map(),
  standing: { madeWith: checkOf(1).madeWith, differences: [], newQuestions: 0 },
});

/** The handlers over them. */
export function fakeLibraryChecks({ library, enter, find, emit }: Within) {
  const kept = () => library.libraryChecks;
  const change = (checkId: number, part: Partial<LibraryCheck>): LibraryCheck => {
    const check = { ...find(kept().checks, checkId), ...part };
    kept().checks = kept().checks.map((other) => (other.id === checkId ? check : other));
    emit({ type: 'library-check-changed', collectionId: check.collectionId, check });
    return check;
  };
  const changed = (collectionId: number) => emit({ type: 'saved-questions-changed', collectionId });
  return {
    savedQuestions: {
      list: os.savedQuestions.list.handler(({ input }) => {
        enter('savedQuestions.list');
        return kept().questions.filter(({ collectionId }) => collectionId === input.collectionId);
      }),
      save: os.savedQuestions.save.handler(({ input }) => {
        enter('savedQuestions.save');
        const { collectionId, question, place } = input;
        const documentId = place.kind === 'span' ? place.span.documentId : place.documentId;
        const { name, relativePath } = find(library.documents, documentId);
        const saved = savedQuestionOf(Math.max(0, ...kept().questions.map(({ id }) => id)) + 1, {
          collectionId,
          question,
          documentId,
          documentName: name,
          relativePath,
          span: place.kind === 'span' ? place.span : null,
          place: place.kind === 'page' ? { kind: 'page', page: place.page, boxes: [] } : null,
          quote: place.kind === 'span' ? (place.quote ?? 'words') : null,
        });
        kept().questions = [...kept().questions, saved];
        changed(collectionId);
        return saved;
      }),
      rename: os.savedQuestions.rename.handler(({ input }) => {
        kept().questions = kept().questions.map((each) => (each.id === input.questionId ? { ...each, question: input.question } : each));
        const question = find(kept().questions, input.questionId);
        changed(question.collectionId);
        return question;
      }),
      remove: os.savedQuestions.remove.handler(({ input }) => {
        enter('savedQuestions.remove');
        const { collectionId } = find(kept().questions, input.questionId);
        kept().questions = kept().questions.filter(({ id }) => id !== input.questionId);
        changed(collectionId);
      }),
    },
    libraryChecks: {
      standing: os.libraryChecks.standing.handler(({ input }) => {
        enter('libraryChecks.standing');
        return {
          ...kept().standing,
          checks: kept().checks.filter(({ collectionId }) => collectionId === input.collectionId),
          questions: kept().questions.filter(({ collectionId }) => collectionId === input.collectionId).length,
        };
      }),
      start: os.libraryChecks.start.handler(({ input }) => {
        enter('libraryChecks.start');
        const id = Math.max(0, ...kept().checks.map((check) => check.id)) + 1;
        const started = { state: 'running' as const, finishedAtMs: null, figures: null, questionsDone: 0 };
        const check = checkOf(id, {
          collectionId: input.collectionId,
          questions: kept().questions.length,
          startedAtMs: Date.now(),
          ...started,
        });
        kept().checks = [check, ...kept().checks];
        emit({ type: 'library-check-changed', collectionId: check.collectionId, check });
        return check;
      }),
      pause: os.libraryChecks.pause.handler(({ input }) => change(input.checkId, { state: 'paused' })),
      resume: os.libraryChecks.resume.handler(({ input }) => change(input.checkId, { state: 'running' })),
      remove: os.libraryChecks.remove.handler(({ input }) => {
        const { collectionId } = find(kept().checks, input.checkId);
        kept().checks = kept().checks.filter(({ id }) => id !== input.checkId);
        emit({ type: 'library-check-changed', collectionId, check: null });
      }),
      report: os.libraryChecks.report.handler(({ input }) => {
        enter('libraryChecks.report');
        const check = find(kept().checks, input.checkId);
        return kept().reports.get(input.checkId) ?? { check, baseline: null, differences: [], questions: [] };
      }),
    },
  };
}
