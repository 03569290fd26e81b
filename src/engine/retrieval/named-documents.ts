import { contentsNamed, type NamedContent } from '../store/named-contents.ts';
import { searchFullText } from '../store/full-text.ts';
import type { ReadableDb } from '../store/open.ts';
import type { Scope } from '../store/scope.ts';
import { anyOf, without } from './match-expression.ts';
import { namesIn } from './names-in.ts';
import type { ParsedQuery } from './parse-query.ts';
import { wordsOf } from './terms.ts';
import type { WeightedTerm } from './weigh-terms.ts';

/** Documents that a question names. */
export interface NamedDocuments {
  /** Those named with their extension, or by the whole question: what the question is about. */
  certain: NamedContent[];
  /** Those of whose name the question has all words in order, without the extension. */
  likely: NamedContent[];
  /** Words of their names. */
  words: ReadonlySet<string>;
}

type Entries = { chunkId: number; score: number }[];

const mostNamed = 20;
const firstOfNamed = 3;

const stemOf = (name: string): string => name.replace(/\.[^.]*$/, '');

export function namedDocuments(db: ReadableDb, scope: Scope, { text }: ParsedQuery): NamedDocuments {
  const possible = namesIn(text);
  if (possible.names.length + possible.beginnings.length === 0) return { certain: [], likely: [], words: new Set() };
  const found = contentsNamed(db, { ...scope, ...possible, limit: mostNamed });
  const whole = wordsOf(text).join(' ');
  const isCertain = ({ nameKey }: NamedContent): boolean =>
    possible.names.some((name) => name.normalize('NFKC').toLowerCase() === nameKey) || wordsOf(stemOf(nameKey)).join(' ') === whole;
  const words = new Set(found.flatMap(({ nameKey }) => wordsOf(nameKey)));
  return { certain: found.filter(isCertain), likely: found.filter((each) => !isCertain(each)), words };
}

/** The chunks of named documents that hold most of what else is asked, best first; else the first of each. */
export function chunksOfNamed(
  db: ReadableDb,
  {
    scope,
    query,
    named,
    telling,
    limit,
  }: { scope: Scope; query: ParsedQuery; named: readonly NamedContent[]; telling: readonly string[]; limit: number },
): Entries {
  if (named.length === 0) return [];
  const contentIds = named.map(({ contentId }) => contentId);
  const match = telling.length === 0 ? '' : without(anyOf(telling), query.excluded);
  const found = match === '' ? [] : searchFullText(db, { ...scope, match, contentIds, limit });
  return found.length > 0 ? found : named.map(({ firstChunkId }) => ({ chunkId: firstChunkId, score: 0 }));
}

/** What comes before everything else: the best of documents that are named for certain. */
export function firstOf(entries: Entries): Entries {
  return entries.slice(0, firstOfNamed);
}

/**
 * `entries` as if the name of a document stood in each of its chunks: those of `named` gain what the words of the name
 * tell.
 */
export function withNames(entries: Entries, named: Entries, words: readonly WeightedTerm[], chunkCount: number): Entries {
  if (named.length === 0) return entries;
  const gain = words.reduce((sum, { frequency }) => sum + Math.log(1 + chunkCount / (Math.max(frequency, 1) + 0.5)), 0);
  const scores = new Map(entries.map(({ chunkId, score }) => [chunkId, score]));
  for (const { chunkId, score } of named) scores.set(chunkId, (scores.get(chunkId) ?? score) + gain);
  return Array.from(scores, ([chunkId, score]) => ({ chunkId, score })).toSorted((a, b) => b.score - a.score);
}
