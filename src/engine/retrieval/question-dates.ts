import type { ReadableDb } from '../store/open.ts';
import { occurs } from '../store/full-text.ts';
import { dateForms } from './date-forms.ts';
import { phraseMatch } from './match-expression.ts';
import { wordsOf } from './terms.ts';

/** A date that a question names, in the forms in which the library has it. */
export interface QuestionDate {
  /** Words of the question that are the date. */
  words: ReadonlySet<string>;
  /** For the index; never empty. */
  matches: string[];
}

/** Of a pasted table of dates. */
const mostDates = 8;

/**
 * The dates of a question that stand in the library in some form. A form is not looked up when one of its words stands
 * nowhere: of some forty forms of a day few are left, and about as many short look-ups.
 */
export function questionDates(db: ReadableDb, text: string): QuestionDate[] {
  const isThere = new Map<string, boolean>();
  const wordOccurs = (word: string): boolean => {
    const known = isThere.get(word) ?? occurs(db, phraseMatch([word]));
    isThere.set(word, known);
    return known;
  };
  return dateForms(text, mostDates).flatMap(({ start, end, phrases }) => {
    const matches = phrases
      .filter((words) => words.every(wordOccurs))
      .map((words) => phraseMatch(words))
      .filter((match) => occurs(db, match));
    if (matches.length === 0) return [];
    const others = new Set(wordsOf(`${text.slice(0, start)} ${text.slice(end)}`));
    return { words: new Set(wordsOf(text).filter((word) => !others.has(word))), matches };
  });
}
