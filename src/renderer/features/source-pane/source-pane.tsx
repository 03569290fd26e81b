import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Place, Span } from '../../../shared/domain/place.ts';
import { isAppError } from '../../../shared/errors.ts';
import type { OpenSource } from '../../state/reading.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { PdfViewer } from './pdf-viewer.tsx';
import { SourceHeader } from './source-header.tsx';
import { TextViewer } from './text-viewer.tsx';
import { type OpenDocument, useOpenDocument, usePlaces } from './use-open-document.ts';
import { useOriginal } from './use-original.ts';
import { usePdf } from './use-pdf.ts';
import { useStanding } from './use-standing.ts';
import './source-pane.css';
import './pdf.css';
import './text.css';

interface BodyProps {
  readonly opened: OpenDocument;
  /** What is to be marked; null where its words are no longer there. */
  readonly span: Span | null;
  readonly source: OpenSource;
}

function Opening() {
  return (
    <div className="source-loading">
      <Skeleton lines={[50, 92, 96, 88, 94, 60]} label="Opening the document" />
    </div>
  );
}

interface TextBodyProps extends BodyProps {
  /** What kept the pages from being shown; null where the text is what is shown. */
  readonly failure: unknown;
  readonly problem: (error: unknown) => React.ReactNode;
}

function TextBody({ opened, span, source, failure, problem }: TextBodyProps) {
  const { id, format } = opened.document;
  const original = useOriginal(id);
  const error = failure ?? original;
  return (
    <>
      {error !== null && problem(error)}
      <TextViewer documentId={id} format={format} span={span} visit={source.visit} />
    </>
  );
}

interface PdfBodyProps extends BodyProps {
  readonly zoom: number;
  readonly onPage: (page: number) => void;
  readonly onFailed: (error: unknown) => void;
}

function PdfBody({ opened, span, source, zoom, onPage, onFailed }: PdfBodyProps) {
  const pdf = usePdf(opened.document.id);
  const error = pdf.status === 'failed' ? pdf.error : null;
  useEffect(() => {
    if (error !== null) onFailed(error);
  }, [error, onFailed]);
  const marked = usePlaces(span, span && source.place);
  // Without a mark the page is still the one that was cited.
  const page = source.place?.kind === 'page' ? source.place.page : null;
  const bare = useMemo((): readonly Place[] => (page === null ? [] : [{ kind: 'page', page, boxes: [] }]), [page]);
  if (pdf.status !== 'ready' && opened.pages.length === 0) return <Opening />;
  const open = pdf.status === 'ready' ? pdf.value : null;
  const places = span ? marked : bare;
  return <PdfViewer open={open} pages={opened.pages} places={places} visit={source.visit} zoom={zoom} onPage={onPage} />;
}

function OpenPane({ source }: { source: OpenSource }) {
  const { sources, notices } = useSession();
  const opened = useOpenDocument(source.documentId);
  const [zoom, setZoom] = useState(1);
  const [page, setPage] = useState<{ documentId: number; page: number } | null>(null);
  const document = opened.status === 'ready' ? opened.value.document : null;
  const standing = useStanding(source, document);
  const version = opened.status === 'ready' ? opened.value.version : '';
  const [failed, setFailed] = useState<{ version: string; error: unknown } | null>(null);
  const failure = failed?.version === version ? failed.error : null;
  const onFailed = useCallback((error: unknown) => setFailed({ version, error }), [version]);
  const isPdf = document?.format === 'pdf' && document.state !== 'missing' && failure === null;

  const rescan = () => {
    if (document) sources.rescan(document.sourceId).catch((error: unknown) => notices.sayError(error));
  };
  const problem = (error: unknown) => (
    <div className="source-problem">
      {isAppError(error) || opened.status === 'failed' ? (
        <ErrorNote error={error} actions={{ retry: opened.reload, reload: opened.reload, rescan }} />
      ) : (
        <p>The pages cannot be drawn. This is the text as it was indexed.</p>
      )}
    </div>
  );
  const shownPage = page?.documentId === source.documentId ? page.page : source.place?.kind === 'page' ? source.place.page : 1;
  const span = standing === 'stands' ? source.span : null;

  return (
    <>
      <SourceHeader
        source={source}
        document={document}
        page={isPdf ? shownPage : null}
        onZoom={isPdf ? (by) => setZoom(Math.min(4, Math.max(0.5, zoom * by))) : null}
      />
      {document?.state === 'missing' && <p className="source-notice">The original is no longer there. This is what was indexed.</p>}
      {standing === 'moved' && (
        <div className="source-notice" data-testid="source-moved">
          <p>This document was read anew after the answer, and what it cites is no longer in this place. It was:</p>
          <blockquote>{source.quote}</blockquote>
        </div>
      )}
      {opened.status === 'failed' && problem(opened.error)}
      {(opened.status === 'loading' || (opened.status === 'ready' && standing === 'unknown')) && <Opening />}
      {opened.status === 'ready' &&
        standing !== 'unknown' &&
        (document?.state === 'failed' && document.error && document.indexedAtMs === null ? (
          problem(document.error)
        ) : isPdf ? (
          <PdfBody
            key={version}
            opened={opened.value}
            span={span}
            source={source}
            zoom={zoom}
            onFailed={onFailed}
            onPage={(shown) => shown !== shownPage && setPage({ documentId: source.documentId, page: shown })}
          />
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
