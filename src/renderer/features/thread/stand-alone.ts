import type { Answer } from '../../../shared/domain/answer.ts';

const words = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));

/**
 * The question of an answer so that it can be asked by itself. A follow-up was searched in other words than it was typed
 * in; what says only where to look is missing among those that were searched.
 */
export function standAlone({ question, query }: Pick<Answer, 'question' | 'query'>): string {
  if (query === undefined) return question;
  const typed = words(question);
  return [...words(query.text)].every((word) => typed.has(word)) ? question : query.text;
}
