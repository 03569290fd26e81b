import { FilePlus, FolderPlus, ScanText } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { useCoverage } from '../../state/use-coverage.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DocumentList } from './document-list.tsx';
import { DocumentToolbar } from './document-toolbar.tsx';
import { useLibraryView } from './library-view.ts';
import { PowerRow } from './power-row.tsx';
import { RecognitionDialog } from './recognition-dialog.tsx';
import { RecognitionRow } from './recognition-row.tsx';
import { SourceRow } from './source-row.tsx';
import { UploadRow } from './upload-row.tsx';
import { useOutcomeCounts } from './use-outcome-counts.ts';
import './library.css';
import './documents.css';
import './recognition.css';

function Documents({ collectionId }: { collectionId: number }) {
  const [view, change] = useLibraryView(collectionId);
  const { sources, removals, uploads } = useSession();
  const known = useStore(sources);
  const hidden = useStore(removals);
  const copying = useStore(uploads);
  const coverage = useCoverage(collectionId);
  const outcomes = useOutcomeCounts(collectionId, view.sourceId);
  const here = known.sources.filter((source) => source.collectionId === collectionId && !hidden.has(`source-${source.id}`));
  return (
    <>
      <ul className="source-rows scroll" aria-label="Sources">
        {copying.map((upload) => (
          <UploadRow key={`upload-${upload.id}`} upload={upload} />
        ))}
        <PowerRow />
        <RecognitionRow />
        {here.map((source) => (
          <SourceRow
            key={source.id}
            source={source}
            onlyThis={view.sourceId === source.id}
            onFilter={() => change({ sourceId: view.sourceId === source.id ? null : source.id })}
          />
        ))}
      </ul>
      <DocumentToolbar view={view} coverage={coverage} outcomes={outcomes} onChange={change} />
      <DocumentList key={`${collectionId}`} collectionId={collectionId} view={view} onChange={change} />
    </>
  );
}

/** The way to the languages of recognition, whether something waits for it or not. */
function RecognitionButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label="Text recognition"
        icon={<ScanText size={16} strokeWidth={1.5} />}
        data-testid="recognition-open"
        onClick={() => setOpen(true)}
      />
      <RecognitionDialog open={open} onClose={() => setOpen(false)} />
    </>
  );
}

/** What a collection is made of: its sources with their progress, and every document. */
export function LibraryPage() {
  const { adding, collections, navigation, sources, removals, uploads } = useSession();
  const { collectionId } = useStore(navigation);
  const all = useStore(collections);
  const known = useStore(sources);
  const hidden = useStore(removals);
  const copying = useStore(uploads);
  const name = all.status === 'ready' ? all.value.find(({ id }) => id === collectionId)?.name : undefined;
  const empty =
    known.loaded &&
    copying.length === 0 &&
    !known.sources.some((source) => source.collectionId === collectionId && !hidden.has(`source-${source.id}`));
  return (
    <div className="library-page" data-testid="library-page">
      <header className="page-header library-header">
        <div>
          <h1>Library</h1>
          <p>{name}</p>
        </div>
        {!empty && (
          <div className="library-add">
            <RecognitionButton />
            <Button
              icon={<FilePlus size={16} strokeWidth={1.5} aria-hidden />}
              data-testid="add-files"
              onClick={() => void adding.pickAndAdd('files')}
            >
              Add files
            </Button>
            <Button
              look="primary"
              icon={<FolderPlus size={16} strokeWidth={1.75} aria-hidden />}
              data-testid="add-folder"
              onClick={() => void adding.pickAndAdd('folder')}
            >
              Add a folder
            </Button>
          </div>
        )}
      </header>
      {Boolean(known.error) && !known.loaded && <ErrorNote error={known.error} actions={{ retry: () => void sources.refresh() }} />}
      {!known.loaded && !known.error && <Skeleton lines={[40, 70, 55]} label="Loading the library" />}
      {empty && (
        <div className="library-empty">
          <EmptyState
            title="Nothing in this collection yet."
            action={
              <Button
                look="primary"
                icon={<FolderPlus size={16} strokeWidth={1.75} aria-hidden />}
                data-testid="add-folder"
                onClick={() => void adding.pickAndAdd('folder')}
              >
                Add a folder
              </Button>
            }
          >
            Add a folder, or drop folders and files anywhere on this window. PDF, Office, e-books, mail, web pages, text, scans and what
            archives hold are read; originals stay where they are.
          </EmptyState>
        </div>
      )}
      {known.loaded && !empty && collectionId !== null && <Documents collectionId={collectionId} />}
    </div>
  );
}
