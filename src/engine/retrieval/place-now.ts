import type { Place, Span } from '../../shared/domain/place.ts';
import { isAppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../store/open.ts';
import { placesOf } from '../store/places.ts';

/**
 * Where a span begins, or null when nothing stands there any more: documents go and are read anew while a question
 * is being answered, and that is no failure of the answer.
 */
export function placeNow(db: ReadableDb, span: Span): Place | null {
  try {
    return placesOf(db, span)[0] ?? null;
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return null;
    throw error;
  }
}
