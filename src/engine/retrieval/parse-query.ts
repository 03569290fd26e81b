import { everyDocument, type SearchFilter } from '../../shared/domain/scope.ts';
import { wordsOf } from './terms.ts';

export interface ParsedQuery {
  /** The question without what only says where to look. */
  text: string;
  /** Which documents it asks to look at. */
  filter: SearchFilter;
  /** What stands in quotation marks, as words in order. */
  phrases: string[][];
  /** Every word once, in order of appearance, those of the phrases too. */
  words: string[];
}

const quoted = /["“”„«]([^"“”„«»]+)["“”»]/g;

/** Takes a question apart. Any text is a valid query; one without words gives none. */
export function parseQuery(text: string): ParsedQuery {
  const phrases = [...text.matchAll(quoted)].map((match) => wordsOf(match[1] ?? '')).filter((words) => words.length > 1);
  return { text, filter: everyDocument, phrases, words: [...new Set(wordsOf(text))] };
}
