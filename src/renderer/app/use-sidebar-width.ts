import { useEffect } from 'react';
import { type LayoutChangedMeta, usePanelRef } from 'react-resizable-panels';

const key = 'footnote.sidebar-px';
const usualPx = 240;

function kept(): number {
  const px = Number(localStorage.getItem(key));
  return px > 0 ? px : usualPx;
}

/**
 * Keeps the sidebar as wide as it was made, in CSS pixels. The panes around it keep their shares of the window, and a
 * share of another window is another width: it is set again whenever the panes change, of which `panes` tells.
 */
export function useSidebarWidth(panes: string) {
  const panel = usePanelRef();
  useEffect(() => {
    // A pane that has just come is known to its group one frame later.
    const frame = requestAnimationFrame(() => panel.current?.resize(kept()));
    return () => cancelAnimationFrame(frame);
  }, [panel, panes]);
  const onLayoutChanged = (meta: Pick<LayoutChangedMeta, 'isUserInteraction'>) => {
    if (meta.isUserInteraction && panel.current) localStorage.setItem(key, String(Math.round(panel.current.getSize().inPixels)));
  };
  return { panel, usualPx, onLayoutChanged };
}
