import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DocumentBlock, DocumentFormat } from '../../../shared/domain/document.ts';
import type { Span } from '../../../shared/domain/place.ts';
import { createPagedList } from '../../state/paged-list.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { findOrdinal } from './find-ordinal.ts';
import { TextBlock } from './text-block.tsx';

export interface TextViewerProps {
  readonly documentId: number;
  readonly format: DocumentFormat | null;
  readonly span: Span | null;
  readonly visit: number;
}

const pageSize = 200;

/** A document's text as it was read, block by block, with the cited span marked and in view. */
export function TextViewer({ documentId, format, span, visit }: TextViewerProps) {
  const { client } = useSession();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useMemo(
    () =>
      createPagedList<DocumentBlock>(pageSize, async (fromOrdinal, limit) => {
        const { blocks, total } = await client.engine.documents.blocks({ documentId, fromOrdinal, limit });
        return { items: blocks, total };
      }),
    [client, documentId],
  );
  const { total, pages, error } = useStore(list);
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => 72,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const [target, setTarget] = useState<{ visit: number; ordinal: number } | null>(null);

  useEffect(() => {
    list.want(first, last);
  }, [list, first, last]);

  useEffect(() => {
    if (!span || total === null) return undefined;
    let stopped = false;
    const startOf = async (ordinal: number) => {
      const known = list.at(ordinal);
      if (known) return known.start;
      const { blocks } = await client.engine.documents.blocks({ documentId, fromOrdinal: ordinal, limit: 1 });
      return blocks[0]?.start ?? Number.POSITIVE_INFINITY;
    };
    findOrdinal(total, span.start, startOf).then(
      (ordinal) => !stopped && setTarget({ visit, ordinal }),
      () => undefined,
    );
    return () => {
      stopped = true;
    };
  }, [client, documentId, list, span, total, visit]);

  useEffect(() => {
    if (target?.visit !== visit) return undefined;
    virtual.scrollToIndex(target.ordinal, { align: 'center' });
    // Heights are measured as blocks appear; the mark itself is brought into view once it is there.
    const timer = setTimeout(() => scroller.current?.querySelector('[data-testid="highlight"]')?.scrollIntoView({ block: 'center' }), 60);
    return () => clearTimeout(timer);
  }, [target, visit, virtual, pages.size]);

  if (error && total === null) return <ErrorNote error={error} actions={{ retry: () => list.refresh(), reload: () => list.refresh() }} />;
  return (
    <div
      className="text-scroll scroll"
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label="Text of the document"
      data-testid="text-viewer"
    >
      {total === null && <Skeleton lines={[40, 96, 90, 97, 70]} label="Loading the text" />}
      <div className="text-blocks" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const block = list.at(index);
          return (
            <div key={key} ref={virtual.measureElement} data-index={index} style={{ transform: `translateY(${start}px)` }}>
              {block ? (
                <TextBlock block={block} numbered={format === 'text'} span={span} visit={visit} />
              ) : (
                <div className="text-block-absent" />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
