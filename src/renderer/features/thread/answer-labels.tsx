import type { AnswerView } from '../../state/answer-view.ts';
import { useSession } from '../../state/session-context.ts';
import { warningWords } from './receipt-words.ts';

/** What a reader must know before reading: that no model wrote this, or that only a part was searched. */
export function AnswerLabels({ view }: { view: AnswerView }) {
  const { navigation } = useSession();
  const extractive = view.answer.kind === 'extractive';
  const fullTextOnly = view.warnings.find((warning) => warning === 'no-embedding-model' || warning === 'embedding-failed');
  const partial = view.warnings.filter((warning) => warning === 'vectors-incomplete' || warning === 'documents-queued');
  if (!extractive && !fullTextOnly && partial.length === 0) return null;
  return (
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
  );
}
