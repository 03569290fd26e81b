import { queryFilter } from './query-filter.ts';
import { queryPieces, type QueryPiece } from './query-pieces.ts';

function textOf(pieces: readonly QueryPiece[]): string {
  return pieces
    .map(({ written }) => written)
    .join('')
    .replaceAll(/[^\S\n]{2,}/g, ' ')
    .trim();
}

/** True for a piece that only says where to look. A field whose value means nothing is a word like any other. */
function limits(pieces: readonly QueryPiece[]): (piece: QueryPiece) => boolean {
  const fields = pieces.filter((piece) => piece.kind === 'field');
  const { ignored } = queryFilter(fields);
  return (piece) => piece.kind === 'field' && !ignored.has(piece);
}

/** What of a question says where to look, as written. */
export function fieldsIn(question: string): string {
  const pieces = queryPieces(question);
  return pieces
    .filter(limits(pieces))
    .map(({ written }) => written)
    .join(' ');
}

/** A question without what only says where to look; as it is where nothing else was said. */
export function withoutFields(question: string): string {
  const pieces = queryPieces(question);
  const limiting = limits(pieces);
  if (!pieces.some(limiting)) return question;
  return textOf(pieces.filter((piece) => !limiting(piece)));
}

/** A question without the words that it leaves out. */
export function withoutExclusions(question: string): string {
  return textOf(queryPieces(question).filter(({ kind }) => kind !== 'exclusion'));
}
