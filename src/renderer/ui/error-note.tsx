import { CircleAlert } from 'lucide-react';
import { errorDataOf, type NextAction, nextActionLabels, wordsFor } from '../client/error-words.ts';
import { Button } from './button.tsx';
import './error-note.css';

export interface ErrorNoteProps {
  readonly error: unknown;
  /** What the place can do about it. An action it lacks is shown as advice only. */
  readonly actions?: Partial<Record<NextAction, () => void>>;
}

/** What happened, to what, and the one thing to do next. */
export function ErrorNote({ error, actions = {} }: ErrorNoteProps) {
  const data = isData(error) ? error : errorDataOf(error);
  const { title, advice, action } = wordsFor(data);
  const run = actions[action];
  const label = nextActionLabels[action];
  return (
    <div className="error-note" role="alert" data-testid="error-note" data-code={data.code}>
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
      <p>
        <span className="error-note-title">{title}</span> <span className="error-note-advice">{advice}</span>
        {data.details.logId && <span className="error-note-log tabular"> Log {data.details.logId}.</span>}
      </p>
      {run && label && (
        <Button size="small" onClick={run} data-testid="error-action">
          {label}
        </Button>
      )}
    </div>
  );
}

function isData(error: unknown): error is Parameters<typeof wordsFor>[0] & { code: string } {
  return typeof error === 'object' && error !== null && !(error instanceof Error) && 'code' in error && 'details' in error;
}
