import type { DocumentBlock } from '../../../../shared/domain/document.ts';
import type { Span } from '../../../../shared/domain/place.ts';
import { Marked } from '../marked.tsx';
import type { CellRange } from './cell-range.ts';
import type { ColumnLayout } from './column-layout.ts';
import { textWidth } from './text-width.ts';

export interface SheetCell {
  readonly ordinal: number;
  readonly column: number;
}

export interface SheetRowProps {
  readonly block: DocumentBlock;
  readonly layout: ColumnLayout;
  /** Columns in view, ends included. */
  readonly columns: readonly [first: number, last: number];
  /** What of this row is cited, in columns. */
  readonly cited: readonly CellRange[];
  readonly selected: SheetCell | null;
  /** Rows without content lie between this one and the one before. */
  readonly afterGap: boolean;
  readonly span: Span | null;
  readonly visit: number;
  readonly onSelect: (cell: SheetCell) => void;
}

/** A figure, with what stands around one: sign, currency, percent. */
export const isFigure = (text: string): boolean => text.length < 24 && /^[-+(]?[^\p{L}\d]{0,3}\d[\d.,’' ]*\s?[%€$£]?\)?$/u.test(text);

/** One row of a sheet: only the cells that hold something and are in view are drawn. */
export function SheetRow({ block, layout, columns, cited, selected, afterGap, span, visit, onSelect }: SheetRowProps) {
  const { locator, text } = block;
  // Between the rows: the name of a table, a note at a cell.
  if (locator?.kind !== 'cells' || block.kind !== 'table-row')
    return (
      <div className="sheet-row sheet-note" role="row">
        <span className="sheet-note-text truncate" role="gridcell" title={text}>
          <Marked block={block} span={span} visit={visit} />
        </span>
      </div>
    );
  return (
    <div className="sheet-row" role="row" aria-rowindex={locator.row} data-gap={afterGap || undefined}>
      <span className="sheet-number tabular" role="rowheader">
        {locator.row}
      </span>
      {cited.map(({ columns: [first, last], rows }) => (
        <span
          key={`${first}-${visit}`}
          className="sheet-cited"
          data-testid="highlight"
          data-top={rows[0] === locator.row || undefined}
          data-bottom={rows[1] === locator.row || undefined}
          style={{ left: layout.leftOf(first), width: layout.leftOf(last + 1) - layout.leftOf(first) }}
        />
      ))}
      {locator.cells.map(({ column, start, end }, index) => {
        const next = locator.cells[index + 1];
        const left = layout.leftOf(column);
        if (column > columns[1] || left + layout.widthOf(column) < layout.leftOf(columns[0]) - 400) return null;
        const value = text.slice(start, end);
        const figure = isFigure(value);
        // Words run on over empty cells, as in a sheet.
        const room = next ? layout.leftOf(next.column) - left : Number.POSITIVE_INFINITY;
        const width = figure ? layout.widthOf(column) : Math.max(layout.widthOf(column), Math.min(room, textWidth(value) + 18, 900));
        return (
          <span
            key={column}
            className="sheet-cell"
            role="gridcell"
            tabIndex={-1}
            aria-colindex={column}
            data-figure={figure || undefined}
            data-selected={(selected?.ordinal === block.ordinal && selected.column === column) || undefined}
            style={{ left, width }}
            onClick={() => onSelect({ ordinal: block.ordinal, column })}
          >
            {value}
          </span>
        );
      })}
    </div>
  );
}
