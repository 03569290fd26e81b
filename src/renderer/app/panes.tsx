import { PanelLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { Whereabouts } from '../state/navigation.ts';
import { useSession } from '../state/session-context.ts';
import { useStore } from '../state/store.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { sourceOverlays } from './keyboard.ts';
import { useMedia } from './use-media.ts';
import { useSidebarWidth } from './use-sidebar-width.ts';
import './panes.css';

export interface PanesProps {
  readonly sidebar: ReactNode;
  readonly main: ReactNode;
  readonly source: ReactNode;
  /** The main part needs the room of the source as well. */
  readonly alone?: boolean;
}

/** Side by side while there is room; the source lies over the thread on narrow windows, the sidebar on very narrow ones. */
export function Panes({ sidebar, main, source, alone = false }: PanesProps) {
  const { preferences, navigation, reading } = useSession();
  const pane = useStore(preferences, ({ sourcePane }) => sourcePane);
  const at = useStore(navigation);
  const overlays = useMedia(sourceOverlays);
  const sidebarOverlays = useMedia('(width <= 720px)');
  const [openedAt, setOpenedAt] = useState<Whereabouts | null>(null);
  // Going anywhere closes the sidebar that lies over the page.
  const sidebarOpen = openedAt === at;
  const shown = pane === 'shown' && !alone;
  // A source that lies over the page is not left over the next one.
  const before = useRef(at);
  useEffect(() => {
    const hasMoved = before.current.view !== at.view || before.current.threadId !== at.threadId;
    before.current = at;
    if (hasMoved && overlays) reading.close();
  }, [at, overlays, reading]);
  const panelIds = [...(sidebarOverlays ? [] : ['pane-sidebar']), 'pane-main', ...(shown && !overlays ? ['pane-source'] : [])];
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'footnote.panes', panelIds, storage: localStorage });
  const sidebarWidth = useSidebarWidth(panelIds.join(' '));

  return (
    <div className="panes">
      <Group
        className="panes-group"
        {...(defaultLayout ? { defaultLayout } : {})}
        onLayoutChanged={(layout, meta) => {
          onLayoutChanged(layout, meta);
          sidebarWidth.onLayoutChanged(meta);
        }}
      >
        {!sidebarOverlays && (
          <>
            <Panel
              id="pane-sidebar"
              panelRef={sidebarWidth.panel}
              defaultSize={sidebarWidth.usualPx}
              minSize={180}
              maxSize={400}
              groupResizeBehavior="preserve-pixel-size"
            >
              {sidebar}
            </Panel>
            <Separator className="pane-rule" aria-label="Width of the sidebar" />
          </>
        )}
        <Panel id="pane-main" minSize={360}>
          <main className="panes-main" id="main" tabIndex={-1}>
            {sidebarOverlays && (
              <div className="sidebar-toggle">
                <IconButton
                  label={sidebarOpen ? 'Close the sidebar' : 'Open the sidebar'}
                  icon={<PanelLeft size={16} strokeWidth={1.5} />}
                  aria-expanded={sidebarOpen}
                  onClick={() => setOpenedAt(sidebarOpen ? null : at)}
                />
              </div>
            )}
            {main}
          </main>
        </Panel>
        {shown && !overlays && (
          <>
            <Separator className="pane-rule" aria-label="Width of the source" />
            <Panel id="pane-source" defaultSize="42%" minSize={320}>
              {source}
            </Panel>
          </>
        )}
      </Group>
      {shown && overlays && <div className="source-overlay">{source}</div>}
      {sidebarOverlays && sidebarOpen && <div className="sidebar-overlay">{sidebar}</div>}
    </div>
  );
}
