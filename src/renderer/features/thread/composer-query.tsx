import { X } from 'lucide-react';
import { type KeyboardEvent, useMemo } from 'react';
import { kindNames } from '../../../shared/domain/filter-words.ts';
import { type QueryChip, queryChips, suggestions, without } from './query-chips.ts';

const key = ({ start, words }: QueryChip) => `${start}-${words}`;

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** What is typed as the engine will understand it, and what may come next. Both can be left alone. */
export function ComposerQuery(props: {
  text: string;
  folders: readonly string[];
  onChange: (text: string) => void;
  /** The arrow before the first suggestion, and Esc. */
  onLeave: () => void;
}) {
  const { text, folders, onChange, onLeave } = props;
  const next = useMemo(() => suggestions(text, kindNames, folders), [text, folders]);
  // What can still become a value is no mistake yet.
  const chips = useMemo(
    () => queryChips(text).filter(({ isUnderstood, end }) => isUnderstood || next.length === 0 || end < text.length),
    [text, next],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[event.key];
    if (step === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll('button')];
    const at = all.indexOf(event.target as HTMLButtonElement) + (step ?? -all.length);
    if (at < 0) onLeave();
    else all[Math.min(at, all.length - 1)]?.focus();
  };
  if (chips.length === 0 && next.length === 0) return null;
  return (
    <div className="composer-query">
      {chips.length > 0 && (
        <ul aria-label="Where to look" data-testid="query-chips">
          {chips.map((chip) => (
            <li key={key(chip)} className="query-chip" data-testid="query-chip" data-unknown={!chip.isUnderstood || undefined}>
              <span className="truncate">{chip.words}</span>
              <button type="button" aria-label={`Take out: ${chip.words}`} onClick={() => onChange(without(text, chip))}>
                <X size={12} strokeWidth={2} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {next.length > 0 && (
        <div className="query-suggestions" role="group" aria-label="Suggestions" data-testid="query-suggestions" onKeyDown={onKeyDown}>
          {next.map((suggestion) => (
            <button key={suggestion.text} type="button" className="query-suggestion" onClick={() => onChange(suggestion.text)}>
              {suggestion.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
