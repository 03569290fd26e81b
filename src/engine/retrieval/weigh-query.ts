import { setImmediate as nextTurn } from 'node:timers/promises';
import { countMatches, documentFrequency } from '../store/full-text.ts';
import { languagesInUse } from '../store/languages-in-use.ts';
import type { ReadableDb } from '../store/open.ts';
import { isCommonTerm } from './common-words.ts';
import { germanForms } from './german-forms.ts';
import { anyOf, phraseMatch, prefixMatch } from './match-expression.ts';
import type { ParsedQuery } from './parse-query.ts';
import { languageOfQuestion } from './question-language.ts';
import { respelled } from './spelling.ts';
import { termOf } from './terms.ts';
import { weightOf, weighTerms, type WeightedTerm } from './weigh-terms.ts';

export interface WeighedQuery {
  /** What each word tells, those that occur nowhere too; what was respelled in its new spelling. */
  terms: WeightedTerm[];
  corrections: { from: string; to: string }[];
}

/** A question of words that are not of this library is in another language, or about something else. */
const mostCorrections = 2;
const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };

/** `Müller` for `Mueller` and the other way round: the index knows the first as `muller`. */
function umlautVariant(word: string): string | null {
  const written = word.normalize('NFC');
  if (/[äöü]/.test(written)) return written.replaceAll(/[äöü]/g, (each) => umlauts[each] ?? each);
  const bare = written.replaceAll(/(?<![aeq])([aou])e/g, '$1');
  return bare === written || bare.length < 3 ? null : bare;
}

/** The other spelling of a name counts as the same word, unless it is rarer: `michal` is no `michael`. */
function withVariant(db: ReadableDb, term: WeightedTerm, chunkCount: number): WeightedTerm {
  const variant = umlautVariant(term.word);
  if (variant === null || termOf(variant) === term.term) return term;
  const count = countMatches(db, phraseMatch([variant]));
  if (count === 0 || (count < term.frequency && !/[äöü]/.test(term.word.normalize('NFC')))) return term;
  const frequency = term.frequency + count;
  const match = anyOf([term.match, phraseMatch([variant])]);
  return { ...term, variants: [termOf(variant)], match, frequency, weight: weightOf(frequency, chunkCount) };
}

/** True for a question in German, or that may be: then its words have endings that the index does not take off. */
function isGerman(db: ReadableDb, text: string): boolean {
  const language = languageOfQuestion(text);
  if (language !== 'de' && language !== null) return false;
  const known = languagesInUse(db);
  if (language === 'de') return known.size === 0 || known.has('de');
  return known.has('de') && (known.size === 1 || /[äöüß]/iu.test(text.normalize('NFC')));
}

/** Other forms of a German word count as the word. */
function withForms(db: ReadableDb, term: WeightedTerm, chunkCount: number): WeightedTerm {
  const known = new Set([term.term, ...term.variants]);
  const forms = new Map(germanForms(term.word).map((form) => [termOf(form), phraseMatch([form])]));
  const found = Array.from(forms, ([form, match]) => ({ form, match, count: known.has(form) ? 0 : countMatches(db, match) }));
  const others = found.filter(({ count }) => count > 0);
  if (others.length === 0) return term;
  const frequency = others.reduce((sum, { count }) => sum + count, term.frequency);
  const match = anyOf([...(term.frequency > 0 ? [term.match] : []), ...others.map((each) => each.match)]);
  const variants = [...term.variants, ...others.map(({ form }) => form)];
  return { ...term, variants, match, frequency, weight: weightOf(frequency, chunkCount) };
}

function beginningTerm(db: ReadableDb, word: string, chunkCount: number): WeightedTerm {
  const match = prefixMatch(word);
  const frequency = countMatches(db, match);
  return { word, term: termOf(word), variants: [], isBeginning: true, match, frequency, weight: weightOf(frequency, chunkCount) };
}

/** The words that stand in quotation marks or in an identifier: they are meant as they are. */
function literalWords({ phrases, identifiers }: ParsedQuery): Set<string> {
  return new Set([...phrases.flat(), ...identifiers.flatMap(({ words }) => words)]);
}

/** True when the question is in a language that no document is in: its words are not misspelt. */
function isForeign(db: ReadableDb, text: string): boolean {
  const language = languageOfQuestion(text);
  if (language === null) return false;
  const known = languagesInUse(db);
  return known.size > 0 && !known.has(language);
}

async function respell(
  db: ReadableDb,
  query: ParsedQuery,
  { terms, meant, chunkCount }: { terms: readonly WeightedTerm[]; meant: ReadonlySet<string>; chunkCount: number },
): Promise<WeighedQuery> {
  const literal = new Set([...literalWords(query), ...meant]);
  const unknown = terms.filter((term) => term.frequency === 0 && !literal.has(term.word) && !isCommonTerm(term.term));
  if (unknown.length === 0 || unknown.length > mostCorrections || isForeign(db, query.text)) return { terms: [...terms], corrections: [] };
  const corrections: WeighedQuery['corrections'] = [];
  for (const { word } of unknown) {
    const to = await respelled(db, word);
    if (to !== null) corrections.push({ from: word, to });
  }
  const spelt = new Map(corrections.map(({ from, to }) => [from, to]));
  const words = corrections.map(({ to }) => to);
  const found = new Map(weighTerms(words, documentFrequency(db, words), chunkCount).map((term) => [term.word, term]));
  return { terms: terms.map((term) => found.get(spelt.get(term.word) ?? '') ?? term), corrections };
}

/**
 * What each word of a question tells. Words of `meant` are right as they are; without it no word is respelled. Counting
 * a common word costs as much as looking it up: only when no other occurs.
 */
export async function weighQuery(
  db: ReadableDb,
  query: ParsedQuery,
  { chunkCount, meant }: { chunkCount: number; meant: ReadonlySet<string> | null },
): Promise<WeighedQuery> {
  const naming = query.words.filter((word) => !isCommonTerm(termOf(word)));
  const written = weighTerms(naming, documentFrequency(db, naming), chunkCount).map((term) => withVariant(db, term, chunkCount));
  const literal = literalWords(query);
  const inflected = (term: WeightedTerm): WeightedTerm => (literal.has(term.word) ? term : withForms(db, term, chunkCount));
  const named = isGerman(db, query.text) ? written.map(inflected) : written;
  await nextTurn();
  const { terms, corrections } =
    meant === null ? { terms: named, corrections: [] } : await respell(db, query, { terms: named, meant, chunkCount });
  const beginnings = query.prefixes.map((word) => beginningTerm(db, word, chunkCount));
  const all = [...terms, ...beginnings];
  await nextTurn();
  if (all.some(({ frequency }) => frequency > 0)) return { terms: all, corrections };
  return { terms: [...weighTerms(query.words, documentFrequency(db, query.words), chunkCount), ...beginnings], corrections };
}
