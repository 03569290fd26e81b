import { useId, useMemo, useRef, useState } from 'react';
import type { Action } from '../../state/actions.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fit, rankActions } from './rank-actions.ts';
import './palette.css';

function PaletteBody({ onClose, onAsk }: { onClose: () => void; onAsk: (question: string) => void }) {
  const { actions } = useSession();
  const offered = useStore(actions);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const shown = useMemo<Action[]>(() => {
    const found = rankActions(
      offered.filter(({ id: action }) => action !== 'show-palette' && (query !== '' || !action.startsWith('citation-'))),
      query,
    ).slice(0, 60);
    const question = query.trim();
    if (question.length < 3) return found;
    const ask: Action = { id: 'ask-this', title: `Ask “${question}”`, group: 'Ask', run: () => onAsk(question) };
    // Words that name an action mean it; anything else is taken for a question.
    const [best] = found;
    const named = best !== undefined && (fit(best.title, question) ?? 3) < 3;
    return named ? [...found, ask] : [ask, ...found];
  }, [offered, query, onAsk]);
  const current = shown[Math.min(at, shown.length - 1)];

  const run = (action: Action | undefined) => {
    if (!action || action.unavailable) return;
    onClose();
    action.run();
  };
  const move = (to: number) => {
    const next = Math.min(shown.length - 1, Math.max(0, to));
    setAt(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <>
      <input
        className="palette-input"
        data-testid="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current ? `${id}-${current.id}` : undefined}
        aria-label="Search actions, threads and collections, or ask"
        placeholder="Do, go to, or ask"
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(current);
          else if (event.key === 'ArrowDown') move(at + 1);
          else if (event.key === 'ArrowUp') move(at - 1);
          else return;
          event.preventDefault();
        }}
      />
      <ul className="palette-list scroll" ref={list} role="listbox" id={`${id}-list`} aria-label="Actions">
        {shown.map((action, index) => (
          <li
            key={action.id}
            id={`${id}-${action.id}`}
            role="option"
            className="palette-item"
            data-testid="palette-item"
            aria-selected={action === current}
            aria-disabled={Boolean(action.unavailable)}
            onPointerMove={() => setAt(index)}
            onClick={() => run(action)}
          >
            <span className="truncate">{action.title}</span>
            <span className="palette-group">{action.unavailable ?? action.group}</span>
            {action.shortcut && <kbd>{action.shortcut}</kbd>}
          </li>
        ))}
        {shown.length === 0 && <li className="palette-none">Nothing fits.</li>}
      </ul>
    </>
  );
}

/** Everything that can be done, by typing. */
export function Palette(props: { open: boolean; onClose: () => void; onAsk: (question: string) => void }) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title="Palette" showTitle={false} className="palette" data-testid="palette">
      <PaletteBody onClose={props.onClose} onAsk={props.onAsk} />
    </Dialog>
  );
}
