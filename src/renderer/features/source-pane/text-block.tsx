import type { DocumentBlock } from '../../../shared/domain/document.ts';
import type { Span } from '../../../shared/domain/place.ts';
import { cellsOf, coveredPart, linesOf } from './covered-part.ts';
import { Marked } from './marked.tsx';
import { hasOwnMark } from './own-mark.ts';

export interface TextBlockProps {
  readonly block: DocumentBlock;
  /** Where the block stands, for the margin. */
  readonly margin: string | null;
  readonly span: Span | null;
  readonly visit: number;
}

/** A wider table is easier to read as a line. */
const mostColumns = 8;

/** Lines with their numbers in the file, where each line of the text is one of the file. */
function NumberedLines({ block, span, visit }: Omit<TextBlockProps, 'margin'>) {
  const { text, lineStart, lineEnd } = block;
  const lines = linesOf(text);
  const numbered = lineStart !== null && lineEnd !== null && lineEnd - lineStart + 1 === lines.length;
  if (!numbered)
    return (
      <pre>
        <Marked block={block} span={span} visit={visit} />
      </pre>
    );
  return (
    <pre className="text-lines">
      {lines.map((part, index) => (
        <span key={part.from} className="text-code-line" data-line={lineStart + index}>
          <Marked block={block} part={part} span={span} visit={visit} />
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

/** The head of a message: what stands before a colon is a label. */
function HeaderLines({ block, span, visit }: Omit<TextBlockProps, 'margin'>) {
  return linesOf(block.text).map((part) => {
    const label = /^[\p{L}-]{2,20}(?=: )/u.exec(block.text.slice(part.from, part.to))?.[0];
    const words = { from: part.from + (label ? label.length + 2 : 0), to: part.to };
    return (
      <p key={part.from} className="text-header-line">
        {label && <span className="text-header-label">{label}</span>}
        <span>
          <Marked block={block} part={words} span={span} visit={visit} />
        </span>
      </p>
    );
  });
}

function BlockText({ block, span, visit }: Omit<TextBlockProps, 'margin'>) {
  const text = <Marked block={block} span={span} visit={visit} />;
  if (block.locator?.kind === 'message' && block.locator.part === 'header') return <HeaderLines block={block} span={span} visit={visit} />;
  if (block.kind === 'heading')
    return (
      <div role="heading" aria-level={Math.min(6, Math.max(1, block.level ?? 1) + 2)}>
        {text}
      </div>
    );
  if (block.kind === 'code') return <NumberedLines block={block} span={span} visit={visit} />;
  const cells = block.kind === 'table-row' ? cellsOf(block.text) : [];
  if (cells.length > 1 && cells.length <= mostColumns)
    return cells.map((part) => (
      <span key={part.from} className="text-cell">
        <Marked block={block} part={part} span={span} visit={visit} />
      </span>
    ));
  return <p>{text}</p>;
}

/** One block of text in the form its kind has on paper. */
export function TextBlock({ block, margin, span, visit }: TextBlockProps) {
  const level = block.kind === 'heading' || block.kind === 'list-item' ? Math.min(6, Math.max(1, block.level ?? 1)) : undefined;
  const part = block.locator?.kind === 'message' ? block.locator.part : undefined;
  return (
    <div
      className={`text-block text-${block.kind}`}
      data-level={level}
      data-part={part}
      data-own-mark={(block.kind === 'list-item' && hasOwnMark(block.text)) || undefined}
      data-ordinal={block.ordinal}
      data-marked={coveredPart(block, span) ? true : undefined}
    >
      {margin !== null && (
        <span className="text-margin tabular" data-testid="text-margin">
          {margin}
        </span>
      )}
      <BlockText block={block} span={span} visit={visit} />
    </div>
  );
}
