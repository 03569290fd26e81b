import { PreviewCard } from '@base-ui/react/preview-card';
import { useRef, useState } from 'react';
import type { Citation } from '../../../shared/domain/answer.ts';
import { FileIcon } from '../../ui/file-icon.tsx';
import { formatOfName } from '../../ui/likely-format.ts';
import { placeWords } from '../../ui/place-words.ts';

export interface CitationMarkProps {
  readonly citation: Citation;
  readonly documentName: string;
  readonly current: boolean;
  readonly onOpen: () => void;
}

const quoteChars = 360;

/** A numeral in the text. Hover and focus show what it rests on; a press or Enter opens it in the source pane. */
export function CitationMark({ citation, documentName, current, onOpen }: CitationMarkProps) {
  const [cardShown, setCardShown] = useState(false);
  // Once pressed, what it rests on is in the pane: the card stays away until the pointer or the focus comes anew.
  const pressed = useRef(false);
  const comesAnew = () => {
    pressed.current = false;
  };
  const where = placeWords(citation.place);
  const quote = citation.quote.length > quoteChars ? `${citation.quote.slice(0, quoteChars).trimEnd()}…` : citation.quote;
  return (
    <PreviewCard.Root open={cardShown} onOpenChange={(open) => setCardShown(open && !pressed.current)}>
      <PreviewCard.Trigger
        delay={250}
        closeDelay={120}
        href={`#citation-${citation.passageNumber}`}
        role="doc-noteref"
        className="citation-mark"
        data-testid="citation-mark"
        data-number={citation.passageNumber}
        data-current={current || undefined}
        aria-label={`Citation ${citation.passageNumber}: ${documentName}, ${where}`}
        onClick={(event) => {
          event.preventDefault();
          pressed.current = true;
          setCardShown(false);
          onOpen();
        }}
        onPointerLeave={comesAnew}
        onBlur={comesAnew}
      >
        {citation.passageNumber}
      </PreviewCard.Trigger>
      <PreviewCard.Portal>
        <PreviewCard.Positioner className="overlay-layer" sideOffset={6} collisionPadding={12}>
          <PreviewCard.Popup className="citation-card" data-testid="citation-card">
            <blockquote>{quote}</blockquote>
            <footer>
              <FileIcon format={formatOfName(documentName)} />
              <span className="truncate">{documentName}</span>
              <span className="tabular">{where}</span>
            </footer>
          </PreviewCard.Popup>
        </PreviewCard.Positioner>
      </PreviewCard.Portal>
    </PreviewCard.Root>
  );
}
