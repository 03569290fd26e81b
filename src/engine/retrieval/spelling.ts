import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReadableDb } from '../store/open.ts';
import { exampleOf, knownTerms, termsBeginning } from '../store/vocabulary.ts';
import { editDistance } from './edit-distance.ts';
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

async function oneWrong(db: ReadableDb, word: string, alphabet: string): Promise<Candidate | undefined> {
  const byTerm = new Map<string, Candidate>();
  const chunks = new Map<string, number>();
  const spellings = oneAway(word, alphabet);
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
  return (await oneWrong(db, word, alphabet)) ?? (word.length < twoWrong ? undefined : await twoLettersWrong(db, word));
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
