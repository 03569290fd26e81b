import { setImmediate as nextTurn } from 'node:timers/promises';
import { comparableText } from './comparable-text.ts';

/** A piece of a document with where it begins in the canonical text. */
export interface Piece {
  start: number;
  text: string;
}

export interface Range {
  start: number;
  end: number;
}

/** The comparable text of a whole document, and the way back into its canonical text. */
export interface TextStream {
  readonly text: string;
  /** Where in {@link TextStream.text} the canonical offset is, or the first after it that is in a piece. */
  positionOf(offset: number): number;
  /** The canonical range of [from, to) of {@link TextStream.text}; `to` is beyond `from`. */
  rangeOf(from: number, to: number): Range;
}

/** So much is made comparable before others get their turn: a few milliseconds. */
const SLICE_UNITS = 100_000;

/** Marks that end a sentence or close a quotation belong to the words before them. */
const marksAfter = /\p{P}*/uy;

/** Where in a piece the character begins and ends that holds the comparable character `at`, with the marks after it. */
function characterAt(text: string, at: number): Range {
  let passed = 0;
  let offset = 0;
  for (const character of text) {
    passed += comparableText(character).length;
    if (passed > at) {
      marksAfter.lastIndex = offset + character.length;
      return { start: offset, end: offset + character.length + (marksAfter.exec(text)?.[0].length ?? 0) };
    }
    offset += character.length;
  }
  return { start: offset, end: offset };
}

/** Puts a document's pieces, in their order, into one stream. Rejects with the signal's reason. */
export async function textStream(pieces: Iterable<Piece>, signal: AbortSignal): Promise<TextStream> {
  const kept: (Piece & { from: number })[] = [];
  const parts: string[] = [];
  let from = 0;
  let sinceTurn = 0;
  for (const piece of pieces) {
    const comparable = comparableText(piece.text);
    if (comparable.length > 0) kept.push({ ...piece, from });
    parts.push(comparable);
    from += comparable.length;
    sinceTurn += piece.text.length;
    if (sinceTurn < SLICE_UNITS) continue;
    sinceTurn = 0;
    // oxlint-disable-next-line no-await-in-loop
    await nextTurn();
    signal.throwIfAborted();
  }
  /** The last piece that begins at `at` or before it. */
  const pieceAt = (at: number, by: 'from' | 'start'): (Piece & { from: number }) | undefined => {
    let low = 0;
    let high = kept.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((kept[middle]?.[by] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return kept[low];
  };
  const canonical = (at: number): Range => {
    const piece = pieceAt(at, 'from');
    if (piece === undefined) return { start: 0, end: 0 };
    const within = characterAt(piece.text, at - piece.from);
    return { start: piece.start + within.start, end: piece.start + within.end };
  };
  return {
    text: parts.join(''),
    positionOf(offset) {
      const piece = pieceAt(offset, 'start');
      return piece === undefined ? 0 : piece.from + comparableText(piece.text.slice(0, Math.max(0, offset - piece.start))).length;
    },
    rangeOf: (first, beyond) => ({ start: canonical(first).start, end: canonical(beyond - 1).end }),
  };
}
