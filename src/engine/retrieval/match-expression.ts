import { isLoneCharacter } from '../store/searchable-text.ts';
import { completionsOf } from './completions.ts';
import type { Sought } from './parse-query.ts';

/** A word or phrase as an FTS5 string: whatever it holds, it is no syntax. One that ends in a lone character may go on. */
export function phraseMatch(words: readonly string[], isPrefix = false): string {
  const open = isPrefix || isLoneCharacter(words.at(-1) ?? '');
  return `"${words.join(' ').replaceAll('"', '""')}"${open ? ' *' : ''}`;
}

/** Words that begin so. The index holds stems, which may be shorter than the beginning. */
export function prefixMatch(beginning: string): string {
  return anyOf([phraseMatch([beginning], true), ...completionsOf(beginning).map((word) => phraseMatch([word]))]);
}

/** Rows that match all of these expressions; '' for none. */
export function allOf(expressions: readonly string[]): string {
  return expressions.join(' AND ');
}

/** Rows that match one of these expressions at least; '' for none. */
export function anyOf(expressions: readonly string[]): string {
  return expressions.length > 1 ? `(${expressions.join(' OR ')})` : (expressions[0] ?? '');
}

/** Rows of `expression` that hold nothing that is excluded. */
export function without(expression: string, excluded: readonly Sought[]): string {
  if (excluded.length === 0) return expression;
  return `(${expression}) NOT ${anyOf(excluded.map(({ words, isPrefix }) => phraseMatch(words, isPrefix)))}`;
}
