import type { Document } from '../../../shared/domain/document.ts';
import { wordsFor } from '../../client/error-words.ts';
import { useSession } from '../../state/session-context.ts';
import { Button } from '../../ui/button.tsx';
import { count, moment, size } from '../../ui/figures.ts';
import { FileIcon, formatNames, likelyFormat } from '../../ui/file-icon.tsx';

export const stateNames = {
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
  if (isPartlyEmbedded(document)) {
    return `Searchable · ${Math.floor((document.embeddedChunkCount / document.chunkCount) * 100)} %`;
  }
  return stateNames[document.state];
}

/** One line of the list. A document that could not be read says why and can be tried again. */
export function DocumentRow({ document }: { document: Document }) {
  const { client, reading, notices } = useSession();
  const { error } = document;
  const words = error ? wordsFor(error) : null;
  // Nothing is lost with a file of a kind that is not read, and trying again would not help.
  const canRetry = words !== null && words.action !== 'none';
  const retry = () => {
    client.engine.documents.retry({ documentId: document.id }).catch((failure: unknown) => notices.sayError(failure));
  };
  const format = document.format ?? (document.state === 'failed' ? null : likelyFormat(document.name));
  const readable = document.state === 'searchable' || document.state === 'missing';
  return (
    <>
      <span className="document-name" role="cell">
        <FileIcon format={format} />
        <span className="document-label">
          {readable ? (
            <button
              type="button"
              className="document-open truncate"
              title={document.relativePath}
              onClick={() => reading.openDocument(document.id, document.name)}
            >
              {document.name}
            </button>
          ) : (
            <span className="document-title truncate" title={document.relativePath}>
              {document.name}
            </span>
          )}
          {words ? (
            <span
              className="document-reason truncate"
              data-loss={canRetry || undefined}
              data-testid="document-reason"
              title={`${words.title} ${words.advice}`}
            >
              {words.title} {words.advice}
            </span>
          ) : document.warnings.length > 0 ? (
            <span className="document-warning truncate" title={document.warnings.join(' ')}>
              {document.warnings[0]}
            </span>
          ) : (
            document.relativePath !== document.name && (
              <span className="document-path truncate">{document.relativePath.slice(0, -document.name.length - 1)}</span>
            )
          )}
        </span>
      </span>
      <span className="document-state" role="cell" data-testid="document-state">
        {document.state === 'failed' ? (
          <>
            <span className="document-failed" data-loss={canRetry || undefined}>
              {stateNames.failed}
            </span>
            {canRetry && (
              <Button size="small" data-testid="document-retry" aria-label={`Retry ${document.name}`} onClick={retry}>
                Retry
              </Button>
            )}
          </>
        ) : (
          <span title={isPartlyEmbedded(document) ? 'Words can be searched; search by meaning is being prepared.' : undefined}>
            {stateText(document)}
          </span>
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
    </>
  );
}
