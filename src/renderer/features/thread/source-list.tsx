import { ChevronRight } from 'lucide-react';
import type { Citation, Passage } from '../../../shared/domain/answer.ts';
import type { AlsoIn } from '../../../shared/domain/retrieval.ts';
import { useSession } from '../../state/session-context.ts';
import { counted } from '../../ui/figures.ts';
import { FileIcon } from '../../ui/file-icon.tsx';
import { formatOfName } from '../../ui/likely-format.ts';
import { placeWords } from '../../ui/place-words.ts';

export interface UsedSource {
  readonly number: number;
  readonly documentName: string;
  readonly place: string;
  /** How many sentences rest on it, or quotations are of it. */
  readonly sentences: number;
  /** Its first citation. */
  readonly index: number;
  /** Other documents with the same words. */
  readonly alsoIn: AlsoIn | null;
}

/** What the citations of an answer rest on, one line per passage, in the order of their numerals. */
export function usedSources(citations: readonly Citation[], passages: readonly Passage[]): UsedSource[] {
  const byNumber = new Map(passages.map((passage) => [passage.number, passage]));
  const numbered = Map.groupBy(
    citations.map((citation, index) => ({ citation, index })),
    ({ citation }) => citation.passageNumber,
  );
  return [...numbered]
    .map(([number, cited]) => ({
      number,
      documentName: byNumber.get(number)?.documentName ?? 'Document',
      place: cited[0] ? placeWords(cited[0].citation.place) : '',
      sentences: new Set(cited.map(({ citation }) => citation.sentenceStart)).size,
      index: cited[0]?.index ?? 0,
      alsoIn: byNumber.get(number)?.alsoIn ?? null,
    }))
    .toSorted((a, b) => a.number - b.number);
}

/** Where else the same words stand, named on demand. */
function OtherDocuments({ alsoIn: { count, documents } }: { alsoIn: AlsoIn }) {
  const { reading } = useSession();
  const unnamed = count - documents.length;
  return (
    <details className="source-list-also" data-testid="answer-source-also">
      <summary>
        <ChevronRight size={16} strokeWidth={1.5} aria-hidden />
        <span>also in {count === 1 ? 'another document' : `${count.toLocaleString('en-GB')} other documents`}</span>
      </summary>
      <ul>
        {documents.map(({ documentId, name }) => (
          <li key={documentId}>
            <button type="button" className="source-list-other" onClick={() => reading.openDocument(documentId, name)}>
              <FileIcon format={formatOfName(name)} />
              <span className="truncate">{name}</span>
            </button>
          </li>
        ))}
        {unnamed > 0 && <li>and {counted(unnamed, 'other')}</li>}
      </ul>
    </details>
  );
}

/** The list of sources below an answer. */
export function SourceList(props: {
  citations: readonly Citation[];
  passages: readonly Passage[];
  currentNumber: number | null;
  /** The answer quotes: a cited row of a sheet stands in it as a row, not as a sentence. */
  quoted: boolean;
  onOpen: (index: number) => void;
}) {
  const sources = usedSources(props.citations, props.passages);
  if (sources.length === 0) return null;
  return (
    <section className="source-list" aria-label="Sources of this answer" data-testid="answer-sources">
      <ol>
        {sources.map((source) => (
          <li key={source.number}>
            <button
              type="button"
              className="source-list-item"
              data-testid="answer-source"
              data-current={source.number === props.currentNumber || undefined}
              onClick={() => props.onOpen(source.index)}
            >
              <span className="source-list-number tabular">{source.number}</span>
              <FileIcon format={formatOfName(source.documentName)} />
              <span className="truncate source-list-name">{source.documentName}</span>
              <span className="source-list-place truncate">{source.place}</span>
              <span className="source-list-count tabular">{counted(source.sentences, props.quoted ? 'quotation' : 'sentence')}</span>
            </button>
            {source.alsoIn && <OtherDocuments alsoIn={source.alsoIn} />}
          </li>
        ))}
      </ol>
    </section>
  );
}
