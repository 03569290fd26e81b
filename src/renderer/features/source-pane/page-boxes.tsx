import type { Box } from '../../../shared/domain/place.ts';

export interface PageBoxesProps {
  readonly boxes: readonly Box[];
  /** CSS pixels for each unit of the page. */
  readonly scale: number;
  /** Changes when the highlight is to be pointed at again. */
  readonly visit: number;
}

/** The cited region over the picture of a page. */
export function PageBoxes({ boxes, scale, visit }: PageBoxesProps) {
  if (boxes.length === 0) return null;
  return (
    <div key={visit} className="pdf-highlights">
      {boxes.map((box) => (
        <span
          key={`${box.x0}-${box.y0}-${box.x1}`}
          className="pdf-highlight"
          data-testid="highlight"
          style={{
            left: box.x0 * scale - 2,
            top: box.y0 * scale - 1,
            width: (box.x1 - box.x0) * scale + 4,
            height: (box.y1 - box.y0) * scale + 2,
          }}
        />
      ))}
    </div>
  );
}
