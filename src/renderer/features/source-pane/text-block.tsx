import type { DocumentBlock } from '../../../shared/domain/document.ts';
import type { Span } from '../../../shared/domain/place.ts';

export interface TextBlockProps {
  readonly block: DocumentBlock;
  /** Shows the line of the file in the margin. */
  readonly numbered: boolean;
  readonly span: Span | null;
  readonly visit: number;
}

/** The part of a block that a span covers, in offsets of the block's text; null when they do not meet. */
export function coveredPart(block: Pick<DocumentBlock, 'start' | 'text'>, span: Span | null): { from: number; to: number } | null {
  if (!span) return null;
  const from = Math.max(0, span.start - block.start);
  const to = Math.min(block.text.length, span.end - block.start);
  return from < to ? { from, to } : null;
}

/** Where the cells of a table's row lie in its text; readers set a bar between them. */
export function cellsOf(text: string): { from: number; to: number }[] {
  const cells: { from: number; to: number }[] = [];
  let from = 0;
  for (const bar of text.matchAll(/(?:^| )\|(?: |$)/g)) {
    cells.push({ from, to: bar.index });
    from = bar.index + bar[0].length;
  }
  return [...cells, { from, to: text.length }];
}

/** A wider table is easier to read as a line. */
const mostColumns = 8;

function Marked({ text, part, visit }: { text: string; part: { from: number; to: number } | null; visit: number }) {
  if (!part) return text;
  return (
    <>
      {text.slice(0, part.from)}
      <mark key={visit} className="text-mark" data-testid="highlight">
        {text.slice(part.from, part.to)}
      </mark>
      {text.slice(part.to)}
    </>
  );
}

/** One block of text in the form its kind has on paper. */
export function TextBlock({ block, numbered, span, visit }: TextBlockProps) {
  const part = coveredPart(block, span);
  const text = <Marked text={block.text} part={part} visit={visit} />;
  const cells = block.kind === 'table-row' ? cellsOf(block.text) : [];
  const level = block.kind === 'heading' || block.kind === 'list-item' ? Math.min(6, Math.max(1, block.level ?? 1)) : undefined;
  return (
    <div className={`text-block text-${block.kind}`} data-level={level} data-ordinal={block.ordinal} data-marked={part ? true : undefined}>
      {numbered && block.lineStart !== null && (
        <span className="text-line tabular" aria-hidden>
          {block.lineStart}
        </span>
      )}
      {block.kind === 'heading' ? (
        <div role="heading" aria-level={Math.min(6, (level ?? 1) + 2)}>
          {text}
        </div>
      ) : block.kind === 'code' ? (
        <pre>{text}</pre>
      ) : cells.length > 1 && cells.length <= mostColumns ? (
        cells.map(({ from, to }) => (
          <span key={from} className="text-cell">
            <Marked
              text={block.text.slice(from, to)}
              part={coveredPart({ start: block.start + from, text: block.text.slice(from, to) }, span)}
              visit={visit}
            />
          </span>
        ))
      ) : (
        <p>{text}</p>
      )}
    </div>
  );
}
