import type { BlockKind } from '../../../shared/domain/document.ts';
import { MAX_WHOLE_BLOCK_UNITS } from './chunk-limits.ts';
import { countTokens } from './count-tokens.ts';
import { sentencesOf, type TextRange } from './sentences.ts';
import { splitLong } from './split-long.ts';

/** The smallest piece that is packed into chunks: a whole block, a sentence, a code line, or a part of one. */
export interface ChunkUnit {
  /** Offsets in the document's canonical text; `text` is exactly what stands there. */
  start: number;
  end: number;
  text: string;
  tokens: number;
  /** The canonical text between the unit before and this one: blanks only. */
  gap: string;
  gapTokens: number;
  kind: BlockKind;
  /** For a row: the row that heads its table. */
  tableHeader: string | null;
}

function trimmedRange(text: string): TextRange {
  const start = text.length - text.trimStart().length;
  return { start, end: Math.max(start, text.trimEnd().length) };
}

function* linesOf(text: string): Generator<TextRange> {
  for (const match of text.matchAll(/[^\n]*\S[^\n]*/gu)) {
    const line = trimmedRange(match[0]);
    yield { start: match.index + line.start, end: match.index + line.end };
  }
}

function* naturalPieces(kind: BlockKind, text: string): Generator<TextRange> {
  if (kind === 'code') yield* linesOf(text);
  else if (kind === 'table-row' || kind === 'heading') yield trimmedRange(text);
  else yield* sentencesOf(text);
}

/** True when a piece may be counted in one go and has at most `maxTokens`. */
function fits(text: string, maxTokens: number): boolean {
  return text.length <= MAX_WHOLE_BLOCK_UNITS && countTokens(text) <= maxTokens;
}

/** The block as one range, or null when it has more than `maxTokens`. */
export function wholeBlock(text: string, maxTokens: number): TextRange | null {
  const range = trimmedRange(text);
  return fits(text.slice(range.start, range.end), maxTokens) ? range : null;
}

/** The pieces of a block that does not fit whole: sentences, code lines, or parts of those above `maxTokens`. */
export function* piecesOf(kind: BlockKind, text: string, maxTokens: number): Generator<TextRange> {
  for (const piece of naturalPieces(kind, text)) {
    if (fits(text.slice(piece.start, piece.end), maxTokens)) yield piece;
    else yield* splitLong(text, piece, maxTokens);
  }
}

/** The last sentence of a unit of prose, with its offsets in the unit's text. */
export function lastSentence(unit: ChunkUnit): TextRange | null {
  let last: TextRange | null = null;
  for (const sentence of sentencesOf(unit.text)) last = sentence;
  return last;
}
