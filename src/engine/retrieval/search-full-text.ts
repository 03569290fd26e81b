import type { ReadableDb } from '../store/open.ts';
import { searchFullText } from '../store/full-text.ts';
import type { Scope } from '../store/scope.ts';
import { matchAll, matchAny } from './match-expression.ts';
import type { ParsedQuery } from './parse-query.ts';
import type { WeightedTerm } from './weigh-terms.ts';

export interface FullTextResult {
  entries: { chunkId: number; score: number }[];
  /** How the terms were joined in the end. */
  joined: 'none' | 'all' | 'any';
}

/**
 * Looks up the selected terms: chunks with all of them when there are enough, else those with any, ranked by
 * BM25. Quoted phrases must occur; when one occurs nowhere its words count like the others.
 */
export function searchWords(
  db: ReadableDb,
  { scope, query, terms, limit }: { scope: Scope; query: ParsedQuery; terms: readonly WeightedTerm[]; limit: number },
): FullTextResult {
  const words = terms.map((term) => term.word);
  const find = (match: string) => searchFullText(db, { ...scope, match, limit });
  if (query.phrases.length > 0) {
    const entries = find(matchAny(query.phrases, words));
    if (entries.length > 0) return { entries, joined: 'all' };
  }
  if (words.length === 0) return { entries: [], joined: 'none' };
  if (words.length > 1) {
    const entries = find(matchAll([], words));
    if (entries.length >= limit) return { entries, joined: 'all' };
  }
  return { entries: find(matchAny([], words)), joined: 'any' };
}
