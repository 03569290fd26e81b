import { setImmediate as nextTurn } from 'node:timers/promises';
import { isEveryDocument } from '../../shared/domain/scope.ts';
import { chunksHolding, countMatches, type FullTextSearch, lastChunkId, newestChunks, searchFullText } from '../store/full-text.ts';
import type { ReadableDb } from '../store/open.ts';
import type { Scope } from '../store/scope.ts';
import { isLoneCharacter } from '../store/searchable-text.ts';
import { allOf, anyOf, phraseMatch, without } from './match-expression.ts';
import type { ParsedQuery } from './parse-query.ts';
import { chunksOfNamed, firstOf, namedDocuments, withNames } from './named-documents.ts';
import { questionDates } from './question-dates.ts';
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
/** Chunks ranked in one go, about 30 ms; and the goes, for each looks through all of a word's chunks once. */
const rowsAtOnce = 25_000;
const mostSlices = 12;
/** A beginning is gathered anew in each go. */
const mostOfBeginnings = 2;

interface Phrases {
  /** Rare ones, and in how many chunks one of them stands at most. */
  strong: string[];
  strongCount: number;
  weak: string[];
}

function identifiersOf(db: ReadableDb, { identifiers }: ParsedQuery, chunkCount: number): Phrases {
  const found: Phrases = { strong: [], strongCount: 0, weak: [] };
  for (const { words, isStrong } of identifiers) {
    const match = phraseMatch(words);
    const count = countMatches(db, match);
    if (isStrong && count > 0 && count <= Math.max(rareCount, chunkCount * rareShare)) {
      found.strong.push(match);
      found.strongCount += count;
    } else if (count > 0 && words.length > 1) found.weak.push(match);
  }
  return found;
}

/** In slices of the library, so that no ranking of very many chunks holds up what else the program does. */
async function ranked(db: ReadableDb, search: FullTextSearch, rows: number, most: number): Promise<Entries> {
  const slices = Math.min(most, Math.max(1, Math.ceil(rows / rowsAtOnce)));
  if (slices === 1) return searchFullText(db, search);
  const size = Math.ceil(lastChunkId(db) / slices);
  const found: Entries = [];
  for (let slice = 0; slice < slices; slice += 1) {
    found.push(...searchFullText(db, { ...search, from: slice * size + 1, to: (slice + 1) * size }));
    await nextTurn();
  }
  return found.toSorted((a, b) => b.score - a.score).slice(0, search.limit);
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
 * any, ranked by BM25. What is quoted must occur; when it occurs nowhere its words count like the others. A date is one
 * word, in whichever form it stands. Chunks that hold a rare identifier of the question come first. `chunkCount` is that
 * of the library; before them a document that the question names by its file name. Without `respells` unknown words are left as they are.
 */
export async function searchWords(
  db: ReadableDb,
  {
    scope,
    query,
    chunkCount,
    limit,
    respells = true,
  }: { scope: Scope; query: ParsedQuery; chunkCount: number; limit: number; respells?: boolean },
): Promise<FullTextResult> {
  const named = namedDocuments(db, scope, query);
  const { terms, corrections } = await weighQuery(db, query, { chunkCount, meant: respells ? named.words : null });
  const selected = selectTerms(terms, chunkCount);
  const found = { terms, selected, exact: [] as number[], corrections };
  const words = selected.map((term) => term.match);
  // A lone character stands for all pairs that begin with it, which must be gathered first.
  const rows = selected.reduce((sum, { word, frequency }) => sum + frequency * (isLoneCharacter(word) ? 2 : 1), 0);
  const find = (match: string, touched = 0): Promise<Entries> =>
    ranked(
      db,
      { ...scope, match: without(match, query.excluded), limit },
      touched,
      query.prefixes.length > 0 ? mostOfBeginnings : mostSlices,
    );
  const { strong, strongCount, weak } = identifiersOf(db, query, chunkCount);
  const dates = questionDates(db, query.text);
  await nextTurn();
  const telling = [...new Set([...words, ...strong, ...weak, ...dates.flatMap(({ matches }) => matches)])];
  if (query.phrases.length > 0) {
    const required = query.phrases.map((phrase) => phraseMatch(phrase));
    const entries = await find(allOf([...required, anyOf([...required, ...telling])]));
    if (entries.length > 0) return { ...found, entries, joined: 'all', exact: entries.map(({ chunkId }) => chunkId) };
  }
  const about = { scope, query, telling: selected.filter(({ word }) => !named.words.has(word)).map(({ match }) => match), limit };
  const certain = firstOf(chunksOfNamed(db, { ...about, named: named.certain }));
  if (telling.length === 0 && certain.length > 0)
    return { ...found, entries: certain, joined: 'any', exact: certain.map(({ chunkId }) => chunkId) };
  if (telling.length === 0) {
    if (scope.filter === undefined || isEveryDocument(scope.filter) || query.words.length > 0)
      return { ...found, entries: [], joined: 'none' };
    return { ...found, entries: newest(db, scope, query, limit), joined: 'newest' };
  }
  const undated = selected.filter(({ word }) => !dates.some((date) => date.words.has(word)));
  const needed = [...undated.map(({ match }) => match), ...dates.map(({ matches }) => anyOf(matches))];
  // Of what one word alone has too little, all together have no more.
  const mayBeEnough = needed.length > 1 && undated.every(({ frequency }) => frequency >= limit);
  const most = Math.min(rows, ...undated.map(({ frequency }) => frequency));
  const together = allOf([...needed, ...(weak.length + dates.length > 0 ? [anyOf(telling)] : [])]);
  const all = mayBeEnough ? await find(together, most) : [];
  if (mayBeEnough) await nextTurn();
  const isEnough = all.length >= limit;
  const likely = chunksOfNamed(db, { ...about, named: named.likely });
  const nameTerms = terms.filter(({ word }) => named.words.has(word));
  const rest = withNames(isEnough ? all : await find(anyOf(telling), rows), likely, nameTerms, chunkCount);
  const held = strong.length === 0 ? [] : await find(allOf([anyOf(strong), anyOf(telling)]), strongCount);
  const exact = [...certain, ...held.filter(({ chunkId }) => certain.every((each) => each.chunkId !== chunkId))];
  return { ...found, entries: before(exact, rest, limit), joined: isEnough ? 'all' : 'any', exact: exact.map(({ chunkId }) => chunkId) };
}
