import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Thread } from '../../../shared/domain/answer.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { InlineName } from '../../ui/inline-name.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { groupByAge } from './group-by-age.ts';

function ThreadItem({ thread }: { thread: Thread }) {
  const { navigation, threads, removals, notices } = useSession();
  const { view, threadId } = useStore(navigation);
  const [renaming, setRenaming] = useState(false);
  const current = view === 'thread' && threadId === thread.id;
  if (renaming) {
    const finish = (title: string | null) => {
      setRenaming(false);
      if (title) threads.rename(thread.id, title).catch((error: unknown) => notices.sayError(error));
    };
    return (
      <li>
        <InlineName label="Title of the thread" initial={thread.title} onDone={finish} />
      </li>
    );
  }
  const remove = () => {
    if (current) navigation.newQuestion();
    removals.remove({
      key: `thread-${thread.id}`,
      message: `Removed “${thread.title}”.`,
      commit: () => threads.remove(thread.id),
      onUndo: () => navigation.openThread(thread.id),
    });
  };
  return (
    <li className="thread-item" data-current={current || undefined}>
      <button
        type="button"
        className="thread-item-open"
        data-testid="thread-item"
        aria-current={current ? 'page' : undefined}
        title={thread.title}
        onClick={() => navigation.openThread(thread.id)}
      >
        <span className="truncate">{thread.title}</span>
      </button>
      <Menu
        align="end"
        trigger={
          <button type="button" className="thread-item-more" aria-label={`More for ${thread.title}`}>
            <Ellipsis size={16} strokeWidth={1.5} aria-hidden />
          </button>
        }
      >
        <MenuItem icon={<Pencil size={16} strokeWidth={1.5} />} onSelect={() => setRenaming(true)}>
          Rename
        </MenuItem>
        <MenuItem icon={<Trash2 size={16} strokeWidth={1.5} />} loss onSelect={remove}>
          Remove
        </MenuItem>
      </Menu>
    </li>
  );
}

/** The threads of the collection, newest first, in groups of age. */
export function ThreadList() {
  const { threads, removals } = useSession();
  const all = useStore(threads);
  const hidden = useStore(removals);
  if (all.status === 'loading') {
    return (
      <div className="thread-list">
        <Skeleton lines={[80, 62, 74]} label="Loading threads" />
      </div>
    );
  }
  if (all.status === 'failed') {
    return (
      <div className="thread-list">
        <ErrorNote error={all.error} actions={{ retry: () => void threads.refresh() }} />
      </div>
    );
  }
  const shown = all.value.filter(({ id }) => !hidden.has(`thread-${id}`));
  if (shown.length === 0) return <p className="thread-list thread-list-empty">Questions you ask are kept here.</p>;
  return (
    <div className="thread-list scroll">
      {groupByAge(shown).map(({ label, threads: group }) => (
        <section key={label}>
          <h2 className="sidebar-label">{label}</h2>
          <ul>
            {group.map((thread) => (
              <ThreadItem key={thread.id} thread={thread} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
