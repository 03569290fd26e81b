import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import type { Piece } from '../package/block-flow.ts';
import { inReadingOrder } from './reading-order.ts';
import type { Shape, SlideContent } from './shape.ts';

const MAX_TITLE_CHARS = 300;

/** The blocks of slide `slide` (counted from 1): its title as a heading, what stands on it in reading order, its comments, its notes. */
export function slideBlocks(slide: number, { shapes, notes, comments, isHidden }: SlideContent): ReadBlock[] {
  const ordered = inReadingOrder(shapes);
  const title = ordered
    .filter(({ isTitle }) => isTitle)
    .flatMap((shape) => piecesOf(shape).map(({ text }) => text))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  const body = ordered.filter(({ isTitle }) => !isTitle).flatMap(piecesOf);
  const hasContent = title !== '' || body.length > 0 || notes.length > 0 || comments.length > 0;
  if (!hasContent) return [];

  const heading = isHidden ? `${title || `Slide ${slide}`} (hidden slide)` : title;
  const isHeading = heading.length <= MAX_TITLE_CHARS;
  const headingPath = heading === '' ? [] : [isHeading ? heading : `${heading.slice(0, MAX_TITLE_CHARS - 1).toWellFormed()}…`];
  const at = (part: 'body' | 'notes', piece: Piece): ReadBlock => block({ ...piece, headingPath, locator: { kind: 'slide', slide, part } });
  const blocks: ReadBlock[] = [];
  if (heading !== '') {
    const first = at('body', { kind: isHeading ? 'heading' : 'paragraph', level: isHeading ? 1 : null, text: heading });
    blocks.push({ ...first, headingPath: [] });
  }
  blocks.push(...body.map((piece) => at('body', piece)));
  blocks.push(...comments.map((text) => at('body', { kind: 'footnote', level: null, text })));
  blocks.push(...notes.map((piece) => at('notes', piece)));
  return blocks;
}

function piecesOf(shape: Shape): Piece[] {
  return [...shape.pieces, ...inReadingOrder(shape.children).flatMap(piecesOf)];
}
