import type { AnswerView } from '../../state/answer-view.ts';
import { useSession } from '../../state/session-context.ts';
import { warningWords } from './receipt-words.ts';
import { UnderstoodNote } from './understood-note.tsx';

/** Warnings that make an answer one of a part only. */
const partialWarnings = new Set<string>(['vectors-incomplete', 'documents-queued']);

export interface AnswerLabelsProps {
  readonly view: AnswerView;
  readonly onAskAgain?: (question: string) => void;
}

/** What a reader must know before reading: where was searched, that no model wrote this, or that only a part was searched. */
export function AnswerLabels({ view, onAskAgain }: AnswerLabelsProps) {
  const { navigation } = useSession();
  const extractive = view.answer.kind === 'extractive';
  const nothing = view.warnings.includes('nothing-in-scope');
  const fullTextOnly = nothing
    ? undefined
    : view.warnings.find((warning) => warning === 'no-embedding-model' || warning === 'embedding-failed');
  const partial = view.warnings.filter((warning) => partialWarnings.has(warning));
  const hasLabels = extractive || fullTextOnly !== undefined || partial.length > 0;
  return (
    <>
      <UnderstoodNote answer={view.answer} onAsk={onAskAgain} />
      {hasLabels && (
        <p className="answer-labels" data-testid="answer-labels">
          {extractive && (
            <span>
              No chat model: quoted passages.{' '}
              <button type="button" className="text-button" onClick={() => navigation.show('models')}>
                Choose a model
              </button>
            </span>
          )}
          {fullTextOnly && <span>{warningWords[fullTextOnly]}</span>}
          {partial.map((warning) => (
            <span key={warning}>{warningWords[warning]}</span>
          ))}
        </p>
      )}
    </>
  );
}
