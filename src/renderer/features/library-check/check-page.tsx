import { useState } from 'react';
import type { CheckStanding, LibraryCheck, SavedQuestion } from '../../../shared/domain/library-check.ts';
import { savedQuestionKey } from '../../state/saved-questions.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { moment } from '../../ui/figures.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CheckHistory } from './check-history.tsx';
import { CheckProgress } from './check-progress.tsx';
import { CheckResult } from './check-result.tsx';
import { CheckSuggestion } from './check-suggestion.tsx';
import { QuestionRowItem } from './question-row.tsx';
import { questionRows } from './question-rows.ts';
import { useReport } from './use-report.ts';
import './check.css';

function removalKey({ id }: LibraryCheck): string {
  return `library-check-${id}`;
}

function Checked({ standing, questions }: { standing: CheckStanding; questions: readonly SavedQuestion[] }) {
  const { libraryChecks, notices, removals } = useSession();
  const hidden = useStore(removals);
  const checks = standing.checks.filter((check) => !hidden.has(removalKey(check)));
  const done = checks.filter(({ state }) => state === 'done');
  const underWay = checks.find(({ state }) => state === 'running' || state === 'paused');
  const failed = checks.find(({ state }) => state === 'failed');
  const [chosen, setChosen] = useState<{ shownId: number; newestId: number | undefined; baselineId: number | null } | null>(null);
  // A check that ends meanwhile is shown; what was chosen before it was of its time.
  const choice = chosen?.newestId === done[0]?.id && done.some(({ id }) => id === chosen?.shownId) ? chosen : null;
  const shownId = choice?.shownId ?? done[0]?.id ?? null;
  const report = useReport(shownId, choice?.baselineId ?? null);
  const choose = (id: number, baselineId: number | null) => setChosen({ shownId: id, newestId: done[0]?.id, baselineId });
  const start = () => libraryChecks.start().catch((error: unknown) => notices.sayError(error));
  const remove = (check: LibraryCheck) =>
    removals.remove({
      key: removalKey(check),
      message: `Removed the check of ${moment(check.startedAtMs)}.`,
      commit: () => libraryChecks.remove(check.id),
    });
  const rows = questionRows(questions, report?.status === 'ready' ? report.value.questions : []);
  return (
    <>
      {underWay && <CheckProgress check={underWay} />}
      {!underWay && failed?.error && <ErrorNote error={failed.error} actions={{ retry: () => void start() }} />}
      {!underWay && !failed && done[0] && <CheckSuggestion standing={standing} last={done[0]} />}
      {report?.status === 'loading' && <Skeleton lines={[64, 40]} label="Loading the result" />}
      {report?.status === 'failed' && <ErrorNote error={report.error} actions={{ retry: report.retry, reload: report.retry }} />}
      {report?.status === 'ready' && shownId !== null && (
        <CheckResult report={report.value} earlier={done.filter(({ id }) => id < shownId)} onBaseline={(id) => choose(shownId, id)} />
      )}
      <section className="check-questions">
        <h2>Saved questions</h2>
        <ol>
          {rows.map((row) => (
            <QuestionRowItem key={row.saved.id} row={row} />
          ))}
        </ol>
      </section>
      {done.length > 0 && <CheckHistory checks={done} shownId={shownId} onShow={(id) => choose(id, null)} onRemove={remove} />}
    </>
  );
}

/** “Check my library”: saved questions, asked again to see whether their places are still found. */
export function CheckPage() {
  const { libraryChecks, navigation, notices, removals, savedQuestions } = useSession();
  const standing = useStore(libraryChecks);
  const saved = useStore(savedQuestions);
  const hidden = useStore(removals);
  const questions = saved.status === 'ready' ? saved.value.filter(({ id }) => !hidden.has(savedQuestionKey(id))) : [];
  const refresh = () => {
    void libraryChecks.refresh();
    void savedQuestions.refresh();
  };
  const error = standing.status === 'failed' ? standing.error : saved.status === 'failed' ? saved.error : null;
  const checks = standing.status === 'ready' ? standing.value.checks : [];
  const isUnderWay = checks.some(({ state }) => state === 'running' || state === 'paused');
  const isReady = standing.status === 'ready' && saved.status === 'ready';
  return (
    <div className="check-page scroll" data-testid="check-page">
      <div className="check-column">
        <header className="page-header check-header">
          <div>
            <h1>Check my library</h1>
            <p>Questions whose answers you know, asked again: is the right page still found?</p>
          </div>
          {questions.length > 0 && !isUnderWay && (
            <Button
              look="primary"
              data-testid="check-start"
              onClick={() => void libraryChecks.start().catch((failure: unknown) => notices.sayError(failure))}
            >
              {checks.some(({ state }) => state === 'done') ? 'Check again' : 'Check now'}
            </Button>
          )}
        </header>
        {error !== null && <ErrorNote error={error} actions={{ retry: refresh, reload: refresh }} />}
        {error === null && !isReady && <Skeleton lines={[64, 90, 82, 88]} label="Loading the saved questions" />}
        {isReady && questions.length === 0 && (
          <EmptyState
            title="No questions are saved yet."
            action={
              <Button look="primary" onClick={() => navigation.newQuestion()}>
                Ask a question
              </Button>
            }
          >
            Ask something, open the page that answers it and press “This was the page” above it. After a change of model or version, a check
            asks again and shows what is found better or worse.
          </EmptyState>
        )}
        {isReady && questions.length > 0 && <Checked standing={standing.value} questions={questions} />}
      </div>
    </div>
  );
}
