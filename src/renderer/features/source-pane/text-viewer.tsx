import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { DocumentBlock, DocumentFormat } from '../../../shared/domain/document.ts';
import type { Span } from '../../../shared/domain/place.ts';
import { useStore } from '../../state/store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { beginsFrame, marginOf } from './block-frames.ts';
import { coveredPart } from './covered-part.ts';
import { FramedBlock } from './framed-block.tsx';
import { useBlocks } from './use-blocks.ts';
import { useTarget } from './use-target.ts';

export interface TextViewerProps {
  readonly documentId: number;
  readonly format: DocumentFormat | null;
  readonly span: Span | null;
  readonly visit: number;
  /** Names the place of every block in the margin. */
  readonly placesShown?: boolean;
}

/** Read by their lines; code numbers its lines itself. */
const numbered: readonly (DocumentFormat | null)[] = ['text', 'subtitles', 'latex', 'org', 'asciidoc', 'rst', 'json', 'yaml', 'xml'];

const messageOf = (block: DocumentBlock | undefined) => (block?.locator?.kind === 'message' ? block.locator.message : null);

/** A document's text as it was read, block by block, with the cited span marked and in view. */
export function TextViewer({ documentId, format, span, visit, placesShown = false }: TextViewerProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const blocks = useBlocks(documentId);
  const { total, pages, error } = useStore(blocks);
  const target = useTarget(blocks, total, span, visit);
  const settled = useRef<number | null>(null);
  const [opened, setOpened] = useState<ReadonlyMap<number, boolean>>(new Map());
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => 72,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    blocks.want(Math.max(0, first - 1), last + 1);
  }, [blocks, first, last]);

  const arrived = target !== null && blocks.at(target.ordinal) !== undefined;
  useEffect(() => {
    if (!target || settled.current === visit) return undefined;
    virtual.scrollToIndex(target.ordinal, { align: 'center' });
    if (!arrived) return undefined;
    // Heights are measured as blocks appear; the mark itself is brought into view once it is there.
    const timer = setTimeout(() => {
      settled.current = visit;
      scroller.current?.querySelector('[data-testid="highlight"]')?.scrollIntoView({ block: 'center' });
    }, 60);
    return () => clearTimeout(timer);
  }, [target, visit, virtual, arrived, pages.size]);

  const citedMessage = target ? messageOf(blocks.at(target.ordinal)) : null;
  const quotesShown = (block: DocumentBlock) => {
    const message = messageOf(block);
    if (message === null || coveredPart(block, span)) return true;
    return opened.get(message) ?? (placesShown || (message === citedMessage && isQuotedTarget(blocks.at(target?.ordinal ?? 0))));
  };
  const numbersMessages = format === 'mbox';
  const marginFor = (block: DocumentBlock, before: DocumentBlock | undefined) => {
    // A slide is named once; its other lines keep the margin free.
    if (placesShown && block.locator?.kind === 'slide' && !beginsFrame(before, block)) return '';
    if (placesShown || block.locator?.kind === 'time') return marginOf(block, numbersMessages);
    return numbered.includes(format) && block.locator === null && block.lineStart !== null ? String(block.lineStart) : null;
  };

  if (error && total === null)
    return <ErrorNote error={error} actions={{ retry: () => blocks.refresh(), reload: () => blocks.refresh() }} />;
  return (
    <div
      className="text-scroll scroll"
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label="Text of the document"
      data-testid="text-viewer"
      data-format={format ?? undefined}
      data-places={placesShown || undefined}
    >
      {total === null && <Skeleton lines={[40, 96, 90, 97, 70]} label="Loading the text" />}
      {total === 0 && <p className="text-none">No text was read from this document.</p>}
      <div className="text-blocks" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const block = blocks.at(index);
          return (
            <div key={key} ref={virtual.measureElement} data-index={index} style={{ transform: `translateY(${start}px)` }}>
              {block ? (
                <FramedBlock
                  block={block}
                  before={blocks.at(index - 1)}
                  after={blocks.at(index + 1)}
                  isLast={index + 1 === total}
                  numbersMessages={numbersMessages}
                  margin={marginFor(block, blocks.at(index - 1))}
                  placesShown={placesShown}
                  span={span}
                  visit={visit}
                  quotesShown={quotesShown(block)}
                  onQuotes={(message) => setOpened(new Map(opened).set(message, !quotesShown(block)))}
                />
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

function isQuotedTarget(block: DocumentBlock | undefined): boolean {
  return block?.locator?.kind === 'message' && block.locator.part === 'quoted';
}
