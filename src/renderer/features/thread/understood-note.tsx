import type { Answer } from '../../../shared/domain/answer.ts';
import { understoodWords } from '../../../shared/domain/filter-words.ts';
import { isEveryDocument } from '../../../shared/domain/scope.ts';
import { fieldsIn, withoutFields } from '../../../shared/domain/split-fields.ts';

/** The same question without a limit; one that took its limit from the question before has to say so. */
function askedEverywhere(question: string): string {
  const asked = withoutFields(question);
  return fieldsIn(question) === '' ? `${asked} (everywhere)` : asked;
}

/** Where was searched and for what, where the question alone does not tell; from a limit that found nothing leads a way out. */
export function UnderstoodNote({ answer, onAsk }: { answer: Answer; onAsk?: ((question: string) => void) | undefined }) {
  const { query, question, kind, state } = answer;
  if (query === undefined) return null;
  const words = understoodWords(query, question);
  if (words.length === 0) return null;
  const mayWiden = onAsk !== undefined && kind === 'not-found' && state === 'done' && !isEveryDocument(query.filter);
  return (
    <p className="answer-understood" data-testid="answer-understood">
      {words.map((each) => (
        <span key={each}>{each}.</span>
      ))}
      {mayWiden && (
        <button type="button" className="text-button" data-testid="ask-everywhere" onClick={() => onAsk(askedEverywhere(question))}>
          Search everywhere
        </button>
      )}
    </p>
  );
}
