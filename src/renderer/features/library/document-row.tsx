import type { Document } from '../../../shared/domain/document.ts';
import { nextActionLabels } from '../../client/error-words.ts';
import { useSession } from '../../state/session-context.ts';
import { Button } from '../../ui/button.tsx';
import { count, moment, size } from '../../ui/figures.ts';
import { FileIcon, formatNames } from '../../ui/file-icon.tsx';
import { likelyFormat } from '../../ui/likely-format.ts';
import { outcomeNames, outcomeWords } from '../../ui/outcome-words.ts';
import { DocumentMenu } from './document-menu.tsx';

const stateNames = {
  queued: 'Waiting',
  reading: 'Reading',
  searchable: 'Searchable',
  failed: 'Not read',
  missing: 'Missing',
} as const;

/** What stands after the last dot, as one would say it. */
function extensionOf(name: string): string | null {
  const extension = /[^.]\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1];
  return extension?.toUpperCase() ?? null;
}

/** Without an embedding model nothing is embedded, and nothing will be. */
function isPartlyEmbedded({ state, embeddedChunkCount, chunkCount }: Document): boolean {
  return state === 'searchable' && embeddedChunkCount > 0 && embeddedChunkCount < chunkCount;
}

/** How far a document is, with the part whose meaning is not indexed yet. */
function stateText(document: Document): string {
  const { state, outcome, embeddedChunkCount, chunkCount } = document;
  if (isPartlyEmbedded(document)) return `Searchable · ${Math.floor((embeddedChunkCount / chunkCount) * 100)} %`;
  return outcome === null || outcome === 'ok' || state === 'missing' ? stateNames[state] : outcomeNames[outcome];
}

/** Folders, and for a member the file that holds it, as a way one could walk. */
export function whereaboutsOf({ relativePath, name, parentId }: Pick<Document, 'relativePath' | 'name' | 'parentId'>): string {
  const above = relativePath === name ? '' : relativePath.slice(0, -name.length - 1);
  return parentId === null ? above : `in ${above.split('/').join(' › ')}`;
}

/** What a document lacks, or else where it lies. */
function SecondLine({ document }: { document: Document }) {
  const words = outcomeWords(document);
  if (words) {
    const text = `${words.title} ${words.advice}`.trim();
    return (
      <span
        className="document-reason truncate"
        data-tone={words.tone}
        data-word={document.outcome === null ? undefined : outcomeNames[document.outcome]}
        data-testid="document-reason"
        title={text}
      >
        {text}
      </span>
    );
  }
  const above = whereaboutsOf(document);
  return above === '' ? null : <span className="document-path truncate">{above}</span>;
}

/** One line of the list. What could not be read whole says why, with the one thing to do about it. */
export function DocumentRow({ document }: { document: Document }) {
  const { documentActs, reading } = useSession();
  const words = outcomeWords(document);
  const label = words && (document.outcome === 'partial' ? 'Read again' : nextActionLabels[words.action]);
  const format = document.format ?? (document.outcome === 'unsupported' ? null : likelyFormat(document.name));
  const waits = document.state === 'queued' || document.state === 'reading';
  return (
    <>
      <span className="document-name" role="cell" data-member={document.parentId === null ? undefined : true}>
        <FileIcon format={format} />
        <span className="document-label">
          {waits && document.indexedAtMs === null ? (
            <span className="document-title truncate" title={document.relativePath}>
              {document.name}
            </span>
          ) : (
            <button
              type="button"
              className="document-open truncate"
              title={document.relativePath}
              onClick={() => reading.openDocument(document.id, document.name)}
            >
              {document.name}
            </button>
          )}
          <SecondLine document={document} />
        </span>
      </span>
      <span className="document-state" role="cell" data-testid="document-state" data-outcome={document.outcome ?? undefined}>
        <span
          className="document-state-text truncate"
          data-tone={words?.tone}
          title={isPartlyEmbedded(document) ? 'Words can be searched; search by meaning is being prepared.' : undefined}
        >
          {stateText(document)}
        </span>
        {label && words && (
          <Button
            size="small"
            data-testid="document-action"
            data-action={words.action}
            aria-label={`${label}: ${document.name}`}
            onClick={() => documentActs.run(words.action, document)}
          >
            {label}
          </Button>
        )}
      </span>
      <span className="document-format" role="cell">
        {format ? formatNames[format] : (extensionOf(document.name) ?? '–')}
      </span>
      <span className="document-pages tabular" role="cell">
        {document.pageCount === null ? '–' : count(document.pageCount)}
      </span>
      <span className="document-size tabular" role="cell">
        {size(document.sizeBytes)}
      </span>
      <span className="document-date tabular" role="cell">
        {moment(document.modifiedAtMs)}
      </span>
      <span className="document-more" role="cell">
        <DocumentMenu document={document} />
      </span>
    </>
  );
}
