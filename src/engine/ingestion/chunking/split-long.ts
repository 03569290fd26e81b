import { countTokens } from './count-tokens.ts';
import type { TextRange } from './sentences.ts';

/** Longest atom in UTF-16 units; a run without blanks is cut into such pieces. */
const ATOM_UNITS = 64;
const atom = new RegExp(`\\S{1,${ATOM_UNITS}}`, 'gu');
const clauseEnd = /[,;:|，、；：—)\]}」』）]$/u;

/** A place where a cut reads well: the end of a clause, the tokens up to it, and where the next word begins. */
interface ClauseCut {
  end: number;
  tokens: number;
  next: number | null;
}

/**
 * Cuts a range that is too long for a chunk (a sentence, a table row, a code line) into ranges of about
 * `maxTokens` each: after a clause or a cell where one ends in the second half, else between words, else
 * anywhere between two characters. Lazy, so that a megabyte without a full stop stops nobody.
 */
export function* splitLong(text: string, range: TextRange, maxTokens: number): Generator<TextRange> {
  let current: TextRange | null = null;
  let tokens = 0;
  let clause: ClauseCut | null = null;
  for (const match of text.slice(range.start, range.end).matchAll(atom)) {
    const start = range.start + match.index;
    const end = start + match[0].length;
    const gap = current ? start - current.end : 0;
    // Counted with a blank before it, as it will stand in the chunk; longer gaps cost a token more.
    const size = countTokens(gap > 0 ? ` ${match[0]}` : match[0]) + (gap > 1 ? 1 : 0);
    if (clause && clause.next === null) clause.next = start;
    if (current && tokens + size > maxTokens) {
      const cut: ClauseCut = clause && clause.tokens * 2 > maxTokens ? clause : { end: current.end, tokens, next: start };
      yield { start: current.start, end: cut.end };
      const next: number = cut.next ?? start;
      current = next === start ? null : { start: next, end: current.end };
      tokens = Math.max(0, tokens - cut.tokens);
      clause = null;
    }
    current = current ? { start: current.start, end } : { start, end };
    tokens += size;
    if (clauseEnd.test(match[0])) clause = { end, tokens, next: null };
  }
  if (current) yield current;
}
