import type { CheckRanks, PlaceStanding } from '../../../shared/domain/library-check.ts';
import { comparableText } from './comparable-text.ts';
import type { RightContents } from './locate-place.ts';
import type { Range } from './text-stream.ts';

/** A hit as far as it is judged. */
export interface FoundPassage extends Range {
  /** Of its document; null when that is gone. */
  contentId: number | null;
  /** Of other documents with the same words, which are not listed themselves. */
  alsoIn: readonly number[];
  text: string;
}

export interface SoughtPlace {
  standing: PlaceStanding;
  right: RightContents;
  /** The words of the place; null for a whole document. */
  quote: string | null;
}

/** Share of the shorter of a passage and the words that must be common: a sentence repeated at a border is not enough. */
const LEAST_COMMON = 0.5;

function holds(passage: Range, words: Range): boolean {
  const common = Math.min(passage.end, words.end) - Math.max(passage.start, words.start);
  return common > 0 && common >= LEAST_COMMON * Math.min(passage.end - passage.start, words.end - words.start);
}

/** The words stand in a document that is not listed itself, since what is listed has the same. */
function sharesWords(text: string, quote: string): boolean {
  const [passage, words] = [comparableText(text), comparableText(quote)];
  return passage.includes(words) || (passage !== '' && words.includes(passage));
}

function firstRank<T>(list: readonly T[], isRight: (item: T) => boolean): number | null {
  const index = list.findIndex(isRight);
  return index < 0 ? null : index + 1;
}

/** At which rank the right document and the right passage of it were found. */
export function checkRanks(passages: readonly FoundPassage[], { standing, right, quote }: SoughtPlace): CheckRanks {
  if (standing === 'document-gone') return { standing, documentRank: null, passageRank: null };
  const documents = [...Map.groupBy(passages, ({ contentId }) => contentId)];
  const isRight = (contentId: number | null): boolean => contentId !== null && right.has(contentId);
  const isPlace = (passage: FoundPassage): boolean => {
    const words = passage.contentId === null ? undefined : right.get(passage.contentId);
    if (words !== undefined) return words === null || holds(passage, words);
    return passage.alsoIn.some(isRight) && (quote === null || sharesWords(passage.text, quote));
  };
  return {
    standing,
    documentRank: firstRank(documents, ([contentId, hits]) => isRight(contentId) || hits.some(({ alsoIn }) => alsoIn.some(isRight))),
    passageRank: standing === 'judged' ? firstRank(passages, isPlace) : null,
  };
}
