import type { Place } from '../../shared/domain/place.ts';
import { placeWords as wordsOfPlace } from '../../shared/domain/place-words.ts';

/** Where a place is, as one would say it; of a paragraph the nearest heading. */
export const placeWords = (place: Place): string => wordsOfPlace(place, (path) => `“${path.at(-1) ?? ''}”`);
