import type { Piece } from '../package/block-flow.ts';
import type { OdfLists } from './odf-lists.ts';
import type { OdfStyles } from './odf-styles.ts';

/** A paragraph or heading as it stands in the file. */
export interface OdfParagraph {
  isHeading: boolean;
  text: string;
  attributes: Readonly<Record<string, string>>;
  /** The number the file itself gives. */
  number: string;
}

/** A finished paragraph as a block, with its number in front where it has one; empty text for an empty one, which still counts in its list. */
export function odfPiece({ isHeading, text: raw, attributes, number }: OdfParagraph, styles: OdfStyles, lists: OdfLists): Piece {
  const text = tidy(raw);
  const style = styles.paragraph(attributes['style-name'] ?? '');
  const isListed = lists.depth > 0;
  let label = isListed ? lists.nextLabel() : '';
  const level = isHeading ? Number(attributes['outline-level'] ?? 1) || 1 : style.names.includes('title') ? 1 : undefined;
  if (isHeading && !isListed && attributes['is-list-header'] !== 'true' && style.listStyle !== '') {
    const restarts = attributes['restart-numbering'] === 'true';
    label = lists.nextHeading(level ?? 1, restarts ? (attributes['start-value'] ?? '1') : undefined);
  }
  if (number.trim() !== '') label = number.trim();
  if (text === '') return { kind: 'paragraph', level: null, text };
  if (level !== undefined) {
    return { kind: 'heading', level: Math.min(Math.max(level, 1), 6), text: joined(/[\p{L}\p{N}]/u.test(label) ? label : '', text) };
  }
  if (isListed) return { kind: 'list-item', level: lists.depth, text: joined(label, text) };
  return { kind: kindOf(style.names), level: null, text };
}

/** One space between words; line breaks and tabs stay. */
export function tidy(text: string): string {
  return text.replace(/[^\S\n\t]+/g, ' ').trim();
}

function kindOf(names: readonly string[]): Piece['kind'] {
  if (names.includes('quotations')) return 'quote';
  if (names.includes('preformatted text')) return 'code';
  return names.includes('caption') ? 'caption' : 'paragraph';
}

const joined = (label: string, text: string): string => (label === '' ? text : `${label} ${text}`);
