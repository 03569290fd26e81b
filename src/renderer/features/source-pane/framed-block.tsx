import type { DocumentBlock } from '../../../shared/domain/document.ts';
import { beginsFrame, frameOf } from './block-frames.ts';
import { TextBlock, type TextBlockProps } from './text-block.tsx';

export interface FramedBlockProps extends TextBlockProps {
  readonly before: DocumentBlock | undefined;
  readonly after: DocumentBlock | undefined;
  /** Nothing comes after it. */
  readonly isLast: boolean;
  /** Whether a message has others beside it, and so a number. */
  readonly numbersMessages: boolean;
  /** Whether what a message quotes of others is shown. */
  readonly quotesShown: boolean;
  /** The margin names the place, and so the slide. */
  readonly placesShown: boolean;
  readonly onQuotes: (message: number) => void;
}

const isQuoted = (block: DocumentBlock | undefined) => block?.locator?.kind === 'message' && block.locator.part === 'quoted';

/** A block with the head of its slide, message or chapter where it is the first of it. */
export function FramedBlock({ before, after, isLast, numbersMessages, quotesShown, placesShown, onQuotes, ...rest }: FramedBlockProps) {
  const { block } = rest;
  const frame = frameOf(block);
  const begins = beginsFrame(before, block);
  // What is said already, by a chapter's own heading or in the margin.
  const repeats =
    (frame?.kind === 'chapter' && block.kind === 'heading' && block.text.trim() === frame.title.trim()) ||
    (frame?.kind === 'message' && !numbersMessages) ||
    (placesShown && (frame?.kind === 'slide' || frame?.kind === 'notes'));
  const hidden = isQuoted(block) && !quotesShown;
  const message = block.locator?.kind === 'message' ? block.locator.message : 0;
  return (
    <div
      className={frame ? `frame frame-${frame.kind}` : 'frame'}
      data-frame={frame?.key}
      data-first={begins || undefined}
      data-last={(frame !== null && (isLast || (after !== undefined && frameOf(after)?.key !== frame.key))) || undefined}
    >
      {begins && frame && !repeats && (
        <div className="frame-head" data-testid="frame-head">
          {frame.title}
        </div>
      )}
      {isQuoted(block) && !isQuoted(before) && (
        <button
          type="button"
          className="frame-quotes"
          data-testid="quotes-toggle"
          aria-expanded={quotesShown}
          onClick={() => onQuotes(message)}
        >
          {quotesShown ? 'Fold what is quoted' : 'Show what is quoted'}
        </button>
      )}
      {!hidden && <TextBlock {...rest} />}
    </div>
  );
}
