import type { DocumentBlock } from '../../../shared/domain/document.ts';
import type { Span } from '../../../shared/domain/place.ts';
import { coveredPart, type TextPart } from './covered-part.ts';

export interface MarkedProps {
  readonly block: Pick<DocumentBlock, 'start' | 'text'>;
  /** Null for all of the block's text. */
  readonly part?: TextPart | null;
  readonly span: Span | null;
  readonly visit: number;
}

/** Text of a block with what is cited of it marked. */
export function Marked({ block, part = null, span, visit }: MarkedProps) {
  const text = part ? block.text.slice(part.from, part.to) : block.text;
  const covered = coveredPart({ start: block.start + (part?.from ?? 0), text }, span);
  if (!covered) return text;
  return (
    <>
      {text.slice(0, covered.from)}
      <mark key={visit} className="text-mark" data-testid="highlight">
        {text.slice(covered.from, covered.to)}
      </mark>
      {text.slice(covered.to)}
    </>
  );
}
