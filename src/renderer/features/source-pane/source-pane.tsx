import { useState } from 'react';
import type { OpenSource } from '../../state/reading.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { PdfViewer } from './pdf-viewer.tsx';
import { SourceHeader } from './source-header.tsx';
import { TextViewer } from './text-viewer.tsx';
import { type OpenDocument, useOpenDocument, usePlaces } from './use-open-document.ts';
import { usePdf } from './use-pdf.ts';
import './source-pane.css';
import './pdf.css';
import './text.css';

function PdfBody(props: {
  source: OpenSource;
  opened: OpenDocument;
  zoom: number;
  onPage: (page: number) => void;
  problem: (error: unknown) => React.ReactNode;
}) {
  const { source, opened, zoom, onPage, problem } = props;
  const pdf = usePdf(opened.document.id);
  const places = usePlaces(source.span, source.place);
  if (pdf.status === 'failed') return problem(pdf.error);
  if (pdf.status === 'loading') {
    return (
      <div className="source-loading">
        <Skeleton lines={[50, 92, 96, 88, 94, 60]} label="Opening the document" />
      </div>
    );
  }
  return <PdfViewer open={pdf.value} pages={opened.pages} places={places} visit={source.visit} zoom={zoom} onPage={onPage} />;
}

function OpenPane({ source }: { source: OpenSource }) {
  const { sources, notices, navigation } = useSession();
  const opened = useOpenDocument(source.documentId);
  const [zoom, setZoom] = useState(1);
  const [page, setPage] = useState<{ documentId: number; page: number } | null>(null);
  const [asText, setAsText] = useState<number | null>(null);
  const document = opened.status === 'ready' ? opened.value.document : null;
  const isPdf = document?.format === 'pdf' && asText !== source.documentId;

  const rescan = async () => {
    if (!document) return;
    navigation.show('library');
    try {
      await sources.rescan(document.sourceId);
    } catch (error) {
      notices.sayError(error);
    }
  };
  const problem = (error: unknown) => (
    <div className="source-problem">
      <ErrorNote
        error={error}
        actions={{
          retry: opened.reload,
          reload: opened.reload,
          rescan: () => void rescan(),
        }}
      />
      {document?.format === 'pdf' && (
        <Button look="quiet" onClick={() => setAsText(source.documentId)}>
          Show the text as it was indexed
        </Button>
      )}
      {source.quote && <blockquote>{source.quote}</blockquote>}
    </div>
  );

  return (
    <>
      <SourceHeader
        source={source}
        document={document}
        page={isPdf ? (page?.documentId === source.documentId ? page.page : source.place?.kind === 'page' ? source.place.page : 1) : null}
        onZoom={isPdf ? (by) => setZoom(Math.min(4, Math.max(0.5, zoom * by))) : null}
      />
      {document?.state === 'missing' && <p className="source-missing">The original is no longer there. This is what was indexed.</p>}
      {opened.status === 'failed' && problem(opened.error)}
      {opened.status === 'loading' && (
        <div className="source-loading">
          <Skeleton lines={[50, 92, 96, 88, 94, 60]} label="Opening the document" />
        </div>
      )}
      {opened.status === 'ready' &&
        (isPdf && document?.state !== 'missing' ? (
          <PdfBody
            source={source}
            opened={opened.value}
            zoom={zoom}
            onPage={(shown) => setPage({ documentId: source.documentId, page: shown })}
            problem={problem}
          />
        ) : document?.error && document.state === 'failed' ? (
          problem(document.error)
        ) : (
          <TextViewer documentId={source.documentId} format={document?.format ?? null} span={source.span} visit={source.visit} />
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
