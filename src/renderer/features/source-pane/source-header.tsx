import { ChevronLeft, ChevronRight, ExternalLink, FolderSearch, Minus, Plus, X } from 'lucide-react';
import type { Document } from '../../../shared/domain/document.ts';
import type { OpenSource } from '../../state/reading.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { FileIcon, formatNames, formatOfName } from '../../ui/file-icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { placeWords } from '../../ui/place-words.ts';

export interface SourceHeaderProps {
  readonly source: OpenSource;
  readonly document: Document | null;
  /** Page in view; null where there are none. */
  readonly page: number | null;
  readonly onZoom: ((by: number) => void) | null;
}

/** Which file, where in it, and which of the answer's citations this is. */
export function SourceHeader({ source, document, page, onZoom }: SourceHeaderProps) {
  const { client, reading, notices } = useSession();
  const capabilities = useStore(client.connection, (state) => (state.phase === 'connected' ? state.host.capabilities : null)) ?? [];
  const name = document?.name ?? source.documentName;
  const pages = document?.pageCount;
  const where =
    page !== null
      ? `page ${page}${pages ? ` of ${pages}` : ''}`
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
        {capabilities.includes('open-original') && (
          <IconButton
            label="Open the original"
            icon={<ExternalLink size={16} strokeWidth={1.5} />}
            data-testid="source-open-original"
            onClick={() => void tell(client.host.openDocument({ documentId }))}
          />
        )}
        {capabilities.includes('reveal-in-folder') && (
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
      <div className="source-where">
        <span className="tabular" data-testid="source-place">
          {where}
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
