import type { Place } from '../../shared/domain/place.ts';

/** Where a place is, as one would say it: `page 4`, `lines 12–18`, `“Notice periods”`. */
export function placeWords(place: Place): string {
  switch (place.kind) {
    case 'page':
      return `page ${place.page}`;
    case 'lines':
      return place.start === place.end ? `line ${place.start}` : `lines ${place.start}–${place.end}`;
    case 'paragraph': {
      const heading = place.headingPath.at(-1);
      return heading ? `“${heading}”` : `paragraph ${place.index}`;
    }
  }
}
