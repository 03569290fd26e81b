import { wordsOf } from './terms.ts';

export interface ParsedQuery {
  /** What stands in quotation marks, as words in order. */
  phrases: string[][];
  /** Every word once, in order of appearance, those of the phrases too. */
  words: string[];
}

const quoted = /["“”„«]([^"“”„«»]+)["“”»]/g;

/** Takes a question apart. Any text is a valid query; one without words gives none. */
export function parseQuery(text: string): ParsedQuery {
  const phrases = [...text.matchAll(quoted)].map((match) => wordsOf(match[1] ?? '')).filter((words) => words.length > 1);
  return { phrases, words: [...new Set(wordsOf(text))] };
}
