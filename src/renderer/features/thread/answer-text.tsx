import { createContext, memo, type ReactNode, use, useMemo } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { Citation } from '../../../shared/domain/answer.ts';
import { useSession } from '../../state/session-context.ts';
import { CitationMark } from './citation-mark.tsx';
import { closeOpenMarks } from './close-open-marks.ts';
import { placeCitations } from './place-citations.ts';

interface Marks {
  readonly citations: readonly Citation[];
  /** Index of the citation open in the source pane; -1 when none is. */
  readonly currentIndex: number;
  readonly nameOf: (citation: Citation) => string;
  readonly onOpen: (index: number) => void;
}

export interface AnswerTextProps extends Marks {
  readonly text: string;
  readonly running: boolean;
}

/** Reaches the marks from inside the Markdown, whose parts must stay the same components while it grows. */
const MarksContext = createContext<Marks>({ citations: [], currentIndex: -1, nameOf: () => '', onOpen: () => {} });

/** A link in an answer came from a document or a model: it is shown, and only ever copied. */
function InertLink({ href, children }: { href?: string | undefined; children?: ReactNode }) {
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

function AbsentImage({ alt }: { alt?: string | undefined }) {
  return <span className="answer-image">{alt ? `[Image: ${alt}]` : '[Image]'}</span>;
}

function WideTable({ children }: { children?: ReactNode }) {
  return (
    <div className="answer-table scroll" tabIndex={0} role="group" aria-label="Table">
      <table>{children}</table>
    </div>
  );
}

function PlacedMark({ index }: { index: number }) {
  const { citations, currentIndex, nameOf, onOpen } = use(MarksContext);
  const citation = citations[index];
  if (!citation) return null;
  return <CitationMark citation={citation} documentName={nameOf(citation)} current={index === currentIndex} onOpen={() => onOpen(index)} />;
}

const components: Components = {
  a: ({ href, children }) => <InertLink href={href}>{children}</InertLink>,
  img: ({ alt }) => <AbsentImage alt={alt} />,
  table: ({ children }) => <WideTable>{children}</WideTable>,
  sup: ({ node }) => <PlacedMark index={Number(node?.properties['dataMark'])} />,
};

const asWritten = (url: string) => url;

/** The prose of an answer: Markdown without raw HTML, images or live links, with its citation marks in place. */
export const AnswerText = memo(function AnswerText({ text, running, citations, currentIndex, nameOf, onOpen }: AnswerTextProps) {
  const source = running ? closeOpenMarks(text) : text;
  const prose = useMemo(() => {
    const marks = citations.map(({ offset }, index) => ({ offset: Math.min(offset, source.length), index }));
    return (
      <Markdown remarkPlugins={[remarkGfm, [placeCitations, { source, marks }]]} components={components} urlTransform={asWritten}>
        {source}
      </Markdown>
    );
  }, [source, citations]);
  const marks = useMemo(() => ({ citations, currentIndex, nameOf, onOpen }), [citations, currentIndex, nameOf, onOpen]);
  return (
    <div className="answer-text" data-testid="answer-text">
      <MarksContext value={marks}>{prose}</MarksContext>
    </div>
  );
});
