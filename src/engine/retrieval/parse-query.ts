import { everyDocument, type SearchFilter } from '../../shared/domain/scope.ts';
import { identifiersIn, type Identifier } from './identifiers.ts';
import { queryFilter } from '../../shared/domain/query-filter.ts';
import { queryPieces, type QueryPiece } from '../../shared/domain/query-pieces.ts';
import { phraseWordsOf, wordsOf } from './terms.ts';

/** A word, or words in order; with `isPrefix` the last of them may go on. */
export interface Sought {
  words: string[];
  isPrefix: boolean;
}

export interface ParsedQuery {
  /** The question without what only says where to look. */
  text: string;
  /** Which documents it asks to look at. */
  filter: SearchFilter;
  /** Fields written as if to say where to look, with a value that means nothing. The values count as words. */
  unknown: { field: string; value: string }[];
  /** What stands in quotation marks, as words in order: a chunk must hold it. */
  phrases: string[][];
  /** Every word once, in order of appearance, those of the phrases too. */
  words: string[];
  /** Beginnings of words, as in `contr*`. */
  prefixes: string[];
  /** What a chunk must not hold. */
  excluded: Sought[];
  /** Part numbers, sections, code symbols, addresses and the like. */
  identifiers: Identifier[];
}

const starred = /(?<![\p{L}\p{N}\p{M}*])([\p{L}\p{N}\p{M}]+)[*＊](?![\p{L}\p{N}*＊])/gu;
const shortestPrefix = 2;
/** Of a pasted page that is asked as a question, what is looked up; each of them costs. */
const most = { words: 160, phrases: 16, prefixes: 8, excluded: 32, identifiers: 32 };

function isNotEmpty(words: readonly string[]): boolean {
  return words.length > 0;
}

function soughtFor(written: string): Sought {
  const isPrefix = /[\p{L}\p{N}][*＊]$/u.test(written);
  return { words: phraseWordsOf(written), isPrefix };
}

/** Beginnings of words marked with a star; one too short to tell anything is a word. */
function prefixesIn(text: string): string[] {
  return [...text.matchAll(starred)]
    .map((match) => wordsOf(match[1] ?? ''))
    .flatMap((words) => {
      const [word = ''] = words;
      return words.length === 1 && word.length >= shortestPrefix ? [word] : [];
    });
}

/**
 * Takes a question apart: phrases in quotation marks, `-excluded` words, `beginnings*`, and fields such as `type:pdf`.
 * Any text is a valid query; one without words gives none.
 */
export function parseQuery(question: string): ParsedQuery {
  const pieces = queryPieces(question);
  const fields = pieces.filter((piece) => piece.kind === 'field');
  const { filter, unknown, ignored } = queryFilter(fields);
  const isSaid = (piece: QueryPiece): boolean =>
    piece.kind === 'text' || piece.kind === 'phrase' || (piece.kind === 'field' && ignored.has(piece));
  const textOf = (from: readonly QueryPiece[]): string =>
    from
      .map(({ written }) => written)
      .join('')
      .replaceAll(/[^\S\n]{2,}/g, ' ')
      .trim();
  const exclusions = pieces.filter((piece) => piece.kind === 'exclusion');
  const said = textOf(pieces.filter(isSaid));
  // A question of nothing but exclusions was no exclusion, but a list or a dash.
  const asksNothing = wordsOf(said).length === 0 && fields.length === ignored.size;
  const text = asksNothing ? textOf(pieces.filter((piece) => isSaid(piece) || piece.kind === 'exclusion')) : said;
  const prefixes = prefixesIn(text);
  // Of `type:foo` only what was asked for is looked up: the name of a field is no word of the question.
  const toLookUp = pieces.filter(isSaid).map((piece) => (piece.kind === 'field' ? piece.values.join(' ') : piece.written));
  const plain = (asksNothing ? text : toLookUp.join('')).replaceAll(starred, (written, word: string) =>
    prefixes.includes(word.toLowerCase()) ? ' ' : written,
  );
  const phrases = pieces.flatMap((piece) => (piece.kind === 'phrase' ? [phraseWordsOf(piece.text)] : []));
  return {
    text: text.replaceAll(starred, '$1'),
    filter: fields.length === ignored.size ? everyDocument : filter,
    unknown,
    phrases: phrases.filter(isNotEmpty).slice(0, most.phrases),
    words: [...new Set(wordsOf(plain))].slice(0, most.words),
    prefixes: prefixes.slice(0, most.prefixes),
    excluded: (asksNothing ? [] : exclusions.slice(0, most.excluded))
      .map((piece) => soughtFor(piece.text))
      .filter(({ words }) => isNotEmpty(words)),
    identifiers: identifiersIn(textOf(pieces.filter((piece) => piece.kind === 'text'))).slice(0, most.identifiers),
  };
}
