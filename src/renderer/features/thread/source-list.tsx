import type { Citation, Passage } from '../../../shared/domain/answer.ts';
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
}

/** What the citations of an answer rest on, one line per passage, in the order of their numerals. */
export function usedSources(citations: readonly Citation[], passages: readonly Passage[]): UsedSource[] {
  const names = new Map(passages.map(({ number, documentName }) => [number, documentName]));
  const numbered = Map.groupBy(
    citations.map((citation, index) => ({ citation, index })),
    ({ citation }) => citation.passageNumber,
  );
  return [...numbered]
    .map(([number, cited]) => ({
      number,
      documentName: names.get(number) ?? 'Document',
      place: cited[0] ? placeWords(cited[0].citation.place) : '',
      sentences: new Set(cited.map(({ citation }) => citation.sentenceStart)).size,
      index: cited[0]?.index ?? 0,
    }))
    .toSorted((a, b) => a.number - b.number);
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
          </li>
        ))}
      </ol>
    </section>
  );
}
