import type { Piece } from '../package/block-flow.ts';
import type { ListCounter } from './list-counter.ts';
import { plainStyles, type WordStyles } from './styles.ts';

export interface Remark {
  author: string;
  text: string;
}

/** What other parts of a document say about its body. */
export interface WordContext {
  styles: WordStyles;
  lists: ListCounter | undefined;
  /** Text of footnotes by `footnote:<id>` and endnotes by `endnote:<id>`. */
  notes: ReadonlyMap<string, string>;
  comments: ReadonlyMap<string, Remark>;
  /** What charts, diagrams and web pages inside the document say, by the id of the relationship to them. */
  drawings: ReadonlyMap<string, readonly Piece[]>;
}

/** For parts that are read for their plain text. */
export const plainContext: WordContext = {
  styles: plainStyles,
  lists: undefined,
  notes: new Map(),
  comments: new Map(),
  drawings: new Map(),
};
