import type { DocumentBlock } from '../../../shared/domain/document.ts';
import type { Span } from '../../../shared/domain/place.ts';

/** A range of a block's text. */
export interface TextPart {
  readonly from: number;
  readonly to: number;
}

/** The part of a block that a span covers, in offsets of the block's text; null when they do not meet. */
export function coveredPart(block: Pick<DocumentBlock, 'start' | 'text'>, span: Span | null): TextPart | null {
  if (!span) return null;
  const from = Math.max(0, span.start - block.start);
  const to = Math.min(block.text.length, span.end - block.start);
  return from < to ? { from, to } : null;
}

/** Where the cells of a table's row lie in its text; readers set a bar between them. */
export function cellsOf(text: string): TextPart[] {
  const cells: TextPart[] = [];
  let from = 0;
  for (const bar of text.matchAll(/(?:^| )\|(?: |$)/g)) {
    cells.push({ from, to: bar.index });
    from = bar.index + bar[0].length;
  }
  return [...cells, { from, to: text.length }];
}

/** The lines of a text, without what ends them. */
export function linesOf(text: string): TextPart[] {
  const lines: TextPart[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    lines.push({ from, to: from + line.length });
    from += line.length + 1;
  }
  return lines;
}
