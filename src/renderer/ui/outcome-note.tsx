import { CircleAlert } from 'lucide-react';
import type { Document } from '../../shared/domain/document.ts';
import { nextActionLabels } from '../client/error-words.ts';
import { useSession } from '../state/session-context.ts';
import { Button } from './button.tsx';
import { outcomeNames, outcomeWords } from './outcome-words.ts';
import './outcome-note.css';

/** What a document lacks, all of it, with the one thing to do about it. Nothing for one that was read whole. */
export function OutcomeNote({ document }: { document: Document }) {
  const { documentActs } = useSession();
  const words = outcomeWords(document);
  if (!words || !document.outcome) return null;
  const label = nextActionLabels[words.action];
  const gaps = document.warnings;
  const isGap = document.outcome === 'partial';
  return (
    <div className="outcome-note" role="note" data-testid="outcome-note" data-outcome={document.outcome} data-tone={words.tone}>
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
      <div className="outcome-note-words">
        <p>
          <span className="outcome-note-title">{isGap ? `${outcomeNames[document.outcome]}.` : words.title}</span>{' '}
          {isGap ? null : words.advice}
        </p>
        {gaps.length > 0 && (
          <ul className="outcome-note-gaps">
            {gaps.map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        )}
      </div>
      {label && (
        <Button size="small" data-testid="outcome-action" onClick={() => documentActs.run(words.action, document)}>
          {isGap ? 'Read again' : label}
        </Button>
      )}
    </div>
  );
}
