import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { PageSize } from '../../../shared/domain/document.ts';
import type { Box, Place } from '../../../shared/domain/place.ts';
import { PdfPage } from './pdf-page.tsx';
import type { OpenPdf } from './pdf-source.ts';

export interface PdfViewerProps {
  /** Null while the file is being opened; with `pages` its paper can be laid out already. */
  readonly open: OpenPdf | null;
  readonly pages: readonly PageSize[];
  readonly places: readonly Place[];
  readonly visit: number;
  /** Multiple of the width of the pane. */
  readonly zoom: number;
  readonly onPage: (page: number) => void;
}

const marginPx = 16;
const noBoxes: readonly Box[] = [];

function boxesByPage(places: readonly Place[]): Map<number, Box[]> {
  const found = new Map<number, Box[]>();
  for (const place of places) if (place.kind === 'page') found.set(place.page, [...(found.get(place.page) ?? []), ...place.boxes]);
  return found;
}

/** Page sizes as the index has them; for a document without any, as the file itself says. */
function usePageSizes(open: OpenPdf | null, pages: readonly PageSize[]): readonly PageSize[] {
  const [read, setRead] = useState<readonly PageSize[]>([]);
  useEffect(() => {
    if (!open || pages.length > 0) return undefined;
    let stopped = false;
    const readAll = async () => {
      const sizes: PageSize[] = [];
      for (let page = 1; page <= open.pdf.numPages; page += 1) {
        if (stopped) return;
        const { width, height } = (await open.pdf.getPage(page)).getViewport({ scale: 1 });
        sizes.push({ page, width, height, textSource: 'layer', confidence: null });
      }
      if (!stopped) setRead(sizes);
    };
    readAll().catch(() => undefined);
    return () => {
      stopped = true;
    };
  }, [open, pages]);
  return pages.length > 0 ? pages : read;
}

/** All pages one below the other, fitted to the width, opened at the cited region. */
export function PdfViewer({ open, pages, places, visit, zoom, onPage }: PdfViewerProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [paneWidth, setPaneWidth] = useState(0);
  const sizes = usePageSizes(open, pages);
  const boxes = useMemo(() => boxesByPage(places), [places]);
  const widest = Math.max(1, ...sizes.map(({ width }) => width));
  const scale = paneWidth > 0 ? Math.max(0.2, ((paneWidth - 2 * marginPx) / widest) * zoom) : 0;
  const shownFor = useRef<number | null>(null);
  const [firstPage] = useState(() => places.find((place) => place.kind === 'page')?.page ?? 1);
  const [firstSettled, setFirstSettled] = useState(false);
  const settled = useCallback((page: number) => page === firstPage && setFirstSettled(true), [firstPage]);

  useLayoutEffect(() => {
    const outer = scroller.current;
    if (!outer) return undefined;
    const measure = () => setPaneWidth(outer.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(outer);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const outer = scroller.current;
    if (!outer || scale === 0 || sizes.length === 0 || shownFor.current === visit) return;
    const place = places.find((candidate) => candidate.kind === 'page');
    const page = place?.page ?? 1;
    const element = outer.querySelector<HTMLElement>(`[data-page="${page}"]`);
    if (!element) return;
    shownFor.current = visit;
    const top = place?.boxes[0]?.y0;
    // The region stands a third down the pane, with what comes before it in sight.
    outer.scrollTop = top === undefined ? element.offsetTop - marginPx : element.offsetTop + top * scale - outer.clientHeight / 3;
  }, [places, visit, scale, sizes]);

  const look = () => {
    const outer = scroller.current;
    if (!outer) return;
    const middle = outer.scrollTop + outer.clientHeight / 3;
    const elements = outer.querySelectorAll<HTMLElement>('[data-page]');
    for (const element of elements) {
      if (element.offsetTop + element.offsetHeight >= middle) {
        onPage(Number(element.dataset['page']));
        return;
      }
    }
  };

  return (
    <div
      className="pdf-scroll scroll"
      ref={scroller}
      onScroll={look}
      tabIndex={0}
      role="region"
      aria-label="Pages"
      data-testid="pdf-viewer"
    >
      {scale > 0 &&
        sizes.map(({ page, width, height }) => (
          <PdfPage
            key={page}
            open={open}
            page={page}
            waits={page !== firstPage && !firstSettled}
            onSettled={settled}
            width={width * scale}
            height={height * scale}
            scale={scale}
            boxes={boxes.get(page) ?? noBoxes}
            visit={visit}
          />
        ))}
    </div>
  );
}
