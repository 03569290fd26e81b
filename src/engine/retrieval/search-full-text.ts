import { documentFrequency, searchFullText } from '../store/full-text.ts';
import type { ReadableDb } from '../store/open.ts';
import type { Scope } from '../store/scope.ts';
import { isCommonTerm } from './common-words.ts';
import { matchAll, matchAny } from './match-expression.ts';
import type { ParsedQuery } from './parse-query.ts';
import { termOf } from './terms.ts';
import { selectTerms, weighTerms, type WeightedTerm } from './weigh-terms.ts';

export interface FullTextResult {
  entries: { chunkId: number; score: number }[];
  /** How the terms were joined in the end. */
  joined: 'none' | 'all' | 'any';
  /** What each word of the question tells, those that occur nowhere too. */
  terms: WeightedTerm[];
  /** The terms that were looked up. */
  selected: WeightedTerm[];
  /** Chunks that hold what was quoted, or an identifier of the question that is rare here; best first. */
  exact: number[];
  /** Words that occur nowhere, and what was looked up in their place. */
  corrections: { from: string; to: string }[];
}

/** Counting a common word costs as much as looking it up, so they are counted only when no other word occurs. */
function weigh(db: ReadableDb, words: readonly string[], chunkCount: number): WeightedTerm[] {
  const naming = words.filter((word) => !isCommonTerm(termOf(word)));
  const frequencies = documentFrequency(db, naming);
  if ([...frequencies.values()].some((frequency) => frequency > 0)) return weighTerms(naming, frequencies, chunkCount);
  return weighTerms(words, documentFrequency(db, words), chunkCount);
}

/**
 * Looks up the words of a question that tell something: chunks with all of them when there are enough, else those with
 * any, ranked by BM25. Quoted phrases must occur; when one occurs nowhere its words count like the others. `chunkCount`
 * is that of the library.
 */
export function searchWords(
  db: ReadableDb,
  { scope, query, chunkCount, limit }: { scope: Scope; query: ParsedQuery; chunkCount: number; limit: number },
): FullTextResult {
  const terms = weigh(db, query.words, chunkCount);
  const selected = selectTerms(terms, chunkCount);
  const found = { terms, selected, exact: [], corrections: [] } satisfies Partial<FullTextResult>;
  const words = selected.map((term) => term.word);
  const find = (match: string) => searchFullText(db, { ...scope, match, limit });
  if (query.phrases.length > 0) {
    const entries = find(matchAny(query.phrases, words));
    if (entries.length > 0) return { ...found, entries, joined: 'all', exact: entries.map(({ chunkId }) => chunkId) };
  }
  if (words.length === 0) return { ...found, entries: [], joined: 'none' };
  if (words.length > 1) {
    const entries = find(matchAll([], words));
    if (entries.length >= limit) return { ...found, entries, joined: 'all' };
  }
  return { ...found, entries: find(matchAny([], words)), joined: 'any' };
}
