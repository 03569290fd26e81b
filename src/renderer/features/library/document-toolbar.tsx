import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DocumentState } from '../../../shared/domain/document.ts';
import { outcomeNames, outcomeOrder } from '../../ui/outcome-words.ts';
import type { Coverage } from '../../../shared/domain/source.ts';
import { count } from '../../ui/figures.ts';
import type { LibraryView } from './library-view.ts';
import type { OutcomeCounts } from './use-outcome-counts.ts';

export interface DocumentToolbarProps {
  readonly view: LibraryView;
  readonly coverage: Coverage | null;
  readonly outcomes: OutcomeCounts;
  readonly onChange: (part: Partial<LibraryView>) => void;
}

/** What reading came to, with how many came to it; shown where anything came to less than the whole. */
function OutcomeChoices({ view, outcomes, onChange }: Pick<DocumentToolbarProps, 'view' | 'outcomes' | 'onChange'>) {
  const shown = outcomeOrder.filter((outcome) => outcome !== 'ok' && ((outcomes.get(outcome) ?? 0) > 0 || view.outcome === outcome));
  if (shown.length === 0) return null;
  return (
    <div className="document-outcomes" role="group" aria-label="Show what came to">
      {shown.map((outcome) => {
        const pressed = view.outcome === outcome;
        return (
          <button
            key={outcome}
            type="button"
            className="document-choice document-outcome"
            data-testid={`document-outcome-${outcome}`}
            aria-pressed={pressed}
            onClick={() => onChange(pressed ? { outcome: null } : { outcome, state: null })}
          >
            {outcomeNames[outcome]} <span className="tabular">{count(outcomes.get(outcome) ?? 0)}</span>
          </button>
        );
      })}
    </div>
  );
}

/** Filters as one types, and narrows to a state or to what reading came to. */
export function DocumentToolbar({ view, coverage, outcomes, onChange }: DocumentToolbarProps) {
  const [typed, setTyped] = useState(view.filter);
  useEffect(() => setTyped(view.filter), [view.filter]);
  useEffect(() => {
    if (typed === view.filter) return undefined;
    const timer = setTimeout(() => onChange({ filter: typed }), 120);
    return () => clearTimeout(timer);
  }, [typed, view.filter, onChange]);

  const waiting = coverage?.waiting ?? 0;
  const choices: { state: DocumentState | null; label: string; number: number | null }[] = [
    { state: null, label: 'All', number: coverage?.documents ?? null },
    { state: 'searchable', label: 'Searchable', number: coverage?.searchable ?? null },
  ];
  if (waiting > 0 || view.state === 'queued') choices.push({ state: 'queued', label: 'Waiting', number: null });
  if ((coverage?.failed ?? 0) > 0 || view.state === 'failed')
    choices.push({ state: 'failed', label: 'Not read', number: coverage?.failed ?? null });
  if (view.state === 'missing') choices.push({ state: 'missing', label: 'Missing', number: null });

  return (
    <div className="document-toolbar">
      <label className="document-filter">
        <Search size={16} strokeWidth={1.5} aria-hidden />
        <span className="visually-hidden">Filter documents by name</span>
        <input
          type="search"
          data-testid="document-filter"
          placeholder="Filter by name"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && typed !== '' && (event.stopPropagation(), setTyped(''))}
        />
      </label>
      <div className="document-states" role="group" aria-label="Show">
        {choices.map(({ state, label, number }) => (
          <button
            key={label}
            type="button"
            className="document-choice"
            data-testid={`document-state-${state ?? 'all'}`}
            data-loss={state === 'failed' || undefined}
            aria-pressed={view.state === state && view.outcome === null}
            onClick={() => onChange({ state, outcome: null })}
          >
            {label}
            {number !== null && <span className="tabular"> {count(number)}</span>}
          </button>
        ))}
      </div>
      <OutcomeChoices view={view} outcomes={outcomes} onChange={onChange} />
    </div>
  );
}
