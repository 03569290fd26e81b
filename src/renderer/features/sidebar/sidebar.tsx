import { BookOpen, Cpu, Library, ListChecks, PenLine } from 'lucide-react';
import type { ReactNode } from 'react';
import type { View } from '../../state/navigation.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { count } from '../../ui/figures.ts';
import { AppearanceMenu } from './appearance-menu.tsx';
import { CollectionSwitcher } from './collection-switcher.tsx';
import { ThreadList } from './thread-list.tsx';
import './sidebar.css';

function Place(props: { view: View; icon: ReactNode; label: string; note?: string; testId: string }) {
  const { navigation } = useSession();
  const { view } = useStore(navigation);
  return (
    <button
      type="button"
      className="sidebar-place"
      data-testid={props.testId}
      aria-current={view === props.view ? 'page' : undefined}
      onClick={() => navigation.show(props.view)}
    >
      {props.icon}
      <span className="truncate">{props.label}</span>
      {props.note && <span className="sidebar-note tabular">{props.note}</span>}
    </button>
  );
}

/** Collections, threads, and the way to the library, its check and the models. */
export function Sidebar() {
  const { navigation, collections } = useSession();
  const { view, threadId, collectionId } = useStore(navigation);
  const known = useStore(collections);
  const documents = known.status === 'ready' ? known.value.find(({ id }) => id === collectionId)?.documentCount : undefined;
  return (
    <nav className="sidebar" aria-label="Collections and threads" data-testid="sidebar">
      <div className="sidebar-top">
        <div className="sidebar-mark" aria-hidden>
          <BookOpen size={16} strokeWidth={1.75} />
        </div>
        <CollectionSwitcher />
      </div>
      <button
        type="button"
        className="sidebar-place sidebar-ask"
        data-testid="nav-ask"
        aria-current={view === 'thread' && threadId === null ? 'page' : undefined}
        onClick={() => {
          navigation.newQuestion();
          document.getElementById('composer-input')?.focus({ preventScroll: true });
        }}
      >
        <PenLine size={16} strokeWidth={1.75} aria-hidden />
        <span className="truncate">New question</span>
        <kbd>N</kbd>
      </button>
      <ThreadList />
      <div className="sidebar-foot">
        <Place
          view="library"
          testId="nav-library"
          icon={<Library size={16} strokeWidth={1.75} aria-hidden />}
          label="Library"
          {...(documents ? { note: count(documents) } : {})}
        />
        <Place view="check" testId="nav-check" icon={<ListChecks size={16} strokeWidth={1.75} aria-hidden />} label="Check my library" />
        <Place view="models" testId="nav-models" icon={<Cpu size={16} strokeWidth={1.75} aria-hidden />} label="Models" />
        <AppearanceMenu />
      </div>
    </nav>
  );
}
