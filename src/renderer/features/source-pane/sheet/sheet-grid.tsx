import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { columnLetters } from '../../../../shared/domain/column-letters.ts';
import type { DocumentBlock } from '../../../../shared/domain/document.ts';
import type { Span } from '../../../../shared/domain/place.ts';
import type { Target } from '../use-target.ts';
import type { Blocks } from '../use-blocks.ts';
import type { CellRange } from './cell-range.ts';
import { layoutColumns } from './column-layout.ts';
import { type SheetCell, SheetRow } from './sheet-row.tsx';
import type { Sheet } from './use-sheets.ts';
import { useWidth } from '../use-width.ts';

export interface SheetGridProps {
  readonly blocks: Blocks;
  readonly sheet: Sheet;
  readonly cited: readonly CellRange[];
  /** The row to be brought into view; null when it is in another sheet. */
  readonly target: Target | null;
  readonly span: Span | null;
  readonly visit: number;
  readonly selected: SheetCell | null;
  readonly onSelect: (cell: SheetCell) => void;
  /** Changes when blocks arrive. */
  readonly arrived: number;
}

const rowPx = 26;
const headPx = 24;
const numberPx = 56;
/** Rows that the widths of columns are fitted to. */
const measuredRows = 120;

/** The cited ranges that go through one row. */
const citedIn = (block: DocumentBlock | undefined, cited: readonly CellRange[]) => {
  const locator = block?.locator;
  if (locator?.kind !== 'cells' || block?.kind !== 'table-row') return [];
  return cited.filter(({ sheet, rows }) => sheet === locator.sheet && rows[0] <= locator.row && locator.row <= rows[1]);
};

/** The number of a row; null for what stands between rows. */
const rowOf = (block: DocumentBlock | undefined) =>
  block?.kind === 'table-row' && block.locator?.kind === 'cells' ? block.locator.row : null;

/** The rows of a sheet under their letters, beside their numbers; only what is in view is fetched and drawn. */
export function SheetGrid({ blocks, sheet, cited, target, span, visit, selected, onSelect, arrived }: SheetGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const room = useWidth(scroller) - numberPx;
  const around = target?.ordinal ?? sheet.rowsFrom;
  const layout = useMemo(() => {
    const rows: DocumentBlock[] = [];
    for (const from of [sheet.rowsFrom, Math.max(sheet.rowsFrom, around - measuredRows / 2)])
      for (let ordinal = from; ordinal < Math.min(sheet.to, from + measuredRows); ordinal += 1) {
        const block = blocks.at(ordinal);
        if (block) rows.push(block);
      }
    return layoutColumns(rows, room);
    // What has arrived decides what can be measured.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [blocks, sheet, around, arrived, room]);
  const rows = useVirtualizer({
    count: sheet.to - sheet.rowsFrom,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
    scrollPaddingStart: headPx,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: layout.count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => layout.widthOf(index + 1),
    overscan: 3,
    scrollPaddingStart: numberPx,
  });
  useEffect(() => columns.measure(), [columns, layout]);
  const items = rows.getVirtualItems();
  const letters = columns.getVirtualItems();
  const first = sheet.rowsFrom + (items[0]?.index ?? 0);
  const last = sheet.rowsFrom + (items.at(-1)?.index ?? 0);
  useEffect(() => {
    blocks.want(first, last);
  }, [blocks, first, last]);

  const settled = useRef<string | null>(null);
  useEffect(() => {
    const key = `${visit}/${sheet.name}`;
    if (!target || settled.current === key) return;
    rows.scrollToIndex(Math.max(0, target.ordinal - sheet.rowsFrom), { align: 'center' });
    if (!blocks.at(target.ordinal)) return;
    settled.current = key;
    const column = citedIn(blocks.at(target.ordinal), cited)[0]?.columns[0];
    if (column !== undefined && scroller.current) scroller.current.scrollLeft = Math.max(0, layout.leftOf(column) - 120);
  }, [target, visit, sheet, rows, blocks, cited, layout, arrived]);

  const move = (event: React.KeyboardEvent) => {
    const [down, right] = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key] ?? [0, 0];
    if (down === 0 && right === 0) return;
    event.preventDefault();
    const now = selected ?? { ordinal: first, column: 1 };
    const next = {
      ordinal: Math.min(sheet.to - 1, Math.max(sheet.rowsFrom, now.ordinal + (down ?? 0))),
      column: Math.min(layout.count, Math.max(1, now.column + (right ?? 0))),
    };
    onSelect(next);
    rows.scrollToIndex(next.ordinal - sheet.rowsFrom);
    columns.scrollToIndex(next.column - 1);
  };

  const width = numberPx + columns.getTotalSize();
  const view: [number, number] = [(letters[0]?.index ?? 0) + 1, (letters.at(-1)?.index ?? 0) + 1];
  return (
    <div
      className="sheet-scroll scroll"
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={`Cells of ${sheet.name}`}
      aria-rowcount={-1}
      aria-colcount={layout.count}
      data-testid="sheet-grid"
      onKeyDown={move}
    >
      <div className="sheet-head" role="row" style={{ width }}>
        <span className="sheet-corner" role="presentation" />
        {letters.map(({ index, start, size }) => (
          <span key={index} className="sheet-letter" role="columnheader" style={{ left: numberPx + start, width: size }}>
            {columnLetters(index + 1)}
          </span>
        ))}
      </div>
      <div className="sheet-body" style={{ height: rows.getTotalSize(), width }}>
        {items.map(({ index, start }) => {
          const block = blocks.at(sheet.rowsFrom + index);
          const before = blocks.at(sheet.rowsFrom + index - 1);
          const row = rowOf(block);
          const rowBefore = index > 0 ? rowOf(before) : null;
          return (
            <div key={index} className="sheet-slot" style={{ transform: `translateY(${start}px)` }}>
              {block && (
                <SheetRow
                  block={block}
                  layout={layout}
                  columns={view}
                  cited={citedIn(block, cited)}
                  selected={selected}
                  afterGap={row !== null && rowBefore !== null && row > rowBefore + 1}
                  span={span}
                  visit={visit}
                  onSelect={onSelect}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
