import type { Piece } from '../package/block-flow.ts';
import type { WordContext } from './word-context.ts';

/** What a paragraph says of itself; undefined where its style decides. */
export interface WordParagraph {
  text: string;
  styleId: string;
  outlineLevel: number | undefined;
  listLevel: number | undefined;
  /** “0” takes it out of the list of its style. */
  listId: string | undefined;
  /** A tracked change has joined it to the next paragraph. */
  isEndDeleted: boolean;
}

/** A finished paragraph as a block; with its number in front where it has one. Empty text for an empty paragraph, which still counts in its list. */
export function paragraphPiece(paragraph: WordParagraph, { styles, lists }: WordContext): Piece {
  const style = styles.paragraph(paragraph.styleId);
  const text = tidy(paragraph.text);
  const headingLevel = levelOf(paragraph.outlineLevel, style.headingLevel);
  const listId = paragraph.listId ?? style.listId ?? '0';
  const isGone = text === '' && paragraph.isEndDeleted;
  const label = listId === '0' || isGone ? undefined : lists?.next(listId, paragraph.listLevel ?? style.listLevel, paragraph.styleId);
  if (text === '') return { kind: 'paragraph', level: null, text };
  if (headingLevel !== undefined) {
    const number = label === undefined || label.isBullet ? '' : label.text;
    return { kind: 'heading', level: headingLevel, text: joined(number, text) };
  }
  const isList = paragraph.listId === undefined ? style.isList : paragraph.listId !== '0';
  if (!isList) return { kind: style.kind ?? 'paragraph', level: null, text };
  const level = label?.level ?? paragraph.listLevel ?? style.listLevel ?? 0;
  return { kind: 'list-item', level: level + 1, text: joined(label?.text ?? '', text) };
}

const joined = (label: string, text: string): string => (label === '' ? text : `${label} ${text}`);

/** Outline levels count from 0; 9 means body text, whatever the style says. */
function levelOf(outlineLevel: number | undefined, styleLevel: number | undefined): number | undefined {
  if (outlineLevel === undefined || !(outlineLevel >= 0)) return styleLevel;
  return outlineLevel < 9 ? Math.min(outlineLevel + 1, 6) : undefined;
}

function tidy(text: string): string {
  return text.replace(/[^\S\n\t]+/g, ' ').trim();
}
