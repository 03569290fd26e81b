import { searchablePhrase, searchableWords } from '../store/searchable-text.ts';
import { stemWord } from './word-stem.ts';

const word = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;

/** Words in the order they occur, cut as the full-text index cuts them (CJK runs as pairs), lower-case, not stemmed. */
export function wordsOf(text: string): string[] {
  return searchableWords(text).toLowerCase().match(word) ?? [];
}

/** The words of a phrase as they follow each other in the index; see {@link searchablePhrase}. */
export function phraseWordsOf(text: string, numbers: 'both' | 'joined' = 'both'): string[] {
  return searchablePhrase(text, numbers).toLowerCase().match(word) ?? [];
}

/** The form in which two words are the same word: without accents, stemmed. */
export function termOf(searchableWord: string): string {
  return stemWord(searchableWord.normalize('NFD').replaceAll(/\p{M}/gu, ''));
}

/** The terms of a text in order, repeated as often as they occur. */
export function termsOf(text: string): string[] {
  return wordsOf(text).map(termOf);
}
