import {
  BookmarkCheck,
  BookmarkPlus,
  BookOpenText,
  ChevronLeft,
  ChevronRight,
  ExternalLink,
  FolderSearch,
  Minus,
  Plus,
  X,
} from 'lucide-react';
import type { Document, PageSize } from '../../../shared/domain/document.ts';
import type { OpenSource } from '../../state/reading.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { useTrail } from '../../state/use-trail.ts';
import { FileIcon, formatNames } from '../../ui/file-icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { formatOfName } from '../../ui/likely-format.ts';
import { placeWords } from '../../ui/place-words.ts';
import { recognisedWords } from './recognised-words.ts';
import { useSavePlace } from './use-save-place.ts';

export interface SourceHeaderProps {
  readonly source: OpenSource;
  readonly document: Document | null;
  /** Page in view; null where there are none. */
  readonly page: number | null;
  readonly pages: readonly PageSize[];
  /** Whether anything was read of it that could be looked at. */
  readonly canRead: boolean;
  readonly onZoom: ((by: number) => void) | null;
}

/** Which file, where in it, and which of the answer's citations this is. */
export function SourceHeader({ source, document, page, pages, canRead, onZoom }: SourceHeaderProps) {
  const { client, inspecting, reading, notices } = useSession();
  const trail = useTrail(document);
  const savePlace = useSavePlace(source, document, page);
  const capabilities = useStore(client.connection, (state) => (state.phase === 'connected' ? state.host.capabilities : null)) ?? [];
  const name = document?.name ?? source.documentName;
  const pageCount = document?.pageCount;
  const recognised = recognisedWords(pages.find((size) => size.page === (page ?? 1)));
  const where =
    page !== null
      ? `page ${page}${pageCount ? ` of ${pageCount}` : ''}`
      : source.place
        ? placeWords(source.place)
        : document?.format
          ? formatNames[document.format]
          : '';
  const tell = (done: Promise<void>) => done.catch((error: unknown) => notices.sayError(error));
  const { documentId, citations, index } = source;
  return (
    <header className="source-header">
      <div className="source-name">
        <FileIcon format={document?.format ?? formatOfName(name)} />
        <h2 className="truncate" title={document?.relativePath ?? name} data-testid="source-file-name">
          {name}
        </h2>
        {canRead && (
          <IconButton
            label={savePlace.saved ? 'Saved: this was the page' : 'This was the page'}
            shortcut="S"
            icon={savePlace.saved ? <BookmarkCheck size={16} strokeWidth={1.75} /> : <BookmarkPlus size={16} strokeWidth={1.5} />}
            data-testid="source-save-place"
            data-saved={savePlace.saved || undefined}
            // What is selected stays selected.
            onMouseDown={(event) => event.preventDefault()}
            onClick={savePlace.run}
          />
        )}
        {canRead && (
          <IconButton
            label="What was read"
            icon={<BookOpenText size={16} strokeWidth={1.5} />}
            data-testid="source-inspect"
            onClick={() => inspecting.open({ documentId, documentName: name, page })}
          />
        )}
        {capabilities.includes('open-original') && document?.parentId === null && (
          <IconButton
            label="Open the original"
            icon={<ExternalLink size={16} strokeWidth={1.5} />}
            data-testid="source-open-original"
            onClick={() => void tell(client.host.openDocument({ documentId }))}
          />
        )}
        {capabilities.includes('reveal-in-folder') && document?.parentId === null && (
          <IconButton
            label="Show in its folder"
            icon={<FolderSearch size={16} strokeWidth={1.5} />}
            data-testid="source-reveal"
            onClick={() => void tell(client.host.revealDocument({ documentId }))}
          />
        )}
        <IconButton
          label="Close the source"
          shortcut="\"
          icon={<X size={16} strokeWidth={1.75} />}
          data-testid="source-close"
          onClick={() => reading.close()}
        />
      </div>
      {trail && (
        <p className="source-trail truncate" data-testid="source-trail" title={trail.join(' › ')}>
          {trail.join(' › ')}
        </p>
      )}
      <div className="source-where">
        <span className="tabular" data-testid="source-place">
          {where}
          {recognised && <span className="source-recognised"> · {recognised}</span>}
        </span>
        {onZoom && (
          <span className="source-zoom">
            <IconButton label="Smaller" icon={<Minus size={16} strokeWidth={1.75} />} onClick={() => onZoom(1 / 1.2)} />
            <IconButton label="Larger" icon={<Plus size={16} strokeWidth={1.75} />} onClick={() => onZoom(1.2)} />
          </span>
        )}
        {citations.length > 0 && (
          <span className="source-steps">
            <IconButton
              label="Previous citation"
              shortcut="["
              icon={<ChevronLeft size={16} strokeWidth={1.75} />}
              disabled={index === 0}
              data-testid="source-previous"
              onClick={() => reading.step(-1)}
            />
            <span className="tabular" data-testid="source-count">
              {index + 1} of {citations.length}
              <span className="visually-hidden"> citations</span>
            </span>
            <IconButton
              label="Next citation"
              shortcut="]"
              icon={<ChevronRight size={16} strokeWidth={1.75} />}
              disabled={index === citations.length - 1}
              data-testid="source-next"
              onClick={() => reading.step(1)}
            />
          </span>
        )}
      </div>
    </header>
  );
}
