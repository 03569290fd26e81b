import { useEffect, useMemo, useRef } from 'react';
import type { PageSize } from '../../../shared/domain/document.ts';
import type { Place } from '../../../shared/domain/place.ts';
import { PageBoxes } from './page-boxes.tsx';
import { useWidth } from './use-width.ts';

export interface ImageViewerProps {
  readonly name: string;
  /** Null while the picture is on its way; its paper is there already. */
  readonly address: string | null;
  readonly size: PageSize;
  readonly places: readonly Place[];
  readonly visit: number;
  /** Multiple of the width of the pane. */
  readonly zoom: number;
  readonly onBroken: () => void;
}

const marginPx = 16;
/** A small picture is not blown up further than this. */
const mostScale = 2;

/** A picture, fitted to the width, with the words that are cited marked in it. */
export function ImageViewer({ name, address, size, places, visit, zoom, onBroken }: ImageViewerProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const paneWidth = useWidth(scroller);
  const boxes = useMemo(
    () => places.flatMap((place) => (place.kind === 'page' && place.page === size.page ? place.boxes : [])),
    [places, size],
  );
  const scale = paneWidth > 0 ? Math.max(0.02, Math.min(mostScale, (paneWidth - 2 * marginPx) / size.width) * zoom) : 0;
  const shownFor = useRef<number | null>(null);
  const [first] = boxes;
  useEffect(() => {
    const outer = scroller.current;
    if (!outer || scale === 0 || shownFor.current === visit || !first) return;
    shownFor.current = visit;
    outer.scrollTop = marginPx + first.y0 * scale - outer.clientHeight / 3;
    outer.scrollLeft = marginPx + first.x0 * scale - outer.clientWidth / 3;
  }, [first, scale, visit]);
  const width = size.width * scale;
  const height = size.height * scale;
  return (
    <div className="pdf-scroll scroll" ref={scroller} tabIndex={0} role="region" aria-label="Picture" data-testid="image-viewer">
      {scale > 0 && (
        <div className="pdf-page picture" data-page={size.page} style={{ width, height }}>
          {address !== null && <img src={address} alt={name} width={width} height={height} onError={onBroken} />}
          <PageBoxes boxes={boxes} scale={scale} visit={visit} />
        </div>
      )}
    </div>
  );
}
