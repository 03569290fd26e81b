import { memo, useMemo } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { Citation } from '../../../shared/domain/answer.ts';
import { useSession } from '../../state/session-context.ts';
import { CitationMark } from './citation-mark.tsx';
import { closeOpenMarks } from './close-open-marks.ts';
import { placeCitations } from './place-citations.ts';

export interface AnswerTextProps {
  readonly text: string;
  readonly running: boolean;
  readonly citations: readonly Citation[];
  /** Index of the citation open in the source pane; -1 when none is. */
  readonly currentIndex: number;
  readonly nameOf: (citation: Citation) => string;
  readonly onOpen: (index: number) => void;
}

/** A link in an answer came from a document or a model: it is shown, and only ever copied. */
function InertLink({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  const { notices } = useSession();
  const copy = () => {
    if (!href) return;
    navigator.clipboard.writeText(href).then(
      () => notices.say(`Copied ${href}. Footnote does not open links by itself.`),
      () => notices.say(href),
    );
  };
  return (
    <button type="button" className="inert-link" title={href} onClick={copy}>
      {children}
    </button>
  );
}

/** The prose of an answer: Markdown without raw HTML, images or live links, with its citation marks in place. */
export const AnswerText = memo(function AnswerText({ text, running, citations, currentIndex, nameOf, onOpen }: AnswerTextProps) {
  const source = running ? closeOpenMarks(text) : text;
  const components = useMemo<Components>(
    () => ({
      a: ({ href, children }) => <InertLink href={href}>{children}</InertLink>,
      img: ({ alt }) => <span className="answer-image">{alt ? `[Image: ${alt}]` : '[Image]'}</span>,
      table: ({ children }) => (
        <div className="answer-table scroll" tabIndex={0} role="group" aria-label="Table">
          <table>{children}</table>
        </div>
      ),
      sup: ({ node }) => {
        const index = Number(node?.properties['dataMark']);
        const citation = citations[index];
        if (!citation) return null;
        return (
          <CitationMark citation={citation} documentName={nameOf(citation)} current={index === currentIndex} onOpen={() => onOpen(index)} />
        );
      },
    }),
    [citations, currentIndex, nameOf, onOpen],
  );
  const marks = citations.map(({ offset }, index) => ({ offset: Math.min(offset, source.length), index }));
  return (
    <div className="answer-text" data-testid="answer-text">
      <Markdown remarkPlugins={[remarkGfm, [placeCitations, { source, marks }]]} components={components} urlTransform={(url) => url}>
        {source}
      </Markdown>
    </div>
  );
});
