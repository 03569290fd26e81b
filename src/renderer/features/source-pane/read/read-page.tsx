import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Inspected } from '../../../state/inspecting.ts';
import { useSession } from '../../../state/session-context.ts';
import { useTrail } from '../../../state/use-trail.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { FileIcon } from '../../../ui/file-icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { OutcomeNote } from '../../../ui/outcome-note.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { type OpenDocument, useOpenDocument } from '../use-open-document.ts';
import { DoubtfulPages } from './doubtful-pages.tsx';
import { ReadImage, ReadPdf, ReadText } from './read-body.tsx';
import { readFacts } from './read-facts.ts';
import '../pdf.css';
import '../text.css';
import '../frames.css';
import './read.css';

/** The text beside the pages that the window can draw, else alone. */
function ReadBody({ opened, shown }: { opened: OpenDocument; shown: { page: number; visit: number } }) {
  const { document, pages } = opened;
  const drawn = document.state !== 'missing' && pages.length > 0;
  if (drawn && document.format === 'pdf') return <ReadPdf opened={opened} shown={shown} />;
  if (drawn && document.format === 'image' && pages.length === 1) return <ReadImage opened={opened} shown={shown} />;
  return <ReadText opened={opened} />;
}

/** “What did you read?”: the text that was taken from a document, beside the document itself. */
export function ReadPage({ inspected }: { inspected: Inspected }) {
  const { inspecting } = useSession();
  const opened = useOpenDocument(inspected.documentId);
  const ready = opened.status === 'ready' ? opened.value : null;
  const trail = useTrail(ready?.document ?? null);
  const [shown, setShown] = useState({ page: inspected.page ?? 1, visit: 0 });
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    page.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const overlaid = event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"]') !== null;
      if (event.key !== 'Escape' || event.defaultPrevented || overlaid) return;
      event.preventDefault();
      inspecting.close();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [inspecting]);
  return (
    <div className="read" ref={page} tabIndex={-1} data-testid="read-view">
      <header className="read-header">
        <IconButton
          label="Back"
          shortcut="Esc"
          icon={<ArrowLeft size={16} strokeWidth={1.75} />}
          data-testid="read-back"
          onClick={inspecting.close}
        />
        <div className="read-about">
          {trail && <p className="source-trail truncate">{trail.join(' › ')}</p>}
          <h1 className="truncate" title={ready?.document.relativePath ?? inspected.documentName}>
            <FileIcon format={ready?.document.format ?? null} />
            <span className="truncate">{ready?.document.name ?? inspected.documentName}</span>
          </h1>
          <p className="read-facts tabular" data-testid="read-facts">
            {ready ? `What was read: ${readFacts(ready.document, ready.pages)}` : ' '}
          </p>
        </div>
      </header>
      {ready && ready.document.outcome !== null && ready.document.outcome !== 'ok' && (
        <div className="read-note">
          <OutcomeNote document={ready.document} />
        </div>
      )}
      {ready && <DoubtfulPages pages={ready.pages} onPage={(page) => setShown(({ visit }) => ({ page, visit: visit + 1 }))} />}
      {opened.status === 'failed' && (
        <div className="read-note">
          <ErrorNote error={opened.error} actions={{ retry: opened.reload, reload: opened.reload }} />
        </div>
      )}
      {opened.status === 'loading' && (
        <div className="read-note">
          <Skeleton lines={[50, 92, 96, 88, 94, 60]} label="Opening the document" />
        </div>
      )}
      {ready && <ReadBody key={ready.version} opened={ready} shown={shown} />}
    </div>
  );
}
