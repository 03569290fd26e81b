import { Tooltip } from '@base-ui/react/tooltip';
import { useCallback, useEffect, useState } from 'react';
import { DocumentDialogs } from '../features/document-dialogs/document-dialogs.tsx';
import { CheckPage } from '../features/library-check/check-page.tsx';
import { SaveQuestionDialog } from '../features/library-check/save-question-dialog.tsx';
import { LibraryPage } from '../features/library/library-page.tsx';
import { ModelsPage } from '../features/models/models-page.tsx';
import { Palette } from '../features/palette/palette.tsx';
import { ShortcutSheet } from '../features/palette/shortcut-sheet.tsx';
import { PathPicker } from '../features/path-picker/path-picker.tsx';
import { Sidebar } from '../features/sidebar/sidebar.tsx';
import { warmPdf } from '../features/source-pane/pdf-source.ts';
import { ReadPage } from '../features/source-pane/read/read-page.tsx';
import { SourcePane } from '../features/source-pane/source-pane.tsx';
import { StatusBar } from '../features/status-bar/status-bar.tsx';
import { ThreadPage } from '../features/thread/thread-page.tsx';
import { draftKey } from '../state/drafts.ts';
import type { Session } from '../state/session.ts';
import { SessionContext, useSession } from '../state/session-context.ts';
import { useStore } from '../state/store.ts';
import { ErrorNote } from '../ui/error-note.tsx';
import { NoticeList } from '../ui/notice-list.tsx';
import { Announcer } from './announcer.tsx';
import { DropZone } from './drop-zone.tsx';
import { useKeyboard } from './keyboard.ts';
import { Panes } from './panes.tsx';
import { useShell } from './use-shell.ts';
import { useWindowActions } from './use-window-actions.ts';
import '../ui/tokens.css';
import '../ui/base.css';

const titles = { library: 'Library', models: 'Models', check: 'Check my library' };
/** The window is there and quiet by then. */
const warmAfterMs = 1_500;
const pages = { thread: ThreadPage, library: LibraryPage, models: ModelsPage, check: CheckPage };

function Window() {
  const { actions, client, collections, drafts, inspecting, navigation, removals, threads } = useSession();
  const inspected = useStore(inspecting);
  const { view, threadId } = useStore(navigation);
  const connection = useStore(client.connection);
  const [overlay, setOverlay] = useState<'palette' | 'sheet' | null>(null);
  const close = useCallback(() => setOverlay(null), []);
  const showPalette = useCallback(() => setOverlay('palette'), []);
  const showSheet = useCallback(() => setOverlay('sheet'), []);
  useWindowActions({ showPalette, showSheet });
  useShell();

  const goToCollection = useCallback(
    (letter: string) => {
      const all = collections.get();
      const now = navigation.get().collectionId;
      const fitting = all.status === 'ready' ? all.value.filter(({ name }) => name.toLowerCase().startsWith(letter)) : [];
      const next = fitting[(fitting.findIndex(({ id }) => id === now) + 1) % Math.max(1, fitting.length)];
      if (next) navigation.openCollection(next.id);
      return next !== undefined;
    },
    [collections, navigation],
  );
  useKeyboard(actions, goToCollection);

  const ask = useCallback(
    (question: string) => {
      drafts.write(draftKey(navigation.get().collectionId, null), question);
      navigation.newQuestion();
    },
    [drafts, navigation],
  );

  const title = useStore(threads, (kept) => (kept.status === 'ready' ? kept.value.find(({ id }) => id === threadId)?.title : undefined));
  const shown = view === 'thread' ? title : titles[view];
  useEffect(() => {
    document.title = shown ? `${shown} – Footnote` : 'Footnote';
  }, [shown]);

  useEffect(() => {
    window.addEventListener('pagehide', removals.settle);
    return () => window.removeEventListener('pagehide', removals.settle);
  }, [removals]);

  // Going anywhere else leaves the page that shows what was read.
  useEffect(() => navigation.subscribe(inspecting.close), [navigation, inspecting]);

  const connected = connection.phase === 'connected';
  useEffect(() => {
    if (!connected) return undefined;
    const timer = setTimeout(warmPdf, warmAfterMs);
    return () => clearTimeout(timer);
  }, [connected]);

  if (connection.phase === 'refused') {
    return (
      <div className="refused">
        <ErrorNote error={connection.error} actions={{ reload: () => location.reload() }} />
      </div>
    );
  }
  const Page = pages[view];
  return (
    <div className="window" data-testid="app-shell" data-connection={connection.phase}>
      <Panes
        sidebar={<Sidebar />}
        main={inspected ? <ReadPage key={inspected.documentId} inspected={inspected} /> : <Page />}
        source={<SourcePane />}
        alone={inspected !== null}
      />
      <StatusBar />
      <Palette open={overlay === 'palette'} onClose={close} onAsk={ask} />
      <ShortcutSheet open={overlay === 'sheet'} onClose={close} />
      <PathPicker />
      <DocumentDialogs />
      <SaveQuestionDialog />
      <NoticeList />
      <DropZone />
      <Announcer />
    </div>
  );
}

/** The whole window over a session. */
export function App({ session }: { session: Session }) {
  return (
    <SessionContext value={session}>
      <Tooltip.Provider delay={400}>
        <Window />
      </Tooltip.Provider>
    </SessionContext>
  );
}
