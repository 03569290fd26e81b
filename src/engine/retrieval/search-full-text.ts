import { isEveryDocument } from '../../shared/domain/scope.ts';
import { chunksHolding, countMatches, newestChunks, searchFullText } from '../store/full-text.ts';
import type { ReadableDb } from '../store/open.ts';
import type { Scope } from '../store/scope.ts';
import { dateForms } from './date-forms.ts';
import { allOf, anyOf, phraseMatch, without } from './match-expression.ts';
import type { ParsedQuery } from './parse-query.ts';
import { selectTerms, type WeightedTerm } from './weigh-terms.ts';
import { weighQuery } from './weigh-query.ts';

export interface FullTextResult {
  entries: { chunkId: number; score: number }[];
  /** How the terms were joined in the end; `newest`: there were none, and the newest documents are shown. */
  joined: 'none' | 'all' | 'any' | 'newest';
  /** What each word of the question tells, those that occur nowhere too. */
  terms: WeightedTerm[];
  /** The terms that were looked up. */
  selected: WeightedTerm[];
  /** Chunks that hold what was quoted, or an identifier of the question that is rare here; best first. */
  exact: number[];
  /** Words that occur nowhere, and what was looked up in their place. */
  corrections: { from: string; to: string }[];
}

type Entries = FullTextResult['entries'];

/** An identifier in more chunks than these, and in more than this share of them, is what the library is about. */
const rareCount = 20;
const rareShare = 1 / 200;

function phrasesOf(db: ReadableDb, { identifiers, text }: ParsedQuery, chunkCount: number): { strong: string[]; weak: string[] } {
  const strong: string[] = [];
  const weak: string[] = [];
  for (const { words, isStrong } of identifiers) {
    const match = phraseMatch(words);
    const count = countMatches(db, match);
    if (isStrong && count > 0 && count <= Math.max(rareCount, chunkCount * rareShare)) strong.push(match);
    else if (count > 0 && words.length > 1) weak.push(match);
  }
  // A date may stand there in another form than it is asked for.
  const dates = dateForms(text).flatMap(({ phrases }) => phrases.map((words) => phraseMatch(words)));
  return { strong, weak: [...weak, ...dates.filter((match) => countMatches(db, match) > 0)] };
}

/** `first`, then what `rest` has besides; scores lifted so that they stay in order. */
function before(first: Entries, rest: Entries, limit: number): Entries {
  const known = new Set(first.map(({ chunkId }) => chunkId));
  const lift = rest[0]?.score ?? 0;
  const lifted = first.map(({ chunkId, score }) => ({ chunkId, score: score + lift }));
  return [...lifted, ...rest.filter(({ chunkId }) => !known.has(chunkId))].slice(0, limit);
}

/** The newest documents of a scope, for a question that says only where to look. */
function newest(db: ReadableDb, scope: Scope, query: ParsedQuery, limit: number): Entries {
  const chunks = newestChunks(db, { ...scope, limit });
  const [first] = query.excluded;
  const excluded = first === undefined ? new Set<number>() : leftOut(db, query, chunks.map(({ chunkId }) => chunkId)); // prettier-ignore
  return chunks.filter(({ chunkId }) => !excluded.has(chunkId)).map(({ chunkId, modifiedAtMs }) => ({ chunkId, score: modifiedAtMs }));
}

/** Which of these chunks hold what the question excludes, wherever they were found. */
export function leftOut(db: ReadableDb, { excluded }: ParsedQuery, chunkIds: readonly number[]): Set<number> {
  if (excluded.length === 0) return new Set();
  return chunksHolding(db, anyOf(excluded.map(({ words, isPrefix }) => phraseMatch(words, isPrefix))), chunkIds);
}

/**
 * Looks up the words of a question that tell something: chunks with all of them when there are enough, else those with
 * any, ranked by BM25. What is quoted must occur; when it occurs nowhere its words count like the others. Chunks that
 * hold a rare identifier of the question come first. `chunkCount` is that of the library.
 */
export function searchWords(
  db: ReadableDb,
  { scope, query, chunkCount, limit }: { scope: Scope; query: ParsedQuery; chunkCount: number; limit: number },
): FullTextResult {
  const { terms, corrections } = weighQuery(db, query, chunkCount);
  const selected = selectTerms(terms, chunkCount);
  const found = { terms, selected, exact: [] as number[], corrections };
  const words = selected.map((term) => term.match);
  const find = (match: string): Entries => searchFullText(db, { ...scope, match: without(match, query.excluded), limit });
  const { strong, weak } = phrasesOf(db, query, chunkCount);
  const telling = [...words, ...strong, ...weak];
  if (query.phrases.length > 0) {
    const required = query.phrases.map((phrase) => phraseMatch(phrase));
    const entries = find(allOf([...required, anyOf([...required, ...telling])]));
    if (entries.length > 0) return { ...found, entries, joined: 'all', exact: entries.map(({ chunkId }) => chunkId) };
  }
  if (telling.length === 0) {
    if (scope.filter === undefined || isEveryDocument(scope.filter) || query.words.length > 0)
      return { ...found, entries: [], joined: 'none' };
    return { ...found, entries: newest(db, scope, query, limit), joined: 'newest' };
  }
  const exact = strong.length === 0 ? [] : find(allOf([anyOf(strong), anyOf(telling)]));
  const all = words.length > 1 ? find(allOf([...words, ...(weak.length === 0 ? [] : [anyOf(telling)])])) : [];
  const isEnough = all.length >= limit;
  const rest = isEnough ? all : find(anyOf(telling));
  return { ...found, entries: before(exact, rest, limit), joined: isEnough ? 'all' : 'any', exact: exact.map(({ chunkId }) => chunkId) };
}
