import type { Place } from '../../src/shared/domain/place.ts';
import { comparableText } from './comparable-text.ts';

/** Marks hold whole words; more than this beside the phrase would be a mark of something else. */
const MOST_BESIDE = 40;

const bare = (text: string): string => comparableText(text).text.replaceAll(/\s+/gu, '');

/** True when what is marked holds the phrase, in its order or, where a layer of text keeps another, all its characters. */
export function isMarkedWell(marked: string, phrase: string): boolean {
  const [seen, wanted] = [bare(marked), bare(phrase)];
  if (seen.length > 2 * wanted.length + MOST_BESIDE) return false;
  if (seen.includes(wanted)) return true;
  const left = Array.from(seen);
  return Array.from(wanted).every((character) => {
    const at = left.indexOf(character);
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

/** What the marks are to stand in; null where a document has no such parts. */
export function expectedFrame(place: Place): string | null {
  switch (place.kind) {
    case 'page':
      return `page ${place.page}`;
    case 'slide':
      return place.part === 'notes' ? `notes ${place.slide}` : `slide ${place.slide}`;
    case 'cells':
      return `sheet ${place.sheet}`;
    case 'message':
      return `message ${place.message}`;
    case 'chapter':
      return `chapter ${place.chapter}`;
    default:
      return null;
  }
}
