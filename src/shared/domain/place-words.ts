import type { Place } from './place.ts';
import { timeCode } from './time-code.ts';

const elementNames = { 'list-item': 'list item', 'table-row': 'table row' } as const;

/** Where a place is, as one would say it: `page 4`, `lines 12–18`, `Stock!B2:C4`. `heading` says how a paragraph's headings are shown. */
export function placeWords(place: Place, heading: (path: readonly string[]) => string): string {
  switch (place.kind) {
    case 'page':
      return `page ${place.page}`;
    case 'lines':
      return place.start === place.end ? `line ${place.start}` : `lines ${place.start}–${place.end}`;
    case 'slide':
      return place.part === 'notes' ? `notes of slide ${place.slide}` : `slide ${place.slide}`;
    case 'cells':
      return `${place.sheet}!${place.range}`;
    case 'message':
      return place.message > 1 ? `message ${place.message}` : place.part === 'header' ? 'message header' : 'message';
    case 'time':
      return timeCode(place.startMs);
    case 'chapter':
      return place.title ? `“${place.title}”` : `chapter ${place.chapter}`;
    case 'paragraph': {
      const { headingPath, element, index } = place;
      const own = element ? `${elementNames[element.kind]} ${element.number}` : null;
      if (headingPath.length === 0) return own ?? `paragraph ${index}`;
      return own === null ? heading(headingPath) : `${heading(headingPath)}, ${own}`;
    }
  }
}
