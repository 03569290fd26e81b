import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReadableDb } from '../store/open.ts';
import { exampleOf, knownTerms, termsBeginning } from '../store/vocabulary.ts';
import { editDistance } from './edit-distance.ts';
import { isOrdinaryWord } from './ordinary-words.ts';
import { termOf, wordsOf } from './terms.ts';

const alphabets = ['abcdefghijklmnopqrstuvwxyz', 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ', 'αβγδεζηθικλμνξοπρστυφχψως'];
const shortest = 4;
const longest = 24;
/** From this length on two letters may be wrong; in a word no longer than that not the last one. */
const twoWrong = 6;
/** Terms of the index looked at for one word, and in one go: about 10 ms and 2. */
const termsLookedAt = 4_000;
const termsAtOnce = 800;
/** Spellings looked up in one go: about 4 ms. */
const spellingsAtOnce = 250;

function withoutMarks(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** Every word one letter away, the likeliest slips first. */
function oneAway(word: string, alphabet: string): string[] {
  const cuts = Array.from({ length: word.length + 1 }, (_, at) => [word.slice(0, at), word.slice(at)] as const);
  const swapped = cuts.filter(([, b]) => b.length > 1).map(([a, b]) => `${a}${b[1]}${b[0]}${b.slice(2)}`);
  const letters = Array.from(alphabet);
  const put = cuts.flatMap(([a, b]) => letters.map((each) => `${a}${each}${b}`));
  const changed = cuts.filter(([, b]) => b !== '').flatMap(([a, b]) => letters.map((each) => `${a}${each}${b.slice(1)}`));
  const dropped = cuts.filter(([, b]) => b !== '').map(([a, b]) => a + b.slice(1));
  return [...swapped, ...put, ...changed, ...dropped];
}

const vowels = 'aeiouyаеиоуыэюяαεηιουω';

/** True for what fingers and ears get wrong: two letters swapped, one doubled or not, one vowel for another. */
export function isSlip(word: string, other: string): boolean {
  const [short, long] = word.length < other.length ? [word, other] : [other, word];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (long.length === short.length + 1) return long[at] === long[at - 1] && long.slice(at + 1) === short.slice(at);
  if (long.length !== short.length) return false;
  const isSwapped = word[at] === other[at + 1] && word[at + 1] === other[at];
  if (isSwapped) return word.slice(at + 2) === other.slice(at + 2);
  const areVowels = [word, other].every((each) => vowels.includes(each[at] ?? ' '));
  return areVowels && word.slice(at + 1) === other.slice(at + 1);
}

interface Candidate {
  term: string;
  /** A word of that term. */
  word: string;
}

/** The one that begins alike before others, then the most frequent. */
function bestOf(word: string, candidates: readonly Candidate[], chunks: ReadonlyMap<string, number>): Candidate | undefined {
  const rank = ({ term }: Candidate): number => (chunks.get(term) ?? 0) * (term[0] === word[0] ? 1_000_000 : 1);
  return candidates.filter(({ term }) => chunks.has(term)).toSorted((a, b) => rank(b) - rank(a))[0];
}

async function oneWrong(db: ReadableDb, word: string, spellings: readonly string[]): Promise<Candidate | undefined> {
  const byTerm = new Map<string, Candidate>();
  const chunks = new Map<string, number>();
  for (let at = 0; at < spellings.length; at += spellingsAtOnce) {
    const fresh: string[] = [];
    for (const each of spellings.slice(at, at + spellingsAtOnce)) {
      const term = termOf(each);
      if (term.length < shortest - 1 || byTerm.has(term)) continue;
      byTerm.set(term, { term, word: each });
      fresh.push(term);
    }
    for (const [term, count] of knownTerms(db, fresh)) chunks.set(term, count);
    await nextTurn();
  }
  return bestOf(word, [...byTerm.values()], chunks);
}

async function twoLettersWrong(db: ReadableDb, word: string): Promise<Candidate | undefined> {
  const stem = termOf(word);
  const prefix = word.slice(0, 2);
  const chunks = new Map<string, number>();
  let after = prefix;
  for (let looked = 0; looked < termsLookedAt; looked += termsAtOnce) {
    const terms = termsBeginning(db, { prefix, after, limit: termsAtOnce });
    for (const { term, chunks: count } of terms) {
      if (word.length === twoWrong && term.at(-1) !== stem.at(-1)) continue;
      if (Math.min(editDistance(word, term, 2), editDistance(stem, term, 2)) <= 2) chunks.set(term, count);
    }
    await nextTurn();
    if (terms.length < termsAtOnce) break;
    after = terms.at(-1)?.term ?? after;
  }
  return bestOf(
    word,
    Array.from(chunks.keys(), (term) => ({ term, word: term })),
    chunks,
  );
}

async function nearest(db: ReadableDb, word: string, alphabet: string): Promise<Candidate | undefined> {
  const spellings = oneAway(word, alphabet);
  // A word that people write is meant, even where no document has it; unless it is a slip that many make.
  if (isOrdinaryWord(word)) {
    const slips = spellings.filter((each) => isSlip(word, each) && isOrdinaryWord(each));
    return oneWrong(db, word, slips);
  }
  return (await oneWrong(db, word, spellings)) ?? (word.length < twoWrong ? undefined : await twoLettersWrong(db, word));
}

/** True for a word whose spelling can be wrong: letters of one alphabet, no number, no pair of characters. */
function alphabetOf(word: string): string | undefined {
  if (word.length < shortest || word.length > longest) return undefined;
  return alphabets.find((alphabet) => Array.from(word).every((letter) => alphabet.includes(letter)));
}

/**
 * The word of the library that is nearest to one that occurs nowhere in it: one letter away, or two in a long word.
 * null when none is near or the word is no word of letters.
 */
export async function respelled(db: ReadableDb, unknown: string): Promise<string | null> {
  const word = withoutMarks(unknown);
  const alphabet = alphabetOf(word);
  const found = alphabet === undefined ? undefined : await nearest(db, word, alphabet);
  if (found === undefined) return null;
  return wordsOf(exampleOf(db, found.term)).find((each) => termOf(each) === found.term) ?? found.word;
}
