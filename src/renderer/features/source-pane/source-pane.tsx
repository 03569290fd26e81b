import { useCallback, useState } from 'react';
import { isAppError } from '../../../shared/errors.ts';
import type { OpenSource } from '../../state/reading.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { OutcomeNote } from '../../ui/outcome-note.tsx';
import { ImageBody, Opening, PdfBody, TextBody } from './body.tsx';
import { SourceHeader } from './source-header.tsx';
import { useOpenDocument } from './use-open-document.ts';
import { useStanding } from './use-standing.ts';
import './source-pane.css';
import './pdf.css';
import './text.css';
import './frames.css';

function OpenPane({ source }: { source: OpenSource }) {
  const { sources, notices, documentActs } = useSession();
  const opened = useOpenDocument(source.documentId);
  const [zoom, setZoom] = useState(1);
  const [page, setPage] = useState<{ documentId: number; page: number } | null>(null);
  const document = opened.status === 'ready' ? opened.value.document : null;
  const standing = useStanding(source, document);
  const version = opened.status === 'ready' ? opened.value.version : '';
  const [failed, setFailed] = useState<{ version: string; error: unknown } | null>(null);
  const failure = failed?.version === version ? failed.error : null;
  const onFailed = useCallback((error: unknown) => setFailed({ version, error }), [version]);
  const hasOriginal = document?.state !== 'missing' && failure === null;
  const isPdf = document?.format === 'pdf' && hasOriginal;
  const isPicture = document?.format === 'image' && hasOriginal && opened.status === 'ready' && opened.value.pages.length === 1;
  const isGone = opened.status === 'failed' && isAppError(opened.error) && opened.error.code === 'not-found';
  const nothingRead = document?.state === 'failed' && document.error !== null && document.indexedAtMs === null;

  const waits = document !== null && document.indexedAtMs === null && (document.state === 'queued' || document.state === 'reading');

  const rescan = () => {
    if (document) sources.rescan(document.sourceId).catch((error: unknown) => notices.sayError(error));
  };
  const givePassword = () => {
    if (document) documentActs.run('give-password', document);
  };
  const problem = (error: unknown) => (
    <div className="source-problem">
      {isAppError(error) || opened.status === 'failed' ? (
        <ErrorNote error={error} actions={{ retry: opened.reload, reload: opened.reload, rescan, 'give-password': givePassword }} />
      ) : (
        <p>{document?.format === 'image' ? 'The picture' : 'The pages'} cannot be drawn. This is the text as it was indexed.</p>
      )}
    </div>
  );
  const shownPage = page?.documentId === source.documentId ? page.page : source.place?.kind === 'page' ? source.place.page : 1;
  const span = standing === 'stands' ? source.span : null;
  const Pages = isPicture ? ImageBody : PdfBody;
  const onPage = (shown: number) => shown !== shownPage && setPage({ documentId: source.documentId, page: shown });

  return (
    <>
      <SourceHeader
        source={source}
        document={document}
        page={isPdf ? shownPage : null}
        pages={opened.status === 'ready' ? opened.value.pages : []}
        canRead={document !== null && !nothingRead && !waits}
        onZoom={isPdf || isPicture ? (by) => setZoom(Math.min(4, Math.max(0.5, zoom * by))) : null}
      />
      {document?.state === 'missing' && <p className="source-notice">The original is no longer there. This is what was indexed.</p>}
      {waits && <p className="source-notice">It waits to be read. Its text appears here as soon as it is.</p>}
      {document && opened.status === 'ready' && document.outcome !== null && document.outcome !== 'ok' && (
        <div className="source-problem">
          <OutcomeNote document={document} />
        </div>
      )}
      {standing === 'moved' && (
        <div className="source-notice" data-testid="source-moved">
          <p>This document was read anew after the answer, and what it cites is no longer in this place. It was:</p>
          <blockquote>{source.quote}</blockquote>
        </div>
      )}
      {nothingRead && <p className="source-empty">Nothing of it is in the library yet.</p>}
      {isGone && (
        <div className="source-notice" data-testid="source-gone">
          <p>
            {source.documentName} was deleted, or left its source.{source.quote !== null && ' What was cited of it:'}
          </p>
          {source.quote !== null && <blockquote>{source.quote}</blockquote>}
        </div>
      )}
      {opened.status === 'failed' && !isGone && problem(opened.error)}
      {(opened.status === 'loading' || (opened.status === 'ready' && standing === 'unknown')) && <Opening />}
      {opened.status === 'ready' &&
        standing !== 'unknown' &&
        !nothingRead &&
        !waits &&
        (isPdf || isPicture ? (
          <Pages key={version} opened={opened.value} span={span} source={source} zoom={zoom} onFailed={onFailed} onPage={onPage} />
        ) : (
          <TextBody key={version} opened={opened.value} span={span} source={source} failure={failure} problem={problem} />
        ))}
    </>
  );
}

/** The page an answer rests on. */
export function SourcePane() {
  const { reading } = useSession();
  const source = useStore(reading);
  return (
    <aside className="source-pane" aria-label="Source" data-testid="source-pane">
      {source ? (
        <OpenPane source={source} />
      ) : (
        <p className="source-empty">Press a numeral in an answer, and the page it rests on opens here.</p>
      )}
    </aside>
  );
}
