import type { Action } from '../../state/actions.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Dialog } from '../../ui/dialog.tsx';

/** One line per shortcut; the nine citation keys are one line. */
export function sheetLines(actions: readonly Action[]): { group: Action['group']; title: string; shortcut: string }[] {
  const lines = actions.flatMap(({ group, title, shortcut, id }) =>
    shortcut && !id.startsWith('citation-') ? [{ group, title, shortcut }] : [],
  );
  return actions.some(({ id }) => id.startsWith('citation-'))
    ? [...lines, { group: 'Read', title: 'Open a citation', shortcut: '1 – 9' }]
    : lines;
}

/** All keys on one sheet. */
export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { actions } = useSession();
  const groups = [...Map.groupBy(sheetLines(useStore(actions)), ({ group }) => group)];
  return (
    <Dialog open={open} onClose={onClose} title="Keys" className="sheet" data-testid="shortcut-sheet">
      <div className="sheet-groups scroll">
        {groups.map(([group, lines]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {lines.map(({ title, shortcut }) => (
                <div key={title}>
                  <dt>{title}</dt>
                  <dd>{shortcut.split(' ').map((key, index) => (key === '–' ? ' – ' : <kbd key={`${index}-${key}`}>{key}</kbd>))}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
