import { X } from 'lucide-react';
import { useMemo } from 'react';
import { kindNames } from '../../../shared/domain/filter-words.ts';
import { type QueryChip, queryChips, suggestions, without } from './query-chips.ts';

const key = ({ start, words }: QueryChip) => `${start}-${words}`;

/** What is typed as the engine will understand it, and what may come next. Both can be left alone. */
export function ComposerQuery(props: { text: string; folders: readonly string[]; onChange: (text: string) => void }) {
  const { text, folders, onChange } = props;
  const chips = useMemo(() => queryChips(text), [text]);
  const next = useMemo(() => suggestions(text, kindNames, folders), [text, folders]);
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
        <div className="query-suggestions" role="group" aria-label="Suggestions" data-testid="query-suggestions">
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
