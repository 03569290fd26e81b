import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { DocumentSort } from '../../../shared/contract/engine.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { count } from '../../ui/figures.ts';
import { outcomeNames } from '../../ui/outcome-words.ts';
import { exclusionKey } from '../../state/document-acts.ts';
import { useSession } from '../../state/session-context.ts';
import { DocumentRow } from './document-row.tsx';
import type { ListRow } from './document-rows.ts';
import type { LibraryView } from './library-view.ts';
import { useDocuments } from './use-documents.ts';

const rowPx = 44;

interface Column {
  readonly className: string;
  readonly label: string;
  readonly sort: DocumentSort | null;
}

const columns: readonly Column[] = [
  { className: 'document-name', label: 'Name', sort: 'name' },
  { className: 'document-state', label: 'State', sort: 'state' },
  { className: 'document-format', label: 'Format', sort: null },
  { className: 'document-pages', label: 'Pages', sort: null },
  { className: 'document-size', label: 'Size', sort: 'size' },
  { className: 'document-date', label: 'Modified', sort: 'modified' },
  { className: 'document-more', label: 'Actions', sort: null },
];

function Head({ view, onChange }: { view: LibraryView; onChange: (part: Partial<LibraryView>) => void }) {
  return (
    <div className="document-head" role="row" aria-rowindex={1}>
      {columns.map(({ className, label, sort }) => {
        const sorted = sort !== null && view.sort === sort;
        const Arrow = view.descending ? ArrowDown : ArrowUp;
        return (
          <span
            key={label}
            className={className}
            role="columnheader"
            aria-sort={sorted ? (view.descending ? 'descending' : 'ascending') : 'none'}
          >
            {sort === null ? (
              <span className={className === 'document-more' ? 'visually-hidden' : undefined}>{label}</span>
            ) : (
              <button
                type="button"
                data-testid={`sort-${sort}`}
                onClick={() =>
                  onChange(sorted ? { descending: !view.descending } : { sort, descending: sort === 'modified' || sort === 'size' })
                }
              >
                {label}
                {sorted && <Arrow size={16} strokeWidth={1.5} aria-hidden />}
              </button>
            )}
          </span>
        );
      })}
    </div>
  );
}

function Row({ row, isLeaving }: { row: ListRow; isLeaving: boolean }) {
  if (row.kind === 'group')
    return (
      <span className="document-group" role="cell" data-testid="document-group" data-outcome={row.outcome}>
        {outcomeNames[row.outcome]} <span className="tabular">{count(row.documents)}</span>
      </span>
    );
  if (!row.document) return <span className="document-name" role="cell" aria-busy />;
  if (!isLeaving) return <DocumentRow document={row.document} />;
  return (
    <span className="document-name document-leaving" role="cell">
      <s>{row.document.name}</s> left out
    </span>
  );
}

/** All documents of a collection; only what is in view is fetched and drawn. */
export function DocumentList(props: { collectionId: number; view: LibraryView; onChange: (part: Partial<LibraryView>) => void }) {
  const { collectionId, view, onChange } = props;
  const { removals } = useSession();
  const leaving = useStore(removals);
  const list = useDocuments(collectionId, view);
  const { total, error, version } = useStore(list);
  const scroller = useRef<HTMLDivElement>(null);
  const placeKey = `footnote.library-place.${collectionId}`;
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 10,
    initialOffset: () => Number(sessionStorage.getItem(placeKey) ?? 0),
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    list.want(first, last);
  }, [list, first, last, total]);

  const filtered = view.filter !== '' || view.state !== null || view.outcome !== null || view.sourceId !== null;
  return (
    <div className="document-table" role="table" aria-label="Documents" aria-rowcount={(total ?? 0) + 1} data-testid="document-list">
      <div role="rowgroup">
        <Head view={view} onChange={onChange} />
      </div>
      {Boolean(error) && total === null && (
        <ErrorNote error={error} actions={{ retry: () => list.refresh(), reload: () => list.refresh() }} />
      )}
      {total === null && !error && <Skeleton lines={[60, 48, 66, 52, 40]} label="Loading documents" />}
      {total === 0 && (
        <div className="document-none">
          <p>{filtered ? 'No document matches.' : 'No documents yet. They appear here as they are found.'}</p>
          {filtered && (
            <Button size="small" onClick={() => onChange({ filter: '', state: null, outcome: null, sourceId: null })}>
              Show all
            </Button>
          )}
        </div>
      )}
      <div
        className="document-scroll scroll"
        role="rowgroup"
        ref={scroller}
        tabIndex={0}
        aria-label="Documents"
        data-version={version}
        onScroll={(event) => sessionStorage.setItem(placeKey, String(event.currentTarget.scrollTop))}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {items.map(({ index, start }) => {
            const row = list.at(index);
            const document = row.kind === 'document' ? row.document : undefined;
            return (
              <div
                key={index}
                className="document-row"
                role="row"
                aria-rowindex={index + 2}
                data-testid={row.kind === 'document' ? 'document-row' : undefined}
                data-kind={row.kind}
                data-state={document?.state}
                style={{ height: rowPx, transform: `translateY(${start}px)` }}
              >
                <Row row={row} isLeaving={document !== undefined && leaving.has(exclusionKey(document.id))} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
