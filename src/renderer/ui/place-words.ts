import { timeCode } from '../../shared/domain/time-code.ts';
import type { Place } from '../../shared/domain/place.ts';

/** Where a place is, as one would say it: `page 4`, `lines 12–18`, `“Notice periods”`. */
export function placeWords(place: Place): string {
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
      const heading = place.headingPath.at(-1);
      return heading ? `“${heading}”` : `paragraph ${place.index}`;
    }
  }
}
