import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import type { PageSize } from '../../../../shared/domain/document.ts';
import { useStore } from '../../../state/store.ts';
import { isDoubtful, recognisedWords } from '../recognised-words.ts';
import { useBlocks } from '../use-blocks.ts';
import { useWidth } from '../use-width.ts';
import { PageText } from './page-text.tsx';

export interface PagePairsProps {
  readonly documentId: number;
  readonly pages: readonly PageSize[];
  /** The page to be in view first, and again when `visit` changes. */
  readonly shown: { readonly page: number; readonly visit: number };
  /** Draws a page in a width. */
  readonly picture: (page: PageSize, width: number) => ReactNode;
}

const gapPx = 24;
const paddingPx = 24;
const headPx = 36;
const sideBySidePx = 760;
const usualTextPx = 320;

/** Each page beside the text that was read from it: one row a page, so that both stay in step. */
export function PagePairs({ documentId, pages, shown, picture }: PagePairsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const blocks = useBlocks(documentId);
  const { total } = useStore(blocks);
  const sideBySide = width >= sideBySidePx;
  const inner = Math.max(200, width - 2 * paddingPx);
  const pictureWidth = Math.min(900, sideBySide ? (inner - gapPx) / 2 : inner);
  const heightOf = useCallback(
    (page: PageSize | undefined) => (page ? (page.height / page.width) * pictureWidth : 0) + (sideBySide ? headPx : headPx + usualTextPx),
    [pictureWidth, sideBySide],
  );
  useEffect(() => blocks.want(0, 0), [blocks]);
  const virtual = useVirtualizer({
    count: width > 0 ? pages.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(pages[index]),
    overscan: 1,
    gap: gapPx,
    paddingStart: 16,
    paddingEnd: 48,
  });
  useEffect(() => virtual.measure(), [virtual, pictureWidth]);
  const settled = useRef<number | null>(null);
  useEffect(() => {
    if (width === 0 || settled.current === shown.visit) return;
    const index = pages.findIndex(({ page }) => page === shown.page);
    settled.current = shown.visit;
    if (index > 0 || shown.visit > 0) virtual.scrollToIndex(Math.max(0, index), { align: 'start' });
  }, [shown, width, pages, virtual]);

  return (
    <div
      className="read-scroll scroll"
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label="Pages and their text"
      data-testid="read-pages"
    >
      <div className="read-rows" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const page = pages[index];
          if (!page) return null;
          const source = recognisedWords(page);
          return (
            <section
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className="read-row"
              data-testid="read-page"
              data-page={page.page}
              aria-label={`Page ${page.page}`}
              style={{ top: start, left: paddingPx, right: paddingPx }}
            >
              <h2 className="read-row-head tabular">
                Page {page.page}
                {source && (
                  <span className="read-row-source" data-doubtful={isDoubtful(page) || page.textSource === 'none' || undefined}>
                    {source}
                  </span>
                )}
              </h2>
              <div
                className="read-pair"
                data-stacked={!sideBySide || undefined}
                style={{ ['--read-picture' as string]: `${pictureWidth}px` }}
              >
                <div className="read-picture">{picture(page, pictureWidth)}</div>
                <div className="read-text text-flow" data-testid="read-text">
                  {total !== null && (
                    <PageText
                      blocks={blocks}
                      total={total}
                      page={page.page}
                      absent={
                        page.textSource === 'none' ? 'The text of this page is not recognised yet.' : 'No text was found on this page.'
                      }
                    />
                  )}
                </div>
              </div>
            </section>
          );
        })}
      </div>
    </div>
  );
}
