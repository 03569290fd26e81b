import { memo, useEffect, useRef, useState } from 'react';
import type { Box } from '../../../shared/domain/place.ts';
import { PageBoxes } from './page-boxes.tsx';
import type { OpenPdf } from './pdf-source.ts';

export interface PdfPageProps {
  /** Null while the file is being opened: the paper and the mark are there before the ink. */
  readonly open: OpenPdf | null;
  readonly page: number;
  /** Leaves the drawing to a page that is wanted first. */
  readonly waits: boolean;
  /** This page is drawn, or will not be for now. */
  readonly onSettled: (page: number) => void;
  /** Size in CSS pixels and pixels per point. */
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly boxes: readonly Box[];
  /** Changes when the highlight is to be pointed at again. */
  readonly visit: number;
}

/** Draws the page once it comes near the view, and lets go of it when it is far. */
function useNear(element: React.RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      root: target.closest('.scroll'),
      rootMargin: '800px 0px',
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return near;
}

/** One page: its picture, its selectable text, and the cited region over it. */
export const PdfPage = memo(function PdfPage({ open, page, waits, onSettled, width, height, scale, boxes, visit }: PdfPageProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const near = useNear(frame);
  const [drawn, setDrawn] = useState(false);

  useEffect(() => {
    if (!near || !open || waits) return undefined;
    let stop = () => {};
    let stopped = false;
    const draw = async () => {
      const loaded = await open.pdf.getPage(page);
      if (stopped || !canvas.current || !text.current) return;
      const density = Math.min(window.devicePixelRatio || 1, 2.5);
      const viewport = loaded.getViewport({ scale });
      canvas.current.width = Math.floor(width * density);
      canvas.current.height = Math.floor(height * density);
      const rendering = loaded.render({ canvas: canvas.current, viewport: loaded.getViewport({ scale: scale * density }) });
      const layer = new open.library.TextLayer({ textContentSource: loaded.streamTextContent(), container: text.current, viewport });
      stop = () => {
        rendering.cancel();
        layer.cancel();
      };
      text.current.replaceChildren();
      await Promise.all([rendering.promise, layer.render()]);
      if (!stopped) setDrawn(true);
    };
    // Cancelled drawings reject; a page that cannot be drawn stays blank paper, its highlight still stands.
    draw()
      .catch(() => undefined)
      .finally(() => onSettled(page));
    return () => {
      stopped = true;
      stop();
      setDrawn(false);
    };
  }, [open, page, scale, width, height, near, waits, onSettled]);

  return (
    <div
      ref={frame}
      className="pdf-page"
      data-testid="pdf-page"
      data-page={page}
      data-drawn={drawn || undefined}
      style={{ width, height, ['--total-scale-factor' as string]: scale }}
      role="group"
      aria-label={`Page ${page}`}
    >
      {near && <canvas ref={canvas} style={{ width, height }} />}
      {near && <div ref={text} className="pdf-text" />}
      <PageBoxes boxes={boxes} scale={scale} visit={visit} />
    </div>
  );
});
